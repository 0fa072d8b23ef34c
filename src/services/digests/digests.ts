/** The digests as the desk sees them: what became of each recipient, in numbers. */

import type { Context, Editor } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { ownPublication } from "../administration/publications/settings.ts";

/** Every candidate is in one of the other numbers: `candidates = sent + skipped + failed + waiting`. */
export interface Digest {
  readonly id: string;
  readonly publication: string;
  readonly day: string;
  readonly startedAt: Date;
  /** Whether nobody waits any more and everybody was gone through. */
  readonly finished: boolean;
  readonly articles: number;
  readonly candidates: number;
  readonly sent: number;
  /** Whom nothing new concerned, or who was gone before the mail went out. */
  readonly skipped: number;
  readonly failed: number;
  /** Of those that failed, the mails of which nobody knows whether they were taken; not sent again unasked. */
  readonly uncertain: number;
  readonly waiting: number;
}

export interface DigestFilter {
  readonly publication?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** A page of the digests within the editor's reach, the newest first. @throws {AppError} `not-found` */
export async function listDigests(
  ctx: Context<Editor>,
  { publication, limit, after }: DigestFilter,
): Promise<Digest[]> {
  const of = publication === undefined ? undefined : await ownPublication(ctx.db, ctx, publication);
  const publicationId = of?.id ?? ctx.actor.publicationId;
  const conditions = [
    Prisma.sql`true`,
    publicationId !== null && Prisma.sql`publication_id = ${publicationId}::uuid`,
    after !== undefined && Prisma.sql`id < ${after}::uuid`,
  ].filter((condition) => condition instanceof Prisma.Sql);
  return ctx.db.$queryRaw<Digest[]>`
    with page as materialized (
      select * from digests where ${Prisma.join(conditions, " and ")} order by id desc limit ${limit + 1}
    ), counted as (
      select m.digest_id, m.status, count(*)::int as count from mails m
      where m.digest_id in (select id from page) group by 1, 2
    )
    select d.id, p.slug as publication, d.day::text, d.started_at as "startedAt", d.candidates,
      (select count(*)::int from digest_articles where digest_id = d.id) as articles,
      mails.sent, d.unconcerned + mails.skipped as skipped, mails.failed, mails.uncertain, mails.waiting,
      d.gathered_at is not null and mails.waiting = 0 as finished
    from page d join publications p on p.id = d.publication_id
    cross join lateral (
      select ${counting("'sent'")} as sent, ${counting("'skipped'")} as skipped,
        ${counting("'failed', 'uncertain'")} as failed, ${counting("'uncertain'")} as uncertain,
        ${counting("'due', 'sending'")} as waiting
      from counted where digest_id = d.id) as mails
    order by d.id desc`;
}

function counting(statuses: string): Prisma.Sql {
  return Prisma.raw(`coalesce(sum(count) filter (where status in (${statuses})), 0)::int`);
}
