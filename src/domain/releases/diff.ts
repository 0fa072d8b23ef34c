/**
 * Comparing two texts word by word. Pure. The work is bounded: where two texts have little to do with each other,
 * paragraphs are compared first, and what does not fit then is replaced as a whole.
 */

import { diffArrays } from "diff";

/** A stretch of text that stayed, came or went. */
export interface Run {
  readonly op: "equal" | "insert" | "delete";
  readonly text: string;
}

/** Insertions and deletions that one comparison looks for at the most; its time grows with the square. */
const maxEdits = 600;

/** Written without spaces between words, so that each character is a word of its own. */
const unspaced = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"]
  .map((script) => `\\p{Script=${script}}`)
  .join("");
const letters = `[[\\p{L}\\p{N}\\p{M}_]--[${unspaced}]]+`;
/** A line's end, a space, an emoji with all its parts, a word or number, or any other character with its marks. */
const token = new RegExp(
  `\\r?\\n|[^\\S\\r\\n]+|\\p{RGI_Emoji}|${letters}(?:[.,'’]${letters})*|.\\p{M}*`,
  "gsv",
);
const paragraph = /\n|[^\n]+/g;

/**
 * The runs that lead from one text to the other: all but the insertions, joined, are `before`, and all but the
 * deletions are `after`. No run begins or ends within a character.
 */
export function compareTexts(before: string, after: string): Run[] {
  const runs = compare(before.match(token), after.match(token), maxEdits);
  return joined(runs ?? compareParagraphs(before, after));
}

function compareParagraphs(before: string, after: string): Run[] {
  const runs = compare(before.match(paragraph), after.match(paragraph), maxEdits);
  if (!runs) return replacement(before, after);
  const changes = changesIn(runs);
  let stepsLeft = maxEdits ** 2;
  return changes.flatMap((change, at) => {
    const limit = Math.floor(Math.sqrt(stepsLeft / (changes.length - at)));
    const words = compare(change.delete.match(token), change.insert.match(token), limit);
    stepsLeft -= words ? editsIn(words) ** 2 : limit ** 2;
    return [...(words ?? replacement(change.delete, change.insert)), { op: "equal", text: change.equal }];
  });
}

interface CountedRun extends Run {
  readonly count: number;
}

/** The shortest way from one list of tokens to the other, or `undefined` where it takes more edits than the limit. */
function compare(
  before: readonly string[] | null,
  after: readonly string[] | null,
  maxEditLength: number,
): CountedRun[] | undefined {
  const runs = diffArrays([...(before ?? [])], [...(after ?? [])], { maxEditLength });
  return runs?.map(({ added, removed, value, count }) => {
    const op = added ? "insert" : removed ? "delete" : "equal";
    return { op, text: value.join(""), count };
  });
}

function editsIn(runs: readonly CountedRun[]): number {
  return runs.reduce((sum, { op, count }) => (op === "equal" ? sum : sum + count), 0);
}

function replacement(before: string, after: string): Run[] {
  return [
    { op: "delete", text: before },
    { op: "insert", text: after },
  ];
}

/** What went, what came in its place, and what follows unchanged. */
type Change = Record<Run["op"], string>;

function changesIn(runs: readonly Run[]): Change[] {
  let change: Change = { delete: "", insert: "", equal: "" };
  const changes = [change];
  for (const { op, text } of runs) {
    if (op !== "equal" && change.equal !== "") {
      change = { delete: "", insert: "", equal: "" };
      changes.push(change);
    }
    change[op] += text;
  }
  return changes;
}

/** As few runs as say the same: a phrase that was replaced is one change, and not one at each of its words. */
function joined(runs: readonly Run[]): Run[] {
  const changes: Change[] = [];
  for (const change of changesIn(runs)) {
    const last = changes.at(-1);
    if (last && /^[^\S\r\n]*$/.test(last.equal) && last.delete + last.insert !== "") {
      last.delete += last.equal + change.delete;
      last.insert += last.equal + change.insert;
      last.equal = change.equal;
    } else changes.push(change);
  }
  return changes.flatMap((change) =>
    (["delete", "insert", "equal"] as const)
      .map((op) => ({ op, text: change[op] }))
      .filter(({ text }) => text !== ""),
  );
}
