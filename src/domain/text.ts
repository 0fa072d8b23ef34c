/** What text the newsroom takes in: clean Unicode, counted as a reader counts it. Pure. */

import { z } from "zod";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Length as a reader counts it: a flag, or a letter with its accents, is one. */
export function countGraphemes(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/** Controls other than tab, line feed and carriage return. PostgreSQL cannot store U+0000 at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/u;
/** Controls that make text read in another order than it is stored (Unicode TR 36, "Bidirectional Text Spoofing"). */
const bidiControls = /[\u202A-\u202E\u2066-\u2069]/u;

/** Reserved for a program's own use, and forbidden in XML, of which feeds are made. */
const noncharacters = /[\uFFFE\uFFFF]/u;

/** Why this text cannot be taken in, or `undefined`. */
export function objectionTo(text: string): string | undefined {
  if (!text.isWellFormed()) return "contains half of a surrogate pair";
  if (controls.test(text)) return "contains a control character";
  if (noncharacters.test(text)) return "contains a code point that is no character";
  if (bidiControls.test(text)) return "contains a control that changes the direction of writing";
  return undefined;
}

/** Text of 1 to `max` graphemes, trimmed and in NFC; markup and newlines are the field's own affair. */
export function plainText(max: number, min = 1) {
  return z
    .string()
    .meta({ minLength: min, maxLength: max })
    .transform((text) => text.trim().normalize("NFC"))
    .superRefine((text, ctx) => {
      const refuse = (message: string) => ctx.addIssue({ code: "custom", message });
      const objection = objectionTo(text);
      if (objection) return refuse(objection);
      // A grapheme is at least one UTF-16 unit, so short texts need no counting.
      const tooLong = text.length > max && (text.length > max * 40 || countGraphemes(text) > max);
      if (tooLong) refuse(`is longer than ${max} characters`);
      if (text.length < min) refuse("must not be empty");
    });
}

/** One line of text: as `plainText`, and without line breaks. */
export function line(max: number) {
  return plainText(max).refine((text) => !/[\r\n\u2028\u2029]/u.test(text), "must be a single line");
}
