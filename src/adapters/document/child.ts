/** The process that documents are taken apart in. It has no work of its own, no settings, and ends with its parent. */

import type { Block } from "../../domain/document/layout/block.ts";
import { convert } from "./convert.ts";
import type { DocumentKind } from "./kind.ts";
import { Unreadable } from "./unreadable.ts";

/** What the parent asks, and what it is answered. */
export interface Question {
  readonly bytes: Uint8Array;
  readonly kind: DocumentKind;
}
export type Answer =
  | { readonly blocks: readonly Block[] }
  | { readonly unreadable: string; readonly tooLarge: boolean };

process.on("message", (question: Question) => {
  void answer(question).then((words) => process.send?.(words));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");

async function answer({ bytes, kind }: Question): Promise<Answer> {
  try {
    return { blocks: await convert(bytes, kind) };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.message, tooLarge: error.tooLarge };
    return { unreadable: `is no .${kind} that can be read`, tooLarge: false };
  }
}
