/** What a suspension holds back, until it is lifted: nothing of it is moderated or published. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { wakeFor } from "../wakes.ts";

/**
 * The condition that nobody behind a release is suspended: neither the organisation whose it is, nor an agency that
 * had a hand in it. `release` is the name that the statement has for its row.
 */
export function nobodySuspended(release: "r" | "held"): Prisma.Sql {
  return trustsOf(Prisma.raw(release), Prisma.empty);
}

/**
 * The same, and it stays true until the transaction ends: a suspension waits for it, or is seen by it. So nothing is
 * published once a suspension was answered.
 */
export function nobodySuspendedMeanwhile(release: "held"): Prisma.Sql {
  return trustsOf(Prisma.raw(release), Prisma.sql`for share`);
}

function trustsOf(release: Prisma.Sql, lock: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`'suspended' <> all (array(
    select o.trust from organizations o
    where o.id = any (array(
      select ${release}.organization_id
      union all
      select e.actor_id::uuid from release_events e where e.release_id = ${release}.id and e.actor_role = 'submitter'))
    ${lock}))`;
}

/** Rows woken when a suspension is lifted; the sweep takes the rest. */
const maxWoken = 1000;

/** Wakes the jobs for what a suspension has held back, once the transaction that lifts it commits. */
export async function wakeHeldBack(tx: Tx, ctx: Context, organizationId: string): Promise<void> {
  const held = await tx.$queryRaw<{ id: string; job: "moderate" | "publish" }[]>`
    select r.id, case when r.status in ('received', 'moderating') then 'moderate' else 'publish' end as job
    from releases r
    where r.status in ('received', 'moderating', 'approved', 'scheduled')
      and (r.organization_id = ${organizationId}::uuid or exists (
        select from release_events e
        where e.release_id = r.id and e.actor_role = 'submitter' and e.actor_id = ${organizationId}))
    order by r.id limit ${maxWoken}`;
  for (const { id, job } of held) wakeFor(tx, ctx, job, id);
}
