/**
 * Seals events into a chain of hashes, each over the one before, so that a changed or removed event is found
 * (ADR-0014). It runs after the fact, with the sweep: whoever records an event waits for nobody.
 */

import { createHash } from "node:crypto";
import type { Context } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { earliestId, momentOf } from "../../../db/ids.ts";
import { sealable } from "./digest.ts";

/** Events sealed in one transaction at the most, and transactions of one call: the next sweep goes on. */
const atOnce = 1000;
const maxRounds = 20;
/** An event commits up to so long after its id was made; many times what a transaction may take. */
const latenessMs = 5 * 60_000;
/** The hash before the first. */
export const beginning = Buffer.alloc(32);

/** Seals what is not sealed yet, the oldest first. Two at once do it once. Returns how many it sealed. */
export async function sealEvents(ctx: Context): Promise<number> {
  let sealed = 0;
  for (let round = 0; round < maxRounds; round += 1) {
    const count = await ctx.db.$transaction((tx) => sealSome(tx, ctx));
    sealed += count;
    if (count < atOnce) break;
  }
  return sealed;
}

/** The hash that follows from the one before and an event's digest. */
export function hashAfter(previous: Uint8Array, digest: Uint8Array): Buffer {
  return createHash("sha256").update(previous).update(digest).digest();
}

/** The id from which on there may be events without a seal that is only late. */
export async function findSealingFloor(tx: Tx, { clock }: Context): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<{ id: string; now: Date }[]>`
    select event_id as id, ${clock.sqlNow} as now from event_seals order by event_id desc limit 1`;
  // A clock that was ahead for a while leaves ids from the future behind, which say nothing of what came since.
  return row && earliestId(new Date(Math.min(momentOf(row.id).getTime(), row.now.getTime()) - latenessMs));
}

/** Events of both tables without a seal, from an id on. */
export function unsealedSince(floor: string | undefined, limit: number): Prisma.Sql {
  const since = floor === undefined ? Prisma.sql`true` : Prisma.sql`e.id >= ${floor}::uuid`;
  const selects = Object.values(sealable).map(
    ({ table, digest }) => Prisma.sql`(
      select e.id, ${digest} as digest from ${table}
      where ${since} and not exists (select from event_seals s where s.event_id = e.id)
      order by e.id limit ${limit})`,
  );
  return Prisma.sql`select id, digest from (${Prisma.join(selects, " union all ")}) as due order by id limit ${limit}`;
}

async function sealSome(tx: Tx, ctx: Context): Promise<number> {
  const [lock] = await tx.$queryRaw<{ held: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended('event seals', 0)) as held`;
  if (!lock?.held) return 0;
  const floor = await findSealingFloor(tx, ctx);
  const due = await tx.$queryRaw<{ id: string; digest: Uint8Array }[]>`${unsealedSince(floor, atOnce)}`;
  if (due.length === 0) return 0;
  const last = await tx.eventSeal.findFirst({ orderBy: { position: "desc" } });
  let hash: Uint8Array = last?.hash ?? beginning;
  const hashes = due.map(({ digest }) => {
    hash = hashAfter(hash, digest);
    return Buffer.from(hash).toString("hex");
  });
  const ids = due.map(({ id }) => id);
  const digests = due.map(({ digest }) => Buffer.from(digest).toString("hex"));
  await tx.$executeRaw`
    insert into event_seals (position, event_id, digest, hash)
    select ${last?.position ?? 0n} + n, id, decode(digest, 'hex'), decode(hash, 'hex')
    from unnest(${ids}::uuid[], ${digests}::text[], ${hashes}::text[]) with ordinality as seals (id, digest, hash, n)`;
  return due.length;
}
