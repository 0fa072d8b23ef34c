/** Files that were sent ahead and that no release names: kept for a while, and removed then. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Fault } from "../../errors.ts";

/** Twice as long as an answer is repeated that names one. */
const keptFor = "14 days";
/** Files removed by one sweep at the most; the next sweep takes the rest. */
const maxPerSweep = 100;

/** What is said of files that a release names in vain. */
export const missingAssets: Fault = {
  pointer: "/attachments",
  detail: "names a file that this organisation has not sent, or not used within 14 days",
};

/**
 * Counts how many of these files the organisation has and may still use, and holds them until the transaction ends, so
 * that none is removed meanwhile. The version that then names them makes them used: a trigger sees to it.
 */
export function countHeld({ clock }: Context, organizationId: string, ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    select count(*)::int from (
      select from assets
      where id = any(${ids}::uuid[]) and organization_id = ${organizationId}::uuid
        and (unused_since is null or unused_since > ${clock.sqlNow} - ${keptFor}::interval)
      for key share) held`;
}

/**
 * Removes files whose time is up, from the store first: nobody may use such a one any more, so the row of one whose
 * removal died or failed waits for the next sweep. What somebody holds is left alone. Returns how many it removed.
 */
export function removeUnusedAssets({ db, clock, media, log }: Context): Promise<number> {
  return db.$transaction(async (tx) => {
    const unused = await tx.$queryRaw<{ id: string; storageKey: string }[]>`
      select id, storage_key as "storageKey" from assets
      where unused_since <= ${clock.sqlNow} - ${keptFor}::interval
      order by unused_since limit ${maxPerSweep} for update skip locked`;
    const removals = await Promise.allSettled(unused.map(({ storageKey }) => media.remove(storageKey)));
    const removed = unused.filter((_file, at) => removals[at]?.status === "fulfilled");
    const failure = removals.find((removal) => removal.status === "rejected");
    const count = unused.length - removed.length;
    // The rest of a sweep is not to wait for the store.
    if (failure) log.warn({ err: failure.reason, count }, `The store did not remove ${count} files`);
    await tx.asset.deleteMany({ where: { id: { in: removed.map(({ id }) => id) } } });
    return removed.length;
  });
}
