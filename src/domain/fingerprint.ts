/** Telling the same text again, whatever it is dressed in. Pure. */

import { createHash } from "node:crypto";
import type { Copy } from "./release.ts";

/** SHA-256 of the body's letters and digits alone: equal for the same words in other markup, case or spacing. */
export function fingerprintOf({ body, bodyFormat }: Pick<Copy, "body" | "bodyFormat">): string {
  const text = bodyFormat === "html" ? body.replace(/<[^>]*>/g, "") : body;
  const words = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
  return createHash("sha256").update(words).digest("base64url");
}
