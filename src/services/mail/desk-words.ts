/** The words of letters to people of the desk, as things stand when they are sent. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { invitationLetter } from "../../domain/letters/account-letters.ts";
import { takeoverLetter, type WaitingNews, waitingLetter } from "../../domain/letters/desk-letters.ts";
import type { Words } from "../../domain/letters/layout.ts";

/** Releases that one letter names; the queue has the others. */
const named = 20;
/** Further than this nobody counts what waits. */
const counted = 1000;

/** A person of the desk, `s`, who may be written to at the address that a mail, `m`, is for. */
export const isOfDesk = Prisma.sql`s.disabled_at is null and s.erased_at is null and s.email = m.to_address`;

const settingsUrl = ({ config }: Context) => `${config.baseUrl}/v1/admin/me`;

/** What waits where this person works; `undefined` when nothing does, or it is nobody's business any more. */
export async function waitingWords(ctx: Context, mailId: string): Promise<Words | undefined> {
  const [person] = await ctx.hot.$queryRaw<{ name: string; publicationId: string | null }[]>`
    select s.name, s.publication_id as "publicationId"
    from mails m join staff s on s.id = (m.about->>'staffId')::uuid
    where m.id = ${mailId}::uuid and ${isOfDesk} and 'waiting' = any(s.notices)`;
  if (!person) return undefined;
  const { baseUrl } = ctx.config;
  const waiting = await readWaiting(ctx, person.publicationId);
  if (waiting.length === 0) return undefined;
  const [first] = waiting;
  return waitingLetter({
    name: person.name,
    releases: waiting.map(({ id, publicationName, timeZone, ...rest }) => ({
      ...rest,
      publication: { name: publicationName, timeZone },
      url: `${baseUrl}/v1/admin/releases/${id}`,
    })),
    more: Math.max(0, (first?.count ?? 0) - waiting.length),
    queueUrl: `${baseUrl}/v1/admin/releases?status=needs_review`,
    settingsUrl: settingsUrl(ctx),
  });
}

type Waiting = Omit<WaitingNews["releases"][number], "publication" | "url"> & {
  readonly id: string;
  readonly publicationName: string;
  readonly timeZone: string;
  readonly count: number;
};

function readWaiting({ hot, clock }: Context, publicationId: string | null): Promise<Waiting[]> {
  const here = Prisma.sql`r.status = 'needs_review'
    and (${publicationId}::uuid is null or r.publication_id = ${publicationId}::uuid)`;
  return hot.$queryRaw<Waiting[]>`
    select r.id, case when r.embargoed_until > ${clock.sqlNow} then null else r.headline end as headline,
      o.name as organization, p.name as "publicationName", p.time_zone as "timeZone", r.waiting_due_at as "dueAt",
      r.waiting_due_at < ${clock.sqlNow} as overdue,
      (select count(*)::int from (select from releases r where ${here} limit ${counted}) as waiting) as count
    from releases r
    join organizations o on o.id = r.organization_id
    join publications p on p.id = r.publication_id
    where ${here}
    order by r.waiting_due_at, r.id limit ${named}`;
}

/** Who took a claim over; `undefined` when it is nobody's business any more. */
export async function takeoverWords(ctx: Context, mailId: string): Promise<Words | undefined> {
  const [news] = await ctx.hot.$queryRaw<
    { id: string; name: string; headline: string; by: string; reason: string | null }[]
  >`
    select r.id, s.name, r.headline, e.actor_name as by, e.note as reason
    from mails m
    join staff s on s.id = (m.about->>'staffId')::uuid
    join release_events e on e.id = (m.about->>'eventId')::uuid
    join releases r on r.id = e.release_id
    where m.id = ${mailId}::uuid and ${isOfDesk} and 'takeover' = any(s.notices)
      and (s.publication_id is null or s.publication_id = r.publication_id)`;
  if (!news) return undefined;
  const { id, ...rest } = news;
  return takeoverLetter({
    ...rest,
    url: `${ctx.config.baseUrl}/v1/admin/releases/${id}`,
    settingsUrl: settingsUrl(ctx),
  });
}

/** The way to a key; `undefined` when the invitation is void. */
export async function invitationWords(ctx: Context, mailId: string): Promise<Words | undefined> {
  const [invited] = await ctx.hot.$queryRaw<{ name: string; token: string }[]>`
    select s.name, m.about->>'token' as token
    from mails m join staff s on s.id = (m.about->>'staffId')::uuid
    where m.id = ${mailId}::uuid and ${isOfDesk}
      and s.invitation_hash = sha256(convert_to(m.about->>'token', 'UTF8'))`;
  if (!invited) return undefined;
  const { baseUrl } = ctx.config;
  const url = `${baseUrl}/v1/staff/invitations?token=${invited.token}`;
  return invitationLetter({ name: invited.name, newsroom: baseUrl, url });
}
