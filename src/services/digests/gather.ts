/** Gathering who a digest goes to, a few hundred at a time: the digest's row says how far that has come. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { transact } from "../transact.ts";
import { wakeFor } from "../wakes.ts";

/** Subscribers gone through by one statement, which is done in a fraction of a second. */
const atOnce = 500;

interface Step {
  readonly isDone: boolean;
  readonly mailIds: readonly string[];
}

/** Puts the digests of a publication in the post to everybody whom they concern, going on where somebody left off. */
export async function gatherRecipients(ctx: Context, publicationId: string): Promise<void> {
  const digests = await ctx.hot.$queryRaw<{ id: string }[]>`
    select id from digests where publication_id = ${publicationId}::uuid and gathered_at is null order by day`;
  for (const { id } of digests) {
    let isDone = false;
    while (!isDone) isDone = await gatherSome(ctx, id, publicationId);
  }
}

/** Goes through the next subscribers, each of whom is counted as a candidate and mailed at the most once. */
function gatherSome(ctx: Context, digestId: string, publicationId: string): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const [step] = await tx.$queryRaw<Step[]>`
      with digest as materialized (
        select id, publication_id, position, started_at from digests
        where id = ${digestId}::uuid and gathered_at is null for update
      ), batch as materialized (
        select s.id, s.email, s.email_key, s.categories from digest
        join subscribers s on s.publication_id = digest.publication_id
        where s.status = 'confirmed' and s.confirmed_at <= digest.started_at
          and (digest.position is null or s.id > digest.position)
        order by s.id limit ${atOnce}
      ), told as materialized (select ${toldSections(digestId, publicationId)} as names), posted as (
        insert into mails (id, once_key, to_address, letter, about, digest_id, next_attempt_at, created_at)
        select new_id(${ctx.clock.sqlNow}), 'digest-' || ${digestId} || '-' || encode(sha256(convert_to(batch.email_key, 'UTF8')), 'hex'),
          batch.email, 'digest', jsonb_build_object('subscriberId', batch.id), ${digestId}::uuid,
          ${ctx.clock.sqlNow}, ${ctx.clock.sqlNow}
        from batch cross join told
        where batch.categories && told.names or (batch.categories = '{}' and cardinality(told.names) > 0)
        on conflict (once_key) do nothing
        returning id
      ), moved as (
        update digests d set candidates = d.candidates + gone.count,
          unconcerned = d.unconcerned + gone.count - (select count(*)::int from posted),
          position = coalesce((select id from batch order by id desc limit 1), d.position),
          gathered_at = case when gone.count < ${atOnce} then ${ctx.clock.sqlNow} end
        from digest cross join (select count(*)::int as count from batch) as gone
        where d.id = digest.id
        returning d.gathered_at is not null as "isDone"
      )
      select moved."isDone", array(select id from posted) as "mailIds" from moved`;
    for (const id of step?.mailIds ?? []) wakeFor(tx, ctx, "digest-mail", id);
    return step?.isDone ?? true;
  });
}

/** Every slug, of today and of before, of the sections that the digest has something of; `''` for what is in none. */
function toldSections(digestId: string, publicationId: string): Prisma.Sql {
  return Prisma.sql`array(
    with own as (
      select distinct coalesce(a.category_slug, '') as slug from digest_articles told
      join articles a on a.id = told.article_id
      where told.digest_id = ${digestId}::uuid and a.status = 'live')
    select slug from own
    union select earlier.slug from own
    join categories c on c.publication_id = ${publicationId}::uuid and c.slug = own.slug
    join category_aliases earlier on earlier.category_id = c.id)`;
}
