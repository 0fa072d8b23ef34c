/** What an endpoint may be: where it lies, and what it may ask for. */

import type { Context } from "../../context.ts";
import { readOutgoingUrl } from "../../domain/addresses/public-address.ts";
import { articlePatterns, releasePatterns } from "../../domain/webhooks/webhook-events.ts";
import { invalidRequest } from "../../errors.ts";

/**
 * The URL as it is sent to. A name may stand for anything; that is seen when it is connected to.
 *
 * @throws {AppError} `invalid-request`
 */
export function acceptedUrl({ config }: Context, text: string): string {
  const url = readOutgoingUrl(text, config.WEBHOOK_ALLOW_PRIVATE);
  if (url === "private-address") {
    throw invalidRequest({ pointer: "/url", detail: "names an address that is not public" });
  }
  if (url === "invalid-url" || (url.protocol !== "https:" && !config.WEBHOOK_ALLOW_PRIVATE)) {
    throw invalidRequest({ pointer: "/url", detail: "must be an https URL without user or password" });
  }
  return url.href;
}

/**
 * The events, each once. An organisation hears of releases, a publication of articles.
 *
 * @throws {AppError} `invalid-request`
 */
export function acceptedEvents({ actor }: Context, events: readonly string[]): string[] {
  const offered: readonly string[] = actor.role === "submitter" ? releasePatterns : articlePatterns;
  const strange = events.findIndex((event) => !offered.includes(event));
  if (strange >= 0) {
    const detail = `must be one of ${offered.join(", ")}`;
    throw invalidRequest({ pointer: `/events/${strange}`, detail, choices: offered });
  }
  return [...new Set(events)];
}
