/** Announced events as iCalendar (RFC 5545). */

import { createEvents, type EventAttributes } from "ics";
import { withLineFeeds } from "../../../domain/text.ts";
import type { AnnouncedEvent } from "../../../services/articles/feed-articles.ts";

/**
 * Writes the calendar. An event keeps its UID through corrections, which count up its SEQUENCE; one whose article was
 * retracted is CANCELLED and says no more than the notice. One that cannot be written takes no other with it: `leaveOut`
 * is told of it.
 */
export function writeCalendar(
  name: string,
  announced: readonly AnnouncedEvent[],
  leaveOut: (article: AnnouncedEvent, objection: Error) => void,
): string {
  const events = announced.flatMap(eventOf);
  const whole = written(name, events);
  if (!whole.error) return folded(whole.value ?? "");
  const writable = announced.filter((article) => {
    const { error } = written(name, eventOf(article));
    if (error) leaveOut(article, error);
    return !error;
  });
  return folded(written(name, writable.flatMap(eventOf)).value ?? "");
}

/** Octets of a line without its end (RFC 5545, 3.1). */
const mostOctets = 75;

/** With its lines folded as the standard counts them, and never within a character: the library counts characters. */
function folded(calendar: string): string {
  return calendar.replaceAll("\r\n\t", "").split("\r\n").map(foldedLine).join("\r\n");
}

function foldedLine(line: string): string {
  if (Buffer.byteLength(line) <= mostOctets) return line;
  let [text, octets] = ["", 0];
  for (const character of line) {
    const own = Buffer.byteLength(character);
    // The space that continues a line is one of its octets.
    if (octets + own > mostOctets) [text, octets] = [`${text}\r\n `, 1];
    text += character;
    octets += own;
  }
  return text;
}

function written(calName: string, events: readonly Endless[]) {
  const head = { calName, productId: "-//Dateline//Events//EN", method: "PUBLISH" };
  return createEvents(events as EventAttributes[], head);
}

/**
 * Of the addresses that the library takes those that it is quick to take: its own pattern is tried in more and more ways
 * with each label of a host, for minutes, before it refuses one with `_` in it or after an `@`.
 */
const plainAddress =
  /^https?:\/\/[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*(?::\d{2,5})?(?:[/?#][^\s@:]*)?$/;

/** The library writes an event without an end as it stands; only its types ask for one. */
type Endless = Omit<EventAttributes, "end" | "duration">;

function eventOf(article: AnnouncedEvent): Endless[] {
  const { event, retracted } = article;
  if (!event) return [];
  const common = {
    uid: `${article.id}@dateline`,
    start: Date.parse(event.startsAt),
    startInputType: "utc",
    startOutputType: "utc",
    endInputType: "utc",
    endOutputType: "utc",
    // Where nobody announced an end, none is made up: the event ends when it begins (RFC 5545, 3.6.1).
    ...(event.endsAt && { end: Date.parse(event.endsAt) }),
    // When the event was last written about, not when somebody asked: the same calendar is the same bytes.
    timestamp: article.updatedAt.getTime(),
    created: article.publishedAt.getTime(),
    lastModified: article.updatedAt.getTime(),
  } as const;
  if (retracted !== null) {
    return [
      {
        ...common,
        sequence: article.version,
        status: "CANCELLED",
        title: "Retracted",
        // A line that ends within a value begins a property of its own (RFC 5545, 3.1), and older texts may have a lone CR.
        description: withLineFeeds(retracted),
      },
    ];
  }
  const url = [event.url, article.url].find((address) => address && plainAddress.test(address));
  return [
    {
      ...common,
      sequence: article.version - 1,
      status: "CONFIRMED",
      title: article.headline,
      description: withLineFeeds(`${article.organization.name}: ${article.summary}\n\n${article.url}`),
      ...(url && { url }),
      categories: article.category ? [article.category.name] : [],
      location: [event.venue, event.city].filter(Boolean).join(", "),
    },
  ];
}
