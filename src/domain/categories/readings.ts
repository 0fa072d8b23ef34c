/**
 * How much of a text is read, and what is passed by. A model's file names the reading it was trained with, so that a
 * text in use is read as the examples were. Pure.
 */

export interface Reading {
  /** How much of the text below the title, in UTF-16 units. */
  readonly textUnits: number;
  /** How far into it words are taken apart into runs: those are most of the features, and of the time. */
  readonly runUnits: number;
  /** Whether `passingWords` are left out. */
  readonly leavesOutPassingWords: boolean;
}

export const readings = {
  /** For releases, which make their subject plain in their lead; reading on adds what all releases have. */
  lead: { textUnits: 1500, runUnits: 1500, leavesOutPassingWords: true },
  /** For examples of any kind that are labelled alike: nothing is known of what their sources have in common. */
  whole: { textUnits: 3000, runUnits: 1500, leavesOutPassingWords: false },
} as const satisfies Record<string, Reading>;

export type ReadingName = keyof typeof readings;
