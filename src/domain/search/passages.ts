/**
 * From what the database marked to what readers see. It marks a text as searches know it, without accents and with each
 * character of a script without spaces by itself; readers see it as it was written. Pure.
 */

/** Between what no text has: where a mark begins and ends, and where a passage ends and another begins. */
export const [markStart, markEnd, passageEnd] = ["\u{e000}", "\u{e001}", "\u{e002}"] as const;

/** A passage of a text, and what of it was searched for, in UTF-16 units of the passage. */
export interface Passage {
  readonly text: string;
  readonly marks: readonly Span[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text as searches know it, and where that which each unit of it was written as begins and ends. */
interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** What no accent is in, at once, and else a letter with the accents above it, which fold into one. */
const pieces = /\p{ASCII}+(?!\p{M})|\P{M}\p{M}*|\p{M}+/gu;
const accents = /[\u0300-\u036f]/g;
const withoutSpaces = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/g;

const apostrophes = /[\u2018\u2019\u02bc]/g;
const hyphens = /\u2010/g;
/** Signs that are no letters, which not every database knows of by itself. */
const signs =
  /[\u0080-\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u05be\u060c\u061b\u061f\u06d4\u0964\u0965\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u30fb\ufffc\ufffd\u{1f000}-\u{1faff}]/gu;

/** As `search_text` in the database. */
function folded(written: string): Folded {
  const [starts, ends]: [number[], number[]] = [[], []];
  let text = "";
  for (const { 0: piece, index } of written.matchAll(pieces)) {
    const isPlain = piece.charCodeAt(piece.length - 1) < 0x80;
    const known = isPlain ? piece : knownAs(piece);
    text += known;
    // As many units as it was, or any of them for the whole letter.
    const [step, width] = isPlain ? [1, 1] : [0, piece.length];
    for (let unit = 0; unit < known.length; unit += 1) {
      starts.push(index + unit * step);
      ends.push(index + unit * step + width);
    }
  }
  return { text, starts, ends };
}

function knownAs(letter: string): string {
  const bare = letter.normalize("NFKD").replace(accents, "").normalize("NFC");
  const plain = bare.replace(apostrophes, "'").replace(hyphens, "-").replace(signs, " ");
  return plain.replace(withoutSpaces, " $& ");
}

/** A text that is known as it was written. */
function unfolded(text: string): Folded {
  const starts = Array.from(text.split(""), (_, at) => at);
  return { text, starts, ends: starts.map((at) => at + 1) };
}

/**
 * The passages that were marked in `known`, out of the text as it was written; where one is not found there, as it is
 * known. Of a longer one than `mostUnits` what is round its first mark: not every script has words to count.
 */
export function passagesOf(known: string, text: string, mostUnits = Number.POSITIVE_INFINITY): Passage[] {
  const whole = folded(text);
  let from = 0;
  return known.split(passageEnd).map((marked) => {
    const plain = marked.replaceAll(markStart, "").replaceAll(markEnd, "");
    const at = whole.text.indexOf(plain, from);
    if (at < 0)
      return cut(plain, placed(marked, unfolded(plain), 0), { start: 0, end: plain.length }, mostUnits);
    from = at + plain.length;
    const bounds = { start: whole.starts[at] ?? 0, end: whole.ends[from - 1] ?? 0 };
    return cut(text, placed(marked, whole, at), bounds, mostUnits);
  });
}

const marker = new RegExp(`[${markStart}${markEnd}]`);

/** Where the marks are in the text as it was written: of what they part it into, every second piece. */
function placed(marked: string, { starts, ends }: Folded, at: number): Span[] {
  const marks: Span[] = [];
  let unit = at;
  for (const [place, piece] of marked.split(marker).entries()) {
    const [start, end] = [starts[unit], ends[unit + piece.length - 1]];
    if (place % 2 === 1 && start !== undefined && end !== undefined) marks.push({ start, end });
    unit += piece.length;
  }
  return joined(marks);
}

/** Marks that touch are one. */
function joined(marks: readonly Span[]): Span[] {
  const ends = marks.filter(({ end }, at) => marks[at + 1]?.start !== end);
  const starts = marks.filter(({ start }, at) => marks[at - 1]?.end !== start);
  return starts.map(({ start }, at) => ({ start, end: ends[at]?.end ?? start }));
}

function cut(text: string, marks: readonly Span[], bounds: Span, mostUnits: number): Passage {
  const isLong = bounds.end - bounds.start > mostUnits;
  const lead = Math.floor(mostUnits / 4);
  const start = isLong ? whole(text, Math.max(bounds.start, (marks[0]?.start ?? 0) - lead)) : bounds.start;
  const end = isLong ? whole(text, Math.min(bounds.end, start + mostUnits)) : bounds.end;
  const [before, after] = [start > bounds.start ? "…" : "", end < bounds.end ? "…" : ""];
  const shift = before.length - start;
  return {
    text: `${before}${text.slice(start, end)}${after}`,
    marks: marks
      .filter((mark) => mark.start >= start && mark.end <= end)
      .map((mark) => ({ start: mark.start + shift, end: mark.end + shift })),
  };
}

/** Never between the halves of a pair. */
function whole(text: string, at: number): number {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at + 1 : at;
}
