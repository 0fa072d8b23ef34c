/** The forms of an answer: as it is, and compressed, each with an entity tag of its own (RFC 9110, 8.8.3.3). */

import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { type Coding, preferenceOf } from "../../domain/answers/coding.ts";

export interface Form {
  readonly coding: Coding;
  readonly body: Buffer;
  /** Strong. */
  readonly etag: string;
}

/** Smaller answers cost more to unpack than to send. */
const worthPackingBytes = 1024;
const suffixes = { identity: "", gzip: "-gz", br: "-br" } as const;

/** Off the event loop, in zlib's own threads; the qualities at which text is small and the wait is not long. */
const pack = {
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 6 }),
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
};

/** Makes each compressed form at its first use, and keeps it. */
export class Forms {
  readonly plain: Buffer;
  /** The entity tag without what tells the forms apart. */
  readonly #tag: string;
  readonly #ready = new Map<Coding, Form>();
  readonly #making = new Map<Coding, Promise<Form>>();

  constructor(plain: Buffer, etag: string) {
    this.plain = plain;
    this.#tag = opaque(etag);
    this.#ready.set("identity", { coding: "identity", body: plain, etag });
  }

  /** The form that a client prefers by its `Accept-Encoding`, at once if it is ready. */
  preferred(accepted: string | undefined): Form | Promise<Form> {
    const coding = accepted === undefined ? "identity" : this.#choose(accepted);
    return this.#ready.get(coding) ?? this.#make(coding as "gzip" | "br");
  }

  /** Whether a client has it already, in whatever form, by its `If-None-Match`. */
  isNamedBy(list: string): boolean {
    return list.trim() === "*" || list.split(",").some((one) => opaque(one) === this.#tag);
  }

  #choose(accepted: string): Coding {
    const { coding, takesPlain } = preferenceOf(accepted);
    return takesPlain && this.plain.length < worthPackingBytes ? "identity" : coding;
  }

  #make(coding: "gzip" | "br"): Promise<Form> {
    const running = this.#making.get(coding);
    if (running !== undefined) return running;
    const making = pack[coding](this.plain).then((body) => {
      const form = { coding, body, etag: `"${this.#tag}${suffixes[coding]}"` };
      this.#ready.set(coding, form);
      return form;
    });
    this.#making.set(coding, making);
    return making;
  }
}

/** What is between the quotes, without what tells the forms apart; compared weakly, since proxies weaken tags. */
function opaque(tag: string): string {
  return tag
    .trim()
    .replace(/^W\//, "")
    .replace(/^"|"$/g, "")
    .replace(/-(?:gz|br)$/, "");
}
