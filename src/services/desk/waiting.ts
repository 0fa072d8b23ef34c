/** What a submitter is told while a release waits for a person: why, since when, and until when. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";

/** Columns that make a release wait; `held` is the row, whose publication says how soon a person looks. */
export function waitForDesk({ clock }: Pick<Context, "clock">, reason: string): Prisma.Sql {
  return Prisma.sql`waiting_reason = ${reason}, waiting_since = ${clock.sqlNow}, waiting_due_at = ${clock.sqlNow}
    + (select review_within_hours from publications where id = held.publication_id) * interval '1 hour'`;
}

/** Columns that end the waiting. */
export const nothingWaits = Prisma.sql`waiting_reason = null, waiting_since = null, waiting_due_at = null`;

/** Columns that give the claim up. */
export const nobodyClaims = Prisma.sql`claimed_by_id = null, claimed_by_name = null, claimed_until = null`;
