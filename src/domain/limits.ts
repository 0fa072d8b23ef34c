/** How much anybody may ask for: the limits' names, sizes and windows. Pure; the counting is an adapter's. */

export interface Limit {
  /** Requests in a window; kilobytes where the limit is named for them. */
  readonly points: number;
  /** Length of the window. */
  readonly seconds: number;
}

const minute = 60;
const day = 86_400;

/** What a trusted organisation, the desk or a frontend may do is a fuse against a program that runs wild, not a fence. */
export const defaultLimits = {
  // Of an address.
  signup: { points: 120, seconds: 10 * minute }, // organisations
  subscribe: { points: 120, seconds: 10 * minute }, // asks for the daily email
  check: { points: 3000, seconds: minute }, // texts that are not sent in
  token: { points: 30, seconds: minute }, // mailed ones tried; of a key, looks for the proof of a domain
  "failed-key": { points: 100, seconds: minute }, // keys, and clients of agencies, tried in vain
  "public-read": { points: 600_000, seconds: minute }, // what is not ready and has to be made
  // Of a key.
  "submit-unverified": { points: 60, seconds: minute }, // releases sent in, by the trust in who sends them
  "submit-verified": { points: 600, seconds: minute },
  "submit-trusted": { points: 120_000, seconds: minute },
  write: { points: 1200, seconds: minute }, // everything else that changes something
  read: { points: 6000, seconds: minute }, // an organisation's own, and whatever else it looks at
  "webhook-test": { points: 10, seconds: 10 * minute }, // messages sent to strangers at once
  desk: { points: 60_000, seconds: minute }, // reads and writes of its people
  // Of an address of mail.
  confirmation: { points: 5, seconds: 60 * minute }, // links mailed to it because somebody named it as theirs
  // Of an organisation.
  mailbox: { points: 10, seconds: 60 * minute }, // others named in its profile, each of which is mailed a link
  "quota-unverified": { points: 200, seconds: day }, // releases sent in, drafts when they are submitted
  "quota-verified": { points: 2000, seconds: day },
  "quota-trusted": { points: 1_000_000, seconds: day },
  "quota-kilobytes": { points: 500_000, seconds: day }, // files kept, each thousand bytes of them
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
