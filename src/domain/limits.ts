/** How much anybody may ask for: the limits' names, sizes and windows. Pure; the counting is an adapter's. */

export interface Limit {
  /** Requests in a window. */
  readonly points: number;
  /** Length of the window. */
  readonly seconds: number;
}

const minute = 60;
const day = 86_400;

/**
 * Per address: signup, check, token, failed-key, public-read (what is not ready and has to be made). Per key: submit-*, write, read, webhook-test, desk. Per organisation: quota-*.
 * What a trusted organisation, the desk or a frontend may do is a fuse against a program that runs wild, not a fence.
 */
export const defaultLimits = {
  signup: { points: 120, seconds: 10 * minute },
  check: { points: 3000, seconds: minute },
  token: { points: 30, seconds: minute },
  "failed-key": { points: 100, seconds: minute },
  "public-read": { points: 600_000, seconds: minute },
  "submit-unverified": { points: 60, seconds: minute },
  "submit-verified": { points: 600, seconds: minute },
  "submit-trusted": { points: 120_000, seconds: minute },
  write: { points: 1200, seconds: minute },
  read: { points: 6000, seconds: minute },
  "webhook-test": { points: 10, seconds: 10 * minute },
  desk: { points: 60_000, seconds: minute },
  "quota-unverified": { points: 200, seconds: day },
  "quota-verified": { points: 2000, seconds: day },
  "quota-trusted": { points: 1_000_000, seconds: day },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof defaultLimits;
export type LimitTable = Readonly<Record<LimitName, Limit>>;

/**
 * The table with the operator's changes, `signup=5/1800,submit-verified=60/3600` in requests per seconds; `off`
 * switches every limit off. Returns a sentence instead when the text cannot be read.
 */
export function readLimits(text: string): LimitTable | "off" | { readonly refused: string } {
  if (text === "off") return "off";
  const table: Record<LimitName, Limit> = { ...defaultLimits };
  for (const part of text.split(",").filter((piece) => piece !== "")) {
    const [, name = "", points = "", seconds = ""] =
      /^([a-z-]+)=(\d{1,9})\/(\d{1,7})$/.exec(part.trim()) ?? [];
    if (!Object.hasOwn(table, name) || Number(points) < 1 || Number(seconds) < 1) {
      return {
        refused: `"${part}" is no limit; accepted: off, or NAME=REQUESTS/SECONDS with a name of ${Object.keys(table).join(", ")}`,
      };
    }
    table[name as LimitName] = { points: Number(points), seconds: Number(seconds) };
  }
  return table;
}
