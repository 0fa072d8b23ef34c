/** What the paragraphs behind a heading, or behind the end of the text, belong to. Pure. */

import { background, kinds } from "./headings.ts";
import { type Block, flat, linesOf } from "./layout/block.ts";
import { isStanding, type Sign } from "./sections.ts";

export interface Part {
  readonly block: Block;
  /** What it says it is, or belongs to. */
  sign: Sign;
}

/** "The Acme Works of Ohio, Inc. (NYSE: ACM) makes": a name, and what it is or does. */
const nameWord = "(?:\\p{Lu}[\\p{L}\\p{N}’'.&-]*,?|&|of|for|and|the)";
const description = new RegExp(
  `^(?:[Tt]he )?(${nameWord}(?: ${nameWord}){0,9}) (?:\\([^()]{1,60}\\) )?(?:is|are|was|has|have|\\p{Ll}{2,}s) `,
  "u",
);

/** "Founded in Cork in 1984, Murvane Medical makes": what may stand before the name. */
const ahead =
  /^(?:Founded|Established|Formed|Created|Set up|Launched|Opened|Based|Headquartered|Located|With|Since)\b[^.]{3,120}?, (?=\p{Lu}|the )/u;
/** What heads it behind the end of the text, and within the text would head something else. */
const untitled = new RegExp(
  `^(?:more (?:about|on) (?!(?:this|how|what|the event)\\b).{2,60}|the ${kinds})\\s*[:.]?$`,
  "i",
);

/** Gives the text behind a heading, from `start` on, to the part that the heading opens. */
export function followHeadings(parts: readonly Part[], start: number): void {
  findUntitled(parts, start);
  let current: Sign = "text";
  let isNote = false;
  for (const part of parts.slice(start)) {
    current = nextSign(current, part.sign);
    if (part.sign === "about") isNote = isNumbered(part.block);
    if (part.sign === "text" && current === "about" && endsAbout(part.block, isNote)) current = "notes";
    if (part.sign === "text") part.sign = current;
  }
}

/** What wires set below it ends what is said of an organisation; the next note does where that was a note itself. */
function endsAbout(block: Block, isNote: boolean): boolean {
  return isStanding(flat(block)) || (isNote && isNumbered(block));
}

function isNumbered(block: Block): boolean {
  return block.kind === "item" || /^\d{1,2}[.)]\s/.test(flat(block));
}

/** What may stand between the end of the text and who sent it. */
const beside: ReadonlySet<Sign> = new Set(["end", "contact", "noise"]);

/**
 * Where nothing is headed "About ...", the first paragraph behind the end, or in the notes, that begins with a name of the
 * text says who it is. Only what stands first behind the end goes on in the paragraphs below it.
 */
function findUntitled(parts: readonly Part[], start: number): void {
  if (parts.some(({ sign }) => sign === "about")) return;
  const end = parts.findIndex(({ sign }, at) => at > start && (sign === "end" || sign === "notes"));
  if (end < 0) return;
  const above = parts
    .slice(0, end)
    .map(({ block }) => flat(block))
    .join("\n");
  const behind = parts.slice(end).filter(({ sign }) => !beside.has(sign) && sign !== "notes");
  const at = behind.findIndex(
    ({ sign, block }) => sign === "text" && (isUntitled(flat(block)) || isDescribed(block, above)),
  );
  const [found, next] = [behind[at], behind[at + 1]];
  if (!found) return;
  found.sign = "about";
  const isFirst = at === 0 && !parts.some(({ sign }) => sign === "notes");
  if (!isFirst && next?.sign === "text" && !isUntitled(flat(found.block))) next.sign = "notes";
}

/** In its first line, or below the bare name. */
function isDescribed(block: Block, above: string): boolean {
  const lines = linesOf(block);
  return (
    isDescription(flat(block), above) || (lines.length > 1 && isDescription(lines.slice(1).join(" "), above))
  );
}

function isUntitled(text: string): boolean {
  return untitled.test(text) || text.replace(background, "") === "";
}

function isDescription(noted: string, above: string): boolean {
  const text = noted
    .replace(background, "")
    .replace(/^\d{1,2}[.)] /, "")
    .replace(ahead, "");
  const [, name = ""] = description.exec(text) ?? [];
  const [first = "", second] = name.split(" ");
  const known = second === undefined ? first : `${first} ${second}`;
  return known.length >= 5 && text.length >= 60 && above.split(known).length > (second === undefined ? 2 : 1);
}

/** What text belongs to behind a sign; what follows the end is for editors. */
function nextSign(current: Sign, sign: Sign): Sign {
  if (sign === "about" || sign === "notes") return sign;
  if (sign === "legal") return "text";
  return sign === "end" ? "notes" : current;
}
