/** Tells the language of a text, in this process and without asking anybody. */

import { eld } from "eld/extrasmall";

export interface DetectedLanguage {
  /** ISO 639-1, or null for text without a language, such as numbers. */
  readonly code: string | null;
  /** False for text too short or too mixed to trust the code. */
  readonly reliable: boolean;
}

/** A language shows within a few sentences; in UTF-16 units. */
const maxUnits = 2000;

/** The likeliest language of the text's first sentences. */
export function detectLanguage(text: string): DetectedLanguage {
  const result = eld.detect(text.slice(0, maxUnits));
  return { code: result.language || null, reliable: result.isReliable() };
}
