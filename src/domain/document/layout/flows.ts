/** The words of a page in the order in which they are read, where columns stand beside each other. Pure. */

import { saysWhen } from "../embargo/restraint.ts";

/** A word where it stands, in points from the lower left corner. */
export interface PlacedWord {
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
}

/** Words that go on downwards, as whoever made the page set them one after the other. */
interface Flow<W extends PlacedWord> {
  readonly words: W[];
  left: number;
  /** Where its lines end at the most from `top` on, if another flow stands beside it. */
  edge?: number;
  top: number;
  /** The flow behind which it is read, though it stands beside it. */
  behind?: Flow<W>;
}

export interface Reading<W extends PlacedWord> {
  /** What is read from the top down. */
  readonly words: readonly W[];
  /** Columns, each by the word of `words` behind whose line it is read. */
  readonly beside: ReadonlyMap<W, readonly W[]>;
  /** Where the lines with a word end at the most, if it stands in a column. */
  readonly edges: ReadonlyMap<W, number>;
}

/** What parts two columns is at least as wide. */
const narrowestGutter = 9;
/** A column with so much less than the other stands beside the text, and is read behind it. */
const besideText = 0.6;

/** The words of a page, which come in the order in which they were set: columns apart from the rest. */
export function readings<W extends PlacedWord>(words: readonly W[]): Reading<W> {
  const flows = flowsOf(words);
  flows.forEach((flow, at) => {
    const before = flows[at - 1];
    if (before) putBeside(before, flow);
  });
  const asides = flows.filter(({ behind }) => behind !== undefined);
  const moved = new Set(asides.flatMap((flow) => flow.words));
  return {
    words: words.filter((word) => !moved.has(word)),
    beside: columnsBehind(asides),
    edges: new Map(
      flows.flatMap((flow) =>
        flow.words.flatMap((word) => (flow.edge && word.y <= flow.top ? [[word, flow.edge]] : [])),
      ),
    ),
  };
}

function columnsBehind<W extends PlacedWord>(asides: readonly Flow<W>[]): Map<W, W[]> {
  const columns = new Map<W, W[]>();
  for (const { words, behind } of asides) {
    const after = behind?.words.at(-1);
    if (after) columns.set(after, [...(columns.get(after) ?? []), ...words]);
  }
  return columns;
}

/** Another flow begins where the next word stands higher, or left of where the flow has stood. */
function flowsOf<W extends PlacedWord>(words: readonly W[]): Flow<W>[] {
  const flows: Flow<W>[] = [];
  for (const word of words) {
    const flow = flows.at(-1);
    if (flow && goesOn(flow, word)) {
      flow.words.push(word);
      flow.left = Math.min(flow.left, word.left);
    } else {
      flows.push(...(flow ? partedAt(word.y, flow) : []), flowOf([word]));
    }
  }
  return flows;
}

function goesOn<W extends PlacedWord>({ words, left }: Flow<W>, word: W): boolean {
  const before = words.at(-1) ?? word;
  const isLower = word.y < before.y - 1;
  return word.y <= before.y + before.size && !(isLower && word.left < left - narrowestGutter);
}

function flowOf<W extends PlacedWord>(words: W[]): Flow<W> {
  return { words, left: leftOf(words), top: Number.POSITIVE_INFINITY };
}

/** What a flow has from a height on, as a flow of its own: a headline stands above both columns. */
function partedAt<W extends PlacedWord>(y: number, flow: Flow<W>): Flow<W>[] {
  const above = flow.words.findIndex((word) => word.y <= y + 2);
  return above > 0 ? [flowOf(flow.words.splice(above))] : [];
}

/** Puts the smaller of two flows behind the other, where one stands beside the other. */
function putBeside<W extends PlacedWord>(one: Flow<W>, other: Flow<W>): void {
  const top = Math.min(topOf(one), topOf(other)) + 2;
  const bottom = Math.max(bottomOf(one), bottomOf(other)) - 2;
  const [own, others] = [one, other].map(({ words }) => words.filter(({ y }) => y <= top && y >= bottom)) as [
    W[],
    W[],
  ];
  const isBeside =
    rightOf(own) + narrowestGutter <= leftOf(others) || rightOf(others) + narrowestGutter <= leftOf(own);
  const isColumn =
    own.length >= 2 && others.length >= 2 && isBeside && ![own, others].some((column) => staysInRows(column));
  if (!isColumn || one.behind) return;
  const isAside = lettersOf(one.words) < lettersOf(other.words) * besideText;
  if (isAside) one.behind = other;
  else other.behind = one;
  for (const flow of [one, other]) {
    flow.top = top;
    flow.edge = rightOf(flow.words.filter(({ y }) => y <= top));
  }
}

/** "DATE:", "PHONE:", beside which stand their values; and a day and hour of release, which above the text holds it back. */
function staysInRows(words: readonly PlacedWord[]): boolean {
  const labels = words.filter(({ text }) => /:\s*$/.test(text));
  const lines = words.map(({ text }, at) => `${words[at - 1]?.text ?? ""} ${text}`);
  return labels.length * 2 > words.length || lines.some(saysWhen);
}

const most = <W extends PlacedWord>(words: readonly W[], measure: (word: W) => number): number =>
  words.reduce((found, word) => Math.max(found, measure(word)), Number.NEGATIVE_INFINITY);
const topOf = <W extends PlacedWord>({ words }: Flow<W>) => most(words, ({ y }) => y);
const bottomOf = <W extends PlacedWord>({ words }: Flow<W>) => -most(words, ({ y }) => -y);
const leftOf = (words: readonly PlacedWord[]) => -most(words, ({ left }) => -left);
const rightOf = (words: readonly PlacedWord[]) => most(words, ({ right }) => right);
const lettersOf = (words: readonly PlacedWord[]) => words.reduce((sum, { text }) => sum + text.length, 0);
