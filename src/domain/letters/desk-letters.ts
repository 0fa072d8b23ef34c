/** What somebody of the desk is told: what waits, and that somebody else took a release over. Pure. */

import { printLocal } from "../time/local-time.ts";
import { type Item, link, list, paragraph, quote, type Words } from "./layout.ts";

interface WaitingRelease {
  /** `null` while it is under embargo, since mail is read over shoulders. */
  readonly headline: string | null;
  readonly organization: string;
  readonly publication: { readonly name: string; readonly timeZone: string };
  readonly dueAt: Date;
  readonly overdue: boolean;
  readonly url: string;
}

export interface WaitingNews {
  readonly name: string;
  /** The most urgent first. */
  readonly releases: readonly WaitingRelease[];
  /** How many wait beside those. */
  readonly more: number;
  readonly queueUrl: string;
  readonly settingsUrl: string;
}

/** Says what waits for an editor. */
export function waitingLetter({ name, releases, more, queueUrl, settingsUrl }: WaitingNews): Words {
  const count = releases.length + more;
  const counted = count === 1 ? "One release waits" : `${count} releases wait`;
  return {
    subject: `${counted} for an editor`,
    name,
    parts: [
      paragraph(`${counted} for an editor.`),
      list(releases.map(waitingItem)),
      ...(more > 0 ? [paragraph(`And ${more} more.`)] : []),
      link("The queue", queueUrl),
    ],
    closing: closingFor(settingsUrl),
  };
}

function waitingItem({ headline, organization, publication, dueAt, overdue, url }: WaitingRelease): Item {
  const by = printLocal(dueAt, publication.timeZone);
  return {
    title: headline ?? "A release under embargo",
    lines: [
      `From ${organization}, for ${publication.name}`,
      overdue ? `Overdue since ${by}` : `Promised by ${by}`,
    ],
    url,
  };
}

export interface TakeoverNews {
  readonly name: string;
  readonly headline: string;
  /** Who took it over. */
  readonly by: string;
  /** What that person said of it. */
  readonly reason: string | null;
  readonly url: string;
  readonly settingsUrl: string;
}

/** Says that somebody else works on a release that one had claimed. */
export function takeoverLetter({ name, headline, by, reason, url, settingsUrl }: TakeoverNews): Words {
  return {
    subject: `${by} has taken over: ${headline}`,
    name,
    parts: [
      paragraph(`${by} has taken over “${headline}”, which you had claimed.`),
      ...(reason === null ? [] : [quote(reason)]),
      link("The release", url),
    ],
    closing: closingFor(settingsUrl),
  };
}

function closingFor(settingsUrl: string): string {
  return `This came because you want to be told. To hear of less, say in “notices” what you want to hear of: PATCH ${settingsUrl}`;
}
