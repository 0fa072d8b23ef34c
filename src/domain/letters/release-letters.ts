/** What an organisation reads of its release: where it stands, why, and what it can do about it. Pure. */

import type { ReleaseState } from "../releases/lifecycle.ts";
import type { Finding } from "../releases/moderation.ts";
import { printLocal } from "../time/local-time.ts";
import { itemsOf } from "./findings.ts";
import { link, list, type Part, paragraph, quote, type Words } from "./layout.ts";
import type { ReleaseLetter } from "./names.ts";

/** What is known of a release, and of what happened to it, when the letter is written. */
export interface ReleaseNews {
  readonly headline: string;
  readonly status: ReleaseState;
  /** Whom the letter speaks to. */
  readonly contactName: string;
  readonly organization: string;
  readonly publication: { readonly name: string; readonly timeZone: string };
  /** Why it happened, in words for the submitter. */
  readonly reason: string | null;
  /** Whether the machine decided, which gives its findings as the reason. */
  readonly byMachine: boolean;
  readonly findings: readonly Finding[];
  readonly waiting: { readonly reason: string; readonly dueAt: Date } | null;
  /** The hour it goes out at, where one is set that is to come. */
  readonly hour: Date | null;
  readonly appealed: boolean;
  readonly article: { readonly url: string; readonly notice: string | null } | null;
  /** Where the submitter's programs find it. */
  readonly url: string;
  /** Where the organisation says what it wants to be told. */
  readonly settingsUrl: string;
}

type Body = { readonly subject: string; readonly parts: readonly Part[] };

const letters: Readonly<Record<ReleaseLetter, (news: ReleaseNews) => Body>> = {
  received: (news) => ({
    subject: `Received: ${news.headline}`,
    parts: [
      paragraph(`${news.publication.name} has received “${news.headline}” from ${news.organization}.`),
      ...standing(news),
      link("The release", news.url),
    ],
  }),
  changes_requested: (news) => ({
    subject: `Please change: ${news.headline}`,
    parts: [
      paragraph(`${news.publication.name} cannot publish “${news.headline}” as it is.`),
      ...why(news),
      paragraph(
        `Change it with PATCH ${news.url} and send it again with POST ${news.url}/submission; it is then looked at anew.`,
      ),
      link("The release", news.url),
    ],
  }),
  rejected: (news) => ({
    subject: `Not accepted: ${news.headline}`,
    parts: [
      paragraph(`${news.publication.name} does not publish “${news.headline}”.`),
      ...why(news),
      paragraph(
        news.appealed
          ? "It was looked at again after your appeal, and this decision stands."
          : `If you think that this is wrong, say why with POST ${news.url}/appeal, and an editor will look at it. You can do so once.`,
      ),
      link("The release", news.url),
    ],
  }),
  published: (news) => ({
    subject: `Published: ${news.headline}`,
    parts: [paragraph(`${news.publication.name} has published “${news.headline}”.`), ...readIt(news)],
  }),
  corrected: (news) => ({
    subject: `Corrected: ${news.headline}`,
    parts: [
      paragraph(
        `${news.publication.name} has corrected “${news.headline}”. Readers are told with the article:`,
      ),
      quote(news.reason ?? ""),
      ...readIt(news),
    ],
  }),
  retracted: (news) => ({ subject: `Retracted: ${news.headline}`, parts: takenDown(news) }),
  killed: (news) => ({ subject: `Taken down: ${news.headline}`, parts: takenDown(news) }),
};

/** Writes the letter. */
export function releaseLetter(name: ReleaseLetter, news: ReleaseNews): Words {
  return {
    ...letters[name](news),
    name: news.contactName,
    closing:
      `This came because ${news.organization} wants to hear what becomes of its releases. To hear of less, say in ` +
      `“notices” what you want to hear of: PATCH ${news.settingsUrl}`,
  };
}

const standings: Readonly<Partial<Record<ReleaseState, string>>> = {
  changes_requested: "Something in it has to be changed before it can be published; another mail says what.",
  rejected: "It was not accepted; another mail says why.",
  withdrawn: "It was withdrawn since.",
  retracted: "It was published, and has been taken down since.",
  killed: "It was published, and has been taken down since.",
};
const checksRun =
  "The automatic checks are running. Then it goes out, comes back to you with what has to be changed, or waits for an editor.";

function standing(news: ReleaseNews): Part[] {
  if (news.status === "published") return [paragraph("It is published already."), ...readIt(news)];
  if (news.status === "approved" || news.status === "scheduled") {
    return [paragraph(`It was accepted, and goes out ${news.hour ? printed(news, news.hour) : "at once"}.`)];
  }
  if (!news.waiting) return [paragraph(standings[news.status] ?? checksRun)];
  return [
    paragraph("It waits for an editor, because:"),
    quote(news.waiting.reason),
    paragraph(`We mean to have looked at it by ${printed(news, news.waiting.dueAt)}.`),
  ];
}

function printed({ publication }: ReleaseNews, at: Date): string {
  return printLocal(at, publication.timeZone);
}

/** A machine's reason is its findings, which are told one by one; an editor's words stand for themselves. */
function why({ reason, byMachine, findings }: ReleaseNews): Part[] {
  const items = itemsOf(findings);
  const words = reason !== null && !(byMachine && items.length > 0) ? [quote(reason)] : [];
  if (items.length === 0) return words;
  return [...words, paragraph("What the automatic checks found:"), list(items)];
}

function readIt({ article }: ReleaseNews): Part[] {
  return article ? [link("Read it", article.url)] : [];
}

function takenDown({ publication, headline, reason, article }: ReleaseNews): Part[] {
  return [
    paragraph(`${publication.name} has taken down “${headline}”, because:`),
    quote(reason ?? ""),
    ...(article?.notice ? [paragraph("Readers find in its place:"), quote(article.notice)] : []),
  ];
}
