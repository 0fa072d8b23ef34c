/** When a release may go out: its embargo and its hour, each kept with the words in which it was given. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Moment } from "../../domain/time/local-time.ts";
import { invalidRequest } from "../../errors.ts";

const columns = {
  embargo: { at: Prisma.sql`embargoed_until`, given: Prisma.sql`embargo_given` },
  publish: { at: Prisma.sql`publish_at`, given: Prisma.sql`publish_given` },
};

/** Columns that set or clear one of the two; a local time never stays behind beside an instant of another origin. */
export function plan(which: keyof typeof columns, moment: Moment | null): Prisma.Sql {
  const { at, given } = columns[which];
  const words = moment?.given ? JSON.stringify(moment.given) : null;
  return Prisma.sql`${at} = ${moment?.at ?? null}, ${given} = ${words}::jsonb`;
}

/**
 * Refuses a moment that has gone by on the database's clock, where somebody wants a release to wait for it.
 *
 * @throws {AppError} `invalid-request`
 */
export async function refusePast(tx: Tx, { clock }: Context, pointer: string, { at }: Moment): Promise<void> {
  const [row] = await tx.$queryRaw<{ past: boolean }[]>`select ${at}::timestamptz <= ${clock.sqlNow} as past`;
  if (row?.past) throw invalidRequest({ pointer, detail: "has gone by; choose a moment to come" });
}
