/**
 * The process that documents are taken apart and read in, so that the limits on it hold for both. It has no work of its
 * own, no settings, and ends with its parent.
 */

import { type ReadDocument, readDocument } from "../../domain/document/read-document.ts";
import { convert } from "./convert.ts";
import type { DocumentKind } from "./kind.ts";
import { Unreadable } from "./unreadable.ts";

/** What the parent asks, and what it is answered. */
export interface Question {
  readonly bytes: Uint8Array;
  readonly kind: DocumentKind;
  /** Tells the years that are left out. */
  readonly now: Date;
}
export type Answer =
  | { readonly document: ReadDocument }
  | { readonly unreadable: string; readonly tooLarge: boolean };

process.on("message", (question: Question) => {
  void answer(question).then((words) => process.send?.(words));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");

async function answer({ bytes, kind, now }: Question): Promise<Answer> {
  try {
    return { document: readDocument(await convert(bytes, kind), now) };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.message, tooLarge: error.tooLarge };
    return { unreadable: `is no .${kind} that can be read`, tooLarge: false };
  }
}
