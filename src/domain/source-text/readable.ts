/**
 * Readable text under construction: every stretch remembers where in the source it came from, so that a
 * place in the text can be pointed to in what was sent. Knows no format. Pure.
 */

/** A half-open range of UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type BlockKind = "paragraph" | "heading" | "item" | "quote" | "cell" | "code";

/** One paragraph, heading, list item or the like; the range is in the readable text. */
export interface Block extends Range {
  readonly kind: BlockKind;
}

/** A link; `start` and `end` enclose its words in the readable text. */
export interface Link extends Range {
  readonly href: string;
}

/** Something that is no text: an image, or an element of HTML. The range is in the source. */
export interface Image extends Range {
  readonly url: string;
  readonly alt: string;
}

export interface Element extends Range {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A stretch of readable text and the stretch of source it stands for. */
interface Stretch {
  readonly at: number;
  length: number;
  readonly from: number;
  readonly fromLength: number;
}

/** What a parser of one format builds. */
export class Readable {
  /** UTF-16 units so far. */
  length = 0;
  readonly blocks: Block[] = [];
  readonly links: Link[] = [];
  readonly images: Image[] = [];
  readonly elements: Element[] = [];
  readonly #stretches: Stretch[] = [];
  /** Joined only when asked for: reading a long text that grows would copy it every time. */
  readonly #pieces: string[] = [];
  readonly #sourceLength: number;
  #blockStart = 0;
  #kind: BlockKind = "paragraph";

  constructor(sourceLength: number) {
    this.#sourceLength = sourceLength;
  }

  /** Text that stands in the source as it reads, unit by unit, from `from` on. */
  addLiteral(text: string, from: number): void {
    this.addUnit(text, from, from + text.length);
  }

  /** Text that one piece of source stands for as a whole, such as an entity. */
  addUnit(text: string, from: number, until: number): void {
    if (text === "") return;
    this.#stretches.push({ at: this.length, length: text.length, from, fromLength: until - from });
    this.#append(text);
  }

  get text(): string {
    return this.#pieces.join("");
  }

  #append(text: string): void {
    this.#pieces.push(text);
    this.length += text.length;
  }

  /** Ends the block in hand, if it has text; two line feeds, which stand for nothing, follow it. */
  openBlock(kind: BlockKind): void {
    this.#trimEnd();
    if (this.length > this.#blockStart) {
      this.blocks.push({ kind: this.#kind, start: this.#blockStart, end: this.length });
      this.#append("\n\n");
    }
    this.#blockStart = this.length;
    this.#kind = kind;
  }

  /** Ends the last block; nothing follows it. */
  close(): void {
    this.openBlock("paragraph");
    if (this.#pieces.pop()) this.length -= 2;
  }

  /** Whether nothing, or white space, stands before the next piece of this block. */
  get afterSpace(): boolean {
    return this.length === this.#blockStart || /\s$/u.test(this.#pieces.at(-1)?.slice(-1) ?? "");
  }

  /** Whether a line of this block ended just before. */
  get afterBreak(): boolean {
    return this.length > this.#blockStart && this.#pieces.at(-1) === "\n";
  }

  /** Of the block in hand. */
  get kind(): BlockKind {
    return this.#kind;
  }

  /** Where in the source a range of the text stands; always within the source. */
  spanOf({ start, end }: Range): Range {
    const from = this.#sourceOf(start, true);
    return { start: from, end: Math.max(from, end > start ? this.#sourceOf(end - 1, false) : from) };
  }

  /** The source position where the unit at `at` begins, or else ends; between stretches, of its neighbour. */
  #sourceOf(at: number, begins: boolean): number {
    const after = this.#firstStretchAfter(at);
    const stretch = this.#stretches[after - 1];
    if (stretch && at < stretch.at + stretch.length) return placeWithin(stretch, at, begins);
    const next = this.#stretches[after];
    if (begins && next) return next.from;
    return stretch ? stretch.from + stretch.fromLength : Math.min(next?.from ?? 0, this.#sourceLength);
  }

  #firstStretchAfter(at: number): number {
    let low = 0;
    let high = this.#stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#stretches[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #trimEnd(): void {
    while (this.length > this.#blockStart) {
      const last = this.#pieces.pop() ?? "";
      this.length -= last.length;
      const kept = last.trimEnd();
      if (kept !== "") {
        this.#append(kept);
        return;
      }
      this.#stretches.pop();
    }
  }
}

function placeWithin(stretch: Stretch, at: number, begins: boolean): number {
  const linear = stretch.length === stretch.fromLength;
  const offset = linear ? at - stretch.at : 0;
  if (begins) return stretch.from + offset;
  return stretch.from + (linear ? offset + 1 : stretch.fromLength);
}
