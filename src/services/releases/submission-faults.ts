/** What is wrong with a submission although every field of it has its form. */

import type { Context, Submitter } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { maxAttachments, type ReleaseInput } from "../../domain/releases/release.ts";
import { everyFault, type Fault, invalidRequest } from "../../errors.ts";
import { countHeld, missingAssets } from "../assets/unused.ts";
import { type Attestation, isAttested, missingAttestation } from "./attestation.ts";
import { findRelease } from "./current.ts";

export function unknownPublication(slug: string | undefined): Fault {
  return { pointer: "/publication", detail: `there is no publication "${slug}"` };
}

/** What is known of a submission, which may be part of it alone. */
interface Submitted {
  readonly fields: Partial<Pick<ReleaseInput, "attestation" | "attachments" | "publication">>;
  readonly draft: boolean;
  /** How many files came with it. */
  readonly files: number;
}

/** Whether it lacks what can be told without looking anything up. */
export function isIncomplete({ fields, draft, files }: Submitted): boolean {
  const { attestation, attachments = [] } = fields;
  return (!draft && attestation === null) || attachments.length + files > maxAttachments;
}

/**
 * Refuses a submission with all that is wrong with it.
 *
 * @throws {AppError} `invalid-request`
 */
export async function refuseFaults(ctx: Context<Submitter>, submitted: Submitted): Promise<void> {
  const { fields, draft, files } = submitted;
  const { attestation, attachments = [], publication } = fields;
  await everyFault(
    () => {
      if (!draft && attestation === null) throw missingAttestation();
    },
    () => {
      if (attachments.length + files <= maxAttachments) return;
      throw invalidRequest({ pointer: "/attachments", detail: `has more than ${maxAttachments} files` });
    },
    () => refuseMissingAssets(ctx.db, ctx, ctx.actor.id, attachments),
    () => refuseUnknownPublication(ctx.db, publication),
  );
}

/** Refuses a publication that there is not, where one is named. @throws {AppError} `invalid-request` */
export async function refuseUnknownPublication(tx: Tx, slug: string | undefined): Promise<void> {
  if (slug === undefined || (await tx.publication.count({ where: { slug } })) > 0) return;
  throw invalidRequest(unknownPublication(slug));
}

/**
 * Refuses files that the organisation has not sent, or may use no more; the others stay until the transaction ends.
 *
 * @throws {AppError} `invalid-request`
 */
export async function refuseMissingAssets(
  tx: Tx,
  ctx: Context,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const [held] = await tx.$queryRaw<{ count: number }[]>`${countHeld(ctx, organizationId, ids)}`;
  if (held?.count !== new Set(ids).size) throw invalidRequest(missingAssets);
}

/**
 * Refuses to submit a release that nobody answers for.
 *
 * @throws {AppError} `invalid-request`, `not-found`
 */
export async function refuseUnattested(
  tx: Tx,
  ctx: Context<Submitter>,
  id: string,
  attestation: Attestation | null | undefined,
): Promise<void> {
  await findRelease(tx, ctx, id);
  if (!attestation && !(await isAttested(tx, id))) throw missingAttestation();
}
