/** What an endpoint's answer means for a delivery. Pure. */

/** What came of a try: the status that was answered, or why there was none. */
export interface Try {
  readonly status: number | null;
  readonly failure: string | null;
  readonly tookMs: number;
  /** How long the endpoint asks to be left alone. */
  readonly retryAfterMs: number;
}

/** Only a 2xx says that the message was taken; a redirect is a failure too, since it is not followed. */
export function wasTaken({ status }: Try): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** 410: nobody is there any more, and nobody will be. */
export function isGone({ status }: Try): boolean {
  return status === 410;
}

/** The most that an endpoint can ask for: one hour. */
const longestMs = 3_600_000;

/**
 * How long a 429 or 503 asks to be left alone: seconds, or a date, which is measured by the `date` of the answer itself
 * where it has one. Nothing for any other answer.
 */
export function retryAfterOf(status: number, headers: Readonly<Record<string, string>>, now: Date): number {
  const asked = headers["retry-after"]?.trim();
  if (asked === undefined || (status !== 429 && status !== 503)) return 0;
  const ms = /^\d{1,9}$/.test(asked) ? Number(asked) * 1000 : untilDate(asked, headers.date, now);
  return Math.min(Math.max(0, ms), longestMs);
}

function untilDate(asked: string, date: string | undefined, now: Date): number {
  const from = Date.parse(date ?? "");
  const ms = Date.parse(asked) - (Number.isNaN(from) ? now.getTime() : from);
  return Number.isNaN(ms) ? 0 : ms;
}
