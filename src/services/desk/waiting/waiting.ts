/** What a submitter is told while a release waits for a person: why, since when, and until when. */

import type { Context } from "../../../context.ts";
import { Prisma } from "../../../db/generated/client.ts";
import type { Statements } from "../../../db/prepared.ts";
import { dueAt, type ServiceHours } from "../../../domain/time/service-hours.ts";

interface Promised {
  readonly timeZone: string;
  readonly serviceHours: ServiceHours | null;
  readonly reviewWithinHours: number;
}

/**
 * Columns that make a release wait. Its publication says by when a person looks, as it says at this moment: what was
 * promised to a submitter stays when the publication changes its hours.
 */
export async function waitForDesk(
  tx: Statements,
  { clock }: Pick<Context, "clock">,
  releaseId: string,
  reason: string,
): Promise<Prisma.Sql> {
  const [promised] = await tx.$queryRaw<Promised[]>`
    select p.time_zone as "timeZone", p.service_hours as "serviceHours", p.review_within_hours as "reviewWithinHours"
    from releases r join publications p on p.id = r.publication_id
    where r.id = ${releaseId}::uuid`;
  if (!promised) throw new Error(`Release ${releaseId} belongs to no publication`);
  const { timeZone, serviceHours, reviewWithinHours } = promised;
  const since = clock.now();
  const due = dueAt(serviceHours, timeZone, since, reviewWithinHours);
  return Prisma.sql`waiting_reason = ${reason}, waiting_since = ${since}, waiting_due_at = ${due}`;
}

/** Columns that end the waiting. */
export const nothingWaits = Prisma.sql`waiting_reason = null, waiting_since = null, waiting_due_at = null`;

/** Columns that give the claim up. */
export const nobodyClaims = Prisma.sql`claimed_by_id = null, claimed_by_name = null, claimed_until = null`;
