/** Taking a release in: the busiest write there is, in one statement and one commit (`insert.ts`). */

import { channel } from "node:diagnostics_channel";
import type { Context, Submitter } from "../../context.ts";
import { isTaken } from "../../db/conflicts.ts";
import { newId } from "../../db/ids.ts";
import { copyOf, maxAttachments, type ReleaseInput } from "../../domain/release.ts";
import { AppError, invalidRequest } from "../../errors.ts";
import type { ReceivedFile } from "../assets/receive.ts";
import { returnQuota, takeQuota } from "../organizations/quota.ts";
import { keyInUse } from "../transact.ts";
import { missingAttestation } from "./attestation.ts";
import type { CurrentRelease } from "./current.ts";
import { type Found, insertRelease } from "./insert.ts";

const received = channel("dateline:receive.after_commit");

/**
 * Takes in a release, as a draft or for moderation, with the files that came with it. When this returns it is
 * committed; should the word to the queue get lost, the sweep finds the row.
 *
 * @throws {AppError} `invalid-request`, `duplicate-external-ref`, `organization-suspended`, `quota-exceeded`,
 *   and those of an idempotency key
 */
export async function receiveRelease(
  ctx: Context<Submitter>,
  input: ReleaseInput,
  { draft, files = [] }: { readonly draft: boolean; readonly files?: readonly ReceivedFile[] },
): Promise<CurrentRelease> {
  if (!draft && !input.attestation) throw missingAttestation();
  if (input.attachments.length + files.length > maxAttachments) throw tooManyAttachments();
  const release = newRelease(ctx, input, draft, files);
  if (draft) await insertOrRefuse(ctx, input, release, files);
  else await withinQuota(ctx, () => insertOrRefuse(ctx, input, release, files));
  received.publish({ releaseId: release.id });
  if (!draft) ctx.queues.wake("moderate", release.id);
  return release;
}

/** Counts the work against the quota, unless it comes to nothing. */
async function withinQuota(ctx: Context<Submitter>, work: () => Promise<void>): Promise<void> {
  await takeQuota(ctx).catch((error: unknown) => refuse(ctx, error));
  await work().catch(async (error: unknown) => {
    await returnQuota(ctx);
    throw error;
  });
}

async function insertOrRefuse(
  ctx: Context<Submitter>,
  input: ReleaseInput,
  release: CurrentRelease,
  files: readonly ReceivedFile[],
): Promise<void> {
  const found = await insertRelease(ctx, input, release, files).catch(async (error: unknown) => {
    if (isTaken(error, "idempotency_keys")) return refuse(ctx, error);
    if (isTaken(error, "external_ref")) return refuse(ctx, await takenReference(ctx, input.externalRef));
    throw error;
  });
  if (!found.inserted) throw refusalOf(found, input);
}

/** A repeat is answered as the first time, whatever stands in its way since: its own reference, or the quota. */
async function refuse(ctx: Context, error: unknown): Promise<never> {
  await ctx.once?.replay(ctx.db);
  throw error;
}

function newRelease(
  ctx: Context<Submitter>,
  input: ReleaseInput,
  draft: boolean,
  files: readonly ReceivedFile[],
): CurrentRelease {
  const now = ctx.clock.now();
  const copy = copyOf(input);
  return {
    id: newId(now),
    publication: { id: "", slug: input.publication },
    organization: { id: ctx.actor.id, name: ctx.actor.name },
    status: draft ? "draft" : "received",
    version: 1,
    lockVersion: 1,
    copy: { ...copy, attachments: [...copy.attachments, ...files.map(({ id }) => id)] },
    category: copy.category,
    externalRef: input.externalRef,
    embargoedUntil: input.embargoedUntil?.at ?? null,
    publishAt: input.publishAt?.at ?? null,
    moderation: null,
    categories: [],
    subjects: [],
    waiting: null,
    claim: null,
    article: null,
    appealedAt: null,
    submittedAt: draft ? null : now,
    createdAt: now,
    updatedAt: now,
  };
}

function refusalOf(found: Found, input: ReleaseInput): AppError {
  if (!found.held) return keyInUse();
  if (found.suspended)
    return new AppError("organization-suspended", "The organisation is suspended; write to the desk.");
  const faults = [
    ...(found.publication
      ? []
      : [{ pointer: "/publication", detail: `there is no publication "${input.publication}"` }]),
    ...(found.assets === new Set(input.attachments).size
      ? []
      : [{ pointer: "/attachments", detail: "names a file that this organisation has not sent" }]),
  ];
  return invalidRequest(...faults);
}

function tooManyAttachments(): AppError {
  return invalidRequest({ pointer: "/attachments", detail: `has more than ${maxAttachments} files` });
}

/** The refusal of a reference that another release of the organisation has, and which one that is. */
export async function takenReference(ctx: Context<Submitter>, externalRef: string | null): Promise<AppError> {
  const other = await ctx.db.release.findFirst({
    where: { organizationId: ctx.actor.id, externalRef },
    select: { id: true },
  });
  const detail = `Another release of yours has the external reference "${externalRef}".`;
  return new AppError("duplicate-external-ref", detail, { releaseId: other?.id ?? null });
}
