/** Telling the same text again, whatever it is dressed in. Pure. */

import { hash } from "node:crypto";
import type { Copy } from "./release.ts";

/** SHA-256 of the body's letters and digits alone: equal for the same words in other markup, case or spacing. */
export function fingerprintOf({ body, bodyFormat }: Pick<Copy, "body" | "bodyFormat">): string {
  const text = bodyFormat === "html" ? body.replace(/<[^>]*>/g, "") : body;
  return hash("sha256", lettersAndDigits(text), "base64url");
}

/** In lower case; a table of Unicode would cost intake more than everything else it does with the text. */
function lettersAndDigits(text: string): Uint16Array {
  const lower = text.toLowerCase();
  const kept = new Uint16Array(lower.length);
  let length = 0;
  for (let index = 0; index < lower.length; index += 1) {
    const unit = lower.charCodeAt(index);
    if (isLetterOrDigit(unit)) {
      kept[length] = unit;
      length += 1;
    }
  }
  return kept.subarray(0, length);
}

function isLetterOrDigit(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
  // Spaces, quotation marks, dashes and other signs of Latin-1 and of general punctuation.
  return unit >= 0xc0 && (unit < 0x2000 || unit > 0x206f);
}
