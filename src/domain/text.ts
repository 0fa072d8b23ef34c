/** What text the newsroom takes in: clean Unicode, counted as a reader counts it. Pure. */

import { z } from "zod";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** UTF-16 units segmented at once: the segmenter's time grows with the square of what it is given. */
const windowUnits = 256;

/** Length as a reader counts it: a flag, or a letter with its accents, is one. Stops counting soon after `enough`. */
export function countGraphemes(text: string, enough = Number.POSITIVE_INFINITY): number {
  let count = 0;
  let start = 0;
  let units = windowUnits;
  while (count <= enough) {
    const end = endOfWindow(text, start + units);
    const { seen, last } = segmentWindow(text.slice(start, end));
    if (end === text.length) return count + seen;
    // The last one may go on behind the window, so it is seen again; one that fills the window needs a larger one.
    count += seen - 1;
    start += last;
    units = last === 0 ? units * 2 : windowUnits;
  }
  return count;
}

/** Never between the halves of a pair. */
function endOfWindow(text: string, end: number): number {
  if (end >= text.length) return text.length;
  return (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end + 1 : end;
}

function segmentWindow(text: string): { readonly seen: number; readonly last: number } {
  let seen = 0;
  let last = 0;
  for (const { index } of segmenter.segment(text)) {
    seen += 1;
    last = index;
  }
  return { seen, last };
}

/** Controls other than tab, line feed and carriage return. PostgreSQL cannot store U+0000 at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/u;
/** Controls that make text read in another order than it is stored (Unicode TR 36, "Bidirectional Text Spoofing"). */
const bidiControls = /[\u202A-\u202E\u2066-\u2069]/u;

/** Reserved for a program's own use, and forbidden in XML, of which feeds are made. */
const noncharacters = /[\uFFFE\uFFFF]/u;

/** Anything that leaves a mark on paper. */
const visible = /[^\p{Default_Ignorable_Code_Point}\p{Z}\p{C}\u2800]/u;

/** Any of them, looked for at once: almost every text has none. */
const unwelcome = new RegExp([controls, noncharacters, bidiControls].map(({ source }) => source).join("|"));

/** Why this text cannot be taken in, or `undefined`. */
export function objectionTo(text: string): string | undefined {
  if (!text.isWellFormed()) return "contains half of a surrogate pair";
  if (!unwelcome.test(text)) return undefined;
  if (controls.test(text)) return "contains a control character";
  if (noncharacters.test(text)) return "contains a code point that is no character";
  if (bidiControls.test(text)) return "contains a control that changes the direction of writing";
  return undefined;
}

/** The text with every line ended by a line feed: a lone carriage return ends one too, for those that read it on. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/**
 * Text of 1 to `max` graphemes, trimmed, in NFC and with line feeds; markup and newlines are the field's own affair.
 *
 * @param objects what cannot be taken in
 */
export function plainText(max: number, min = 1, objects = objectionTo) {
  return z
    .string()
    .meta({ minLength: min, maxLength: max })
    .transform((text) => withLineFeeds(text.trim()).normalize("NFC"))
    .superRefine((text, ctx) => {
      const refuse = (message: string) => ctx.addIssue({ code: "custom", message });
      const objection = objects(text);
      if (objection) return refuse(objection);
      // A grapheme is at least one UTF-16 unit, so short texts need no counting.
      const tooLong = text.length > max && (text.length > max * 40 || countGraphemes(text, max) > max);
      if (tooLong) refuse(`is longer than ${max} characters`);
      if (text.length < min || (min > 0 && !visible.test(text))) refuse("must not be empty");
    });
}

/** Marks without a form of their own, which make two names look like one; not the joiners that scripts and emoji need. */
const unseenInNames = /(?!\u200C|\u200D|\uFE0E|\uFE0F)[\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A name that a reader knows others by: one line, in which everything can be seen. */
export function name(max: number) {
  const unseen = (text: string) =>
    unseenInNames.test(text) ? "contains a character that cannot be seen" : undefined;
  return line(max, (text) => objectionTo(text) ?? unseen(text));
}

/** One line of text: as `plainText`, and without line breaks. */
export function line(max: number, objects = objectionTo) {
  return plainText(max, 1, objects).refine(
    (text) => !/[\r\n\u2028\u2029]/u.test(text),
    "must be a single line",
  );
}
