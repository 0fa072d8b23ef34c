/** Taking a release in: the busiest write there is, in one statement and one commit (`insert.ts`). */

import { channel } from "node:diagnostics_channel";
import type { Context, Submitter } from "../../context.ts";
import { isGone, isTaken } from "../../db/conflicts.ts";
import { newId } from "../../db/ids.ts";
import { copyOf, type ReleaseInput } from "../../domain/releases/release.ts";
import { AppError, invalidRequest } from "../../errors.ts";
import { keyInUse, replayOrThrow } from "../answer-once.ts";
import type { ReceivedFile } from "../assets/receive.ts";
import { missingAssets } from "../assets/unused.ts";
import { withinFileQuota, withinQuota } from "../organizations/quota.ts";
import type { CurrentRelease } from "./current.ts";
import { type Found, insertRelease } from "./insert.ts";
import { isIncomplete, refuseFaults, unknownPublication } from "./submission-faults.ts";

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
  const submitted = { fields: input, draft, files: files.length };
  if (isIncomplete(submitted)) await refuseFaults(ctx, submitted);
  const release = newRelease(ctx, input, draft, files);
  const insert = () => insertOrRefuse(ctx, input, release, files);
  // A repeat is answered as the first time, whatever stands in its way since: its own reference, or the quota.
  await withinFileQuota(ctx, files, () => (draft ? insert() : withinQuota(ctx, insert))).catch(
    (obstacle: unknown) => replayOrThrow(ctx, obstacle),
  );
  received.publish({ releaseId: release.id });
  if (!draft) ctx.queues.wake("moderate", release.id);
  return release;
}

async function insertOrRefuse(
  ctx: Context<Submitter>,
  input: ReleaseInput,
  release: CurrentRelease,
  files: readonly ReceivedFile[],
): Promise<void> {
  const found = await insertRelease(ctx, input, release, files).catch(async (error: unknown) => {
    // The publication was removed while the release arrived.
    if (isGone(error, "publication_id")) throw invalidRequest(unknownPublication(input.publication));
    throw isTaken(error, "external_ref") ? await takenReference(ctx, input.externalRef) : error;
  });
  if (!found.inserted) throw refusalOf(found, input);
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
    writtenIn: null,
    judgedBy: null,
    sampledAt: null,
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
    ...(found.assets === new Set(input.attachments).size ? [] : [missingAssets]),
    ...(found.publication ? [] : [unknownPublication(input.publication)]),
  ];
  return invalidRequest(...faults);
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
