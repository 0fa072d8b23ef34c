/** What webhooks tell of: the moves of a release, in the names that receivers see. Pure. */

import type { Action } from "../releases/lifecycle.ts";

/** The organisation hears of every move that it did not make itself, and of taking back, which another key may have done. */
const told = {
  // Told when moderation begins, so that taking a release in costs nothing more.
  moderate: "received",
  hold: "held",
  approve: "approved",
  reject: "rejected",
  request_changes: "changes_requested",
  schedule: "scheduled",
  unschedule: "unscheduled",
  publish: "published",
  correct: "corrected",
  retract: "retracted",
  kill: "killed",
  withdraw: "withdrawn",
} as const satisfies Partial<Record<Action, string>>;

/** Of these, what readers see as well: the publication's receivers hear of it. */
const public_ = ["published", "corrected", "retracted", "killed"] as const;

const words = Object.values(told);
export const releaseEvents = words.map((word) => `release.${word}` as const);
export const articleEvents = public_.map((word) => `article.${word}` as const);

/** What a test sends; nobody subscribes to it. */
export const testEvent = "webhook.test";

/** For caches before the newsroom: what to forget, whenever readers see an article change. Only who names it gets it. */
export const purgeEvent = "cache.purge";

/** What an endpoint may ask for: every event of its owner's, or some by name. */
export const releasePatterns = ["release.*", ...releaseEvents] as const;
export const articlePatterns = ["article.*", ...articleEvents, purgeEvent] as const;

export interface Told {
  readonly release: string;
  /** `null` for what readers see nothing of. */
  readonly article: string | null;
}

/** The events that a move makes, or `undefined` when it makes none. */
export function eventsOf(action: Action): Told | undefined {
  if (!(action in told)) return undefined;
  const word = told[action as keyof typeof told];
  const isPublic = (public_ as readonly string[]).includes(word);
  return { release: `release.${word}`, article: isPublic ? `article.${word}` : null };
}
