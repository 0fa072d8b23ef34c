/** What anybody outside the newsroom may learn of a release: nothing while it is under embargo, unless the operator allows it. */

import type { Context } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";

/** From when on, as an expression of a row of releases with this name; null is at any time. */
export function outsideFrom(row: string, isAllowedBefore: boolean): Prisma.Sql {
  return isAllowedBefore ? Prisma.sql`null::timestamptz` : Prisma.sql`${Prisma.raw(row)}.embargoed_until`;
}

/** Whether at this moment, likewise. */
export function mayLeave({ clock }: Context, row: string, isAllowedBefore: boolean): Prisma.Sql {
  return Prisma.sql`coalesce(${outsideFrom(row, isAllowedBefore)} <= ${clock.sqlNow}, true)`;
}
