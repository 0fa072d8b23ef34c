/** The words of letters about releases, as things stand when they are sent. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { unseen } from "../../db/prepared.ts";
import { articleAddress } from "../../domain/articles/article-address.ts";
import type { Words } from "../../domain/letters/layout.ts";
import { noticeOf, type ReleaseLetter } from "../../domain/letters/names.ts";
import { releaseLetter } from "../../domain/letters/release-letters.ts";
import type { ReleaseState } from "../../domain/releases/lifecycle.ts";
import type { Finding } from "../../domain/releases/moderation.ts";
import { mayBeTold } from "./proven.ts";

interface Row {
  readonly mailId: string;
  readonly letter: ReleaseLetter;
  readonly releaseId: string;
  readonly headline: string;
  readonly status: ReleaseState;
  readonly findings: readonly Finding[] | null;
  readonly waitingReason: string | null;
  readonly waitingDueAt: Date | null;
  readonly hour: Date | null;
  readonly appealed: boolean;
  readonly reason: string | null;
  readonly byMachine: boolean;
  readonly latest: boolean;
  readonly contactName: string;
  readonly organization: string;
  readonly notices: readonly string[];
  readonly publication: string;
  readonly publicationName: string;
  readonly timeZone: string;
  readonly articleSlug: string | null;
  readonly articleNotice: string | null;
}

/** The words of each letter by its mail; none where there is nothing to tell any more. */
export async function releaseWords(ctx: Context, mailIds: readonly string[]): Promise<Map<string, Words>> {
  if (mailIds.length === 0) return new Map();
  const told = (await readRows(ctx, mailIds)).filter(isStillNews);
  return new Map(told.map((row) => [row.mailId, wordsOf(ctx, row)]));
}

/** What was decided about it and has been answered since is no news; neither is what is not there any more. */
function isStillNews({ letter, latest, status, notices }: Row): boolean {
  if (!notices.includes(noticeOf[letter])) return false;
  if (letter === "changes_requested" || letter === "rejected") return latest;
  if (letter === "published" || letter === "corrected") return status === "published";
  return letter !== "retracted" || status === "retracted";
}

function wordsOf({ config: { baseUrl } }: Context, row: Row): Words {
  const { headline, status, contactName, organization, reason, byMachine, hour, appealed } = row;
  const { waitingReason, waitingDueAt, publication, articleSlug } = row;
  return releaseLetter(row.letter, {
    ...{ headline, status, contactName, organization, reason, byMachine, hour, appealed },
    publication: { name: row.publicationName, timeZone: row.timeZone },
    findings: row.findings ?? [],
    waiting: waitingReason && waitingDueAt ? { reason: waitingReason, dueAt: waitingDueAt } : null,
    article:
      articleSlug === null
        ? null
        : { url: articleAddress(baseUrl, { publication, slug: articleSlug }), notice: row.articleNotice },
    url: `${baseUrl}/v1/releases/${row.releaseId}`,
    settingsUrl: `${baseUrl}/v1/organizations/me`,
  });
}

/** Only of those whose mailbox is still the one that was meant. */
function readRows({ hot, clock }: Context, mailIds: readonly string[]): Promise<Row[]> {
  const hour = Prisma.sql`greatest(r.embargoed_until, r.publish_at)`;
  return hot.$queryRaw<Row[]>`
    select m.id as "mailId", m.letter, r.id as "releaseId", r.headline, r.status, r.moderation->'findings' as findings,
      r.waiting_reason as "waitingReason", r.waiting_due_at as "waitingDueAt",
      case when ${hour} > ${clock.sqlNow} then ${hour} end as hour, r.appealed_at is not null as appealed,
      e.reason, e.actor_role = 'system' as "byMachine", e.at = r.moved_at as latest,
      o.contact_name as "contactName", o.name as organization, o.notices,
      p.slug as publication, p.name as "publicationName", p.time_zone as "timeZone",
      a.slug as "articleSlug", a.notice as "articleNotice"
    from mails m
    join release_events e on e.id = (m.about->>'eventId')::uuid
    join releases r on r.id = e.release_id
    join publications p on p.id = r.publication_id
    join organizations o on o.id = r.organization_id
    left join articles a on a.release_id = r.id
    where m.id = any(${unseen(Prisma.sql`${mailIds}::uuid[]`)}::uuid[]) and o.contact_email = m.to_address and ${mayBeTold}`;
}
