/** Looking for the proof that a domain is somebody's: what only its owner can put there, in a record or in a file. */

import { EgressFailure } from "../../../adapters/egress/failure.ts";
import type { Context } from "../../../context.ts";

/** What an owner has to publish, by whichever way suits: it need not be both. */
export interface ProofToPublish {
  readonly dns: { readonly name: string; readonly value: string };
  readonly file: { readonly url: string; readonly content: string };
}

/** What was found. `found` has no word of the file itself, lest this became a way to read what others may not. */
export interface DomainProof {
  readonly method: "dns" | "file" | null;
  readonly found: { readonly dns: string; readonly file: string };
}

/** Where a domain's owner has to put the token. */
export function proofToPublish(domain: string, token: string): ProofToPublish {
  const value = `dateline-verification=${token}`;
  return {
    dns: { name: `_dateline.${domain}`, value },
    file: { url: `https://${domain}/.well-known/dateline.txt`, content: value },
  };
}

/** Looks by both ways at once, on the network: no transaction may be open meanwhile. */
export async function lookForProof(ctx: Context, domain: string, token: string): Promise<DomainProof> {
  const { dns, file } = proofToPublish(domain, token);
  const [record, page] = await Promise.all([lookAtRecords(ctx, dns), lookAtFile(ctx, file.url, token)]);
  const method = record.holds ? "dns" : page.holds ? "file" : null;
  return { method, found: { dns: record.found, file: page.found } };
}

interface Look {
  readonly holds: boolean;
  readonly found: string;
}

async function lookAtRecords(
  { resolver, log }: Context,
  { name, value }: ProofToPublish["dns"],
): Promise<Look> {
  const unanswered = (error: unknown): undefined => {
    log.info({ err: error, name }, `Nobody answered for the records of ${name}`);
    return undefined;
  };
  const texts = await resolver.texts(name).catch(unanswered);
  if (texts === undefined) return { holds: false, found: "no answer" };
  if (texts.length === 0) return { holds: false, found: "no TXT record" };
  const holds = texts.some((text) => text.trim() === value);
  return { holds, found: holds ? "the token" : "another TXT record" };
}

async function lookAtFile({ egress }: Context, url: string, token: string): Promise<Look> {
  try {
    const { status, body } = await egress.send({ method: "GET", url });
    if (status !== 200) return { holds: false, found: `status ${status}` };
    const holds = body.split(/[\s=]+/).includes(token);
    return { holds, found: holds ? "the token" : "another file" };
  } catch (error) {
    if (error instanceof EgressFailure) return { holds: false, found: error.reason };
    throw error;
  }
}
