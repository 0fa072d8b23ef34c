/** The submitter's word that it may speak for the organisation and that the release is accurate. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { type AppError, invalidRequest } from "../../errors.ts";

export interface Attestation {
  readonly authorized: true;
  readonly accurate: true;
}

/** As an event keeps it, with the address it came from; the event has the time. */
export function attested({ address }: Context, attestation: Attestation | null | undefined): string | null {
  return attestation ? JSON.stringify({ ...attestation, address }) : null;
}

/** As an event keeps a word that was taken back. */
export const takenBack = JSON.stringify(null);

/** Whether somebody has given the word for this release, and nobody has taken it back since. */
export async function isAttested(tx: Tx, releaseId: string): Promise<boolean> {
  const last = await tx.releaseEvent.findFirst({
    where: { releaseId, attestation: { not: Prisma.DbNull } },
    orderBy: { id: "desc" },
    select: { attestation: true },
  });
  return last !== null && last.attestation !== null;
}

/** The refusal of a submission that nobody answers for. */
export function missingAttestation(): AppError {
  const detail = "is required to submit: {authorized: true, accurate: true}";
  return invalidRequest({ pointer: "/attestation", detail });
}
