/** What the paragraphs behind a heading, or behind the end of the text, belong to. Pure. */

import { type Block, flat } from "./layout/block.ts";
import { isStanding, type Sign } from "./sections.ts";

export interface Part {
  readonly block: Block;
  /** What it says it is, or belongs to. */
  sign: Sign;
}

/** "The Acme Works of Ohio, Inc. (NYSE: ACM) makes": a name, and what it is or does. */
const nameWord = "(?:\\p{Lu}[\\p{L}\\p{N}’'.&-]*,?|&|of|for|and|the)";
const description = new RegExp(
  `^(?:The )?(${nameWord}(?: ${nameWord}){0,9}) (?:\\([^()]{1,60}\\) )?(?:is|are|was|has|have|\\p{Ll}{2,}s) `,
  "u",
);

/** Gives the text behind a heading, from `start` on, to the part that the heading opens. */
export function followHeadings(parts: readonly Part[], start: number): void {
  findUntitled(parts);
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

/** Where nothing is headed "About ...", the first paragraph behind the end that begins with a name of the text says who it is. */
function findUntitled(parts: readonly Part[]): void {
  if (parts.some(({ sign }) => sign === "about")) return;
  const end = parts.findIndex(({ sign }) => sign === "end");
  const next = end < 0 ? undefined : parts.slice(end).find(({ sign }) => !beside.has(sign));
  const above = parts.slice(0, Math.max(0, end)).map(({ block }) => flat(block));
  if (next?.sign === "text" && isDescription(flat(next.block), above.join("\n"))) next.sign = "about";
}

function isDescription(text: string, above: string): boolean {
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
