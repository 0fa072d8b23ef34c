/** Starting a publication's digest: once a day, by its clocks. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { newId } from "../../db/ids.ts";
import { type DigestPlan, digestAsOf } from "../../domain/time/daily.ts";
import { transact } from "../transact.ts";

/** News that is older is news no more, however long nothing was sent. */
const oldest = "7 days";
/** The first digest tells of so much, since there was none before it. */
const firstTells = "1 day";
/** What was published just before the digest started may have committed after it. */
const overlap = "1 hour";

/** Starts the digest of a publication if it is due, and settles when the next one is. Coming twice or early does nothing. */
export async function startDigest(ctx: Context, publicationId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const plan = await holdPlan(tx, ctx, publicationId);
    if (!plan) return;
    const { starts, nextAt } = digestAsOf(plan, plan.now);
    if (starts !== null) await insertDigest(tx, publicationId, starts, plan.now);
    await tx.$executeRaw`
      update publications set next_digest_at = ${nextAt}
      where id = ${publicationId}::uuid and next_digest_at is distinct from ${nextAt}::timestamptz`;
  });
}

/** What is planned, held until the transaction ends, and the moment by the database's clock. */
async function holdPlan(
  tx: Tx,
  { clock }: Context,
  publicationId: string,
): Promise<(DigestPlan & { readonly now: Date }) | undefined> {
  const [row] = await tx.$queryRaw<(DigestPlan & { readonly now: Date })[]>`
    with held as materialized (select * from publications where id = ${publicationId}::uuid for no key update)
    select digest_at as hour, time_zone as "timeZone", next_digest_at as "dueAt",
      (select max(day)::text from digests where publication_id = held.id) as "lastDay", ${clock.sqlNow} as now
    from held`;
  return row;
}

/** With everything new that stands, and nothing that an earlier one told of; none where nobody reads it. */
async function insertDigest(tx: Tx, publicationId: string, day: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    with digest as (
      insert into digests (id, publication_id, day, started_at)
      select ${newId(now)}::uuid, ${publicationId}::uuid, ${day}::date, ${now}
      where exists (
        select from subscribers where publication_id = ${publicationId}::uuid and status = 'confirmed')
      returning id
    ), since as (
      select greatest(
        coalesce(max(started_at) - ${overlap}::interval, ${now}::timestamptz - ${firstTells}::interval),
        ${now}::timestamptz - ${oldest}::interval) as at
      from digests where publication_id = ${publicationId}::uuid
    )
    insert into digest_articles (article_id, digest_id)
    select a.id, digest.id from digest cross join since join articles a on a.published_at > since.at
    where a.publication_id = ${publicationId}::uuid and a.status = 'live'
      and not exists (select from digest_articles told where told.article_id = a.id)`;
}
