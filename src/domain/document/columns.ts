/** Two columns of which one names a contact, read one below the other. Pure. */

import { isContactLabel } from "./contact/labels.ts";
import { emailIn, isReachable, phoneIn } from "./contact/reach.ts";
import { isContactLine, isFieldName } from "./contact.ts";
import { isLifted, isReleaseLine, releaseLabel, saysWhen } from "./embargo/restraint.ts";
import { isKind, tableLabel } from "./head/letterhead.ts";
import { type Block, flat, join, slice, textOf } from "./layout/block.ts";
import { columnGap } from "./layout/from-text.ts";

/** More than two contacts take. */
const mostRows = 24;

/** One row: what stands on the left, and on the right of the gap. */
type Row = readonly [Block, Block | undefined];

/** Paragraphs that are the rows of one table of two columns, as one block: Word makes each row a paragraph. */
export function rowsJoined(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  let isOpen = false;
  let rows = 0;
  for (const block of blocks) {
    const before = joined.at(-1);
    const isRow = block.kind === "paragraph" && columnGap.test(textOf(block));
    rows += 1;
    if (before && isOpen && rows < mostRows && (isRow || isLoneCell(block)))
      joined[joined.length - 1] = join([before, block]);
    else {
      rows = 0;
      isOpen = isRow && (halvesOf(block).some(isSign) || (before !== undefined && isSign(before)));
      joined.push(block);
    }
  }
  return joined;
}

function isLoneCell(block: Block): boolean {
  const text = flat(block);
  return block.kind === "paragraph" && text.length <= 60 && (isReachable(text) || isIndented(block));
}

function isIndented(block: Block): boolean {
  return /^\s*\t/.test(textOf(block));
}

function halvesOf(row: Block): Block[] {
  return cut(row).filter((half) => half !== undefined);
}

function isSign(block: Block): boolean {
  return isLabel(block) || isOfRelease(block);
}

/** "FOR IMMEDIATE RELEASE", or no more than "NEWS RELEASE". */
function isOfRelease(block: Block): boolean {
  return isReleaseLine(flat(block)) || isKind(flat(block));
}

function isLabel(block: Block): boolean {
  return isContactLabel(flat(block));
}

/** The lines of two columns, the left one first; lines that are no columns stay as they are. */
export function columnsOf(lines: readonly Block[]): readonly Block[] {
  const rows: Row[] = lines.map(cut);
  if (!areContacts(rows) && !areReleaseAndContact(rows)) return lines;
  const isRight = rightIsContact(rows);
  const placed = rows.map(([cell, right]) =>
    (right ?? !isAlone(cell, isRight)) ? [cell, right] : [undefined, cell],
  );
  return [0, 1]
    .flatMap((column) => placed.flatMap((row) => row[column] ?? []))
    .filter((half) => flat(half) !== "");
}

/** Contacts side by side: both are labelled, or both are reached in one row. */
function areContacts(rows: readonly Row[]): boolean {
  const pairs = rows.flatMap(([left, right]) => (right ? [[left, right] as const] : []));
  if (pairs.length < 2) return false;
  return pairs.some(
    ([left, right]) =>
      (isLabel(left) && (isLabel(right) || isContactLine(flat(right)))) ||
      [emailIn, phoneIn].some((find) => find(flat(left)) !== undefined && find(flat(right)) !== undefined),
  );
}

/** "FOR IMMEDIATE RELEASE     Contact: Jane Carter", as American releases begin. */
function areReleaseAndContact(rows: readonly Row[]): boolean {
  const cells = rows.flat().filter((cell) => cell !== undefined);
  const isSplit = rows.some(([, right]) => right !== undefined);
  return isSplit && cells.some(isLabel) && cells.some(isOfRelease);
}

function rightIsContact(rows: readonly Row[]): boolean {
  const lefts = rows.flatMap(([cell]) => (isIndented(cell) ? [] : [cell]));
  const rights = rows.flatMap(([cell, right]) => right ?? (isIndented(cell) ? [cell] : []));
  return rights.some(isLabel) && !lefts.some(isLabel);
}

/** A row with one cell, which stands in the right column: behind a tab, or as it reaches the contact there. */
function isAlone(cell: Block, isRight: boolean): boolean {
  return isRight && (isIndented(cell) || isReachable(flat(cell)));
}

function cut(line: Block): Row {
  const text = textOf(line);
  const gap = columnGap.exec(text);
  if (!gap) return [line, undefined];
  const [before, behind] = [text.slice(0, gap.index).trim(), text.slice(gap.index).trim()];
  // A label with what it labels is one line, but two labels are two.
  const isValue =
    isFieldName(before) ||
    tableLabel.test(before) ||
    isReleaseLabel(before, behind) ||
    (/:$/.test(before) && !isContactLabel(behind) && !isReleaseLine(behind));
  if (isValue) return [line, undefined];
  return [slice(line, 0, gap.index), slice(line, gap.index + gap[0].length)];
}

/** Without a colon only where a time of release stands behind it. */
function isReleaseLabel(before: string, behind: string): boolean {
  const label = releaseLabel.exec(before);
  return (
    label !== null &&
    (label[1] !== undefined ||
      isReleaseLine(behind) ||
      isLifted(before, behind) ||
      saysWhen(`${before} ${behind}`))
  );
}
