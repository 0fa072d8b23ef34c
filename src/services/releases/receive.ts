/** Taking a release in. The busiest write there is, so all of it is one statement and one commit. */

import { channel } from "node:diagnostics_channel";
import type { Context, Submitter } from "../../context.ts";
import { isTaken } from "../../db/conflicts.ts";
import { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import { fingerprintOf } from "../../domain/fingerprint.ts";
import type { Moment } from "../../domain/local-time.ts";
import { copyOf, maxAttachments, type ReleaseInput } from "../../domain/release.ts";
import { AppError, invalidRequest } from "../../errors.ts";
import { newAssetRows, type ReceivedFile } from "../assets/receive.ts";
import { returnQuota, takeQuota } from "../organizations/quota.ts";
import { keyInUse } from "../transact.ts";
import { newEventId } from "../transition.ts";
import { attested, missingAttestation } from "./attestation.ts";
import type { CurrentRelease } from "./current.ts";

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

interface Found {
  inserted: boolean;
  held: boolean;
  publication: boolean;
  suspended: boolean;
  assets: number;
}

async function insertRelease(
  ctx: Context<Submitter>,
  input: ReleaseInput,
  release: CurrentRelease,
  files: readonly ReceivedFile[],
): Promise<Found> {
  const { copy } = release;
  // As text, since the driver would write each date anew.
  const now = release.createdAt.toISOString();
  const once = ctx.once?.inline(release, Prisma.sql`release`);
  const action = release.status === "draft" ? "create" : "submit";
  const { actor } = ctx;
  const [found] = await ctx.hot.$queryRaw<Found[]>`
    with asked as (
      select ${once?.held ?? Prisma.sql`true`} as held,
        (select id from publications where slug = ${input.publication}) as publication_id,
        (select trust = 'suspended' from organizations where id = ${actor.id}::uuid) as suspended,
        ${knownAssets(ctx, input)} as assets
    ), release as (
      insert into releases (id, publication_id, organization_id, status, kind, headline, category, external_ref,
        embargoed_until, embargo_given, publish_at, publish_given, submitted_at, created_at, moved_at, updated_at)
      select ${release.id}::uuid, publication_id, ${actor.id}::uuid, ${release.status}::release_status,
        ${copy.kind}::release_kind, ${copy.headline}, ${copy.category}, ${release.externalRef},
        ${release.embargoedUntil}, ${given(input.embargoedUntil)}::jsonb,
        ${release.publishAt}, ${given(input.publishAt)}::jsonb, ${release.submittedAt && now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
      from asked
      where held and publication_id is not null and not suspended and assets = ${new Set(input.attachments).size}
      returning id
    ), version as (
      insert into release_versions
        (release_id, number, copy, fingerprint, author_role, author_id, author_name, created_at)
      select id, 1, ${JSON.stringify(copy)}::jsonb, ${fingerprintOf(copy)}, ${actor.role}, ${actor.id}, ${actor.name},
        ${now}
      from release
    ), event as (
      insert into release_events
        (id, release_id, action, to_status, version, actor_role, actor_id, actor_name, attestation, at)
      select ${newEventId(ctx)}::uuid, id, ${action}, ${release.status}::release_status, 1,
        ${actor.role}, ${actor.id}, ${actor.name}, ${attested(ctx, input.attestation)}::jsonb, ${now}
      from release
    )${files.length > 0 ? Prisma.sql`, ${newAssetRows(ctx, files, Prisma.sql`release`)}` : Prisma.empty}
    ${once ? Prisma.sql`, ${once.record}` : Prisma.empty}
    select held, publication_id is not null as publication, suspended, assets,
      exists (select from release) as inserted
    from asked`;
  if (!found) throw new Error("The statement that takes in a release returned no row");
  return found;
}

/** How many of the named files the organisation has sent; most releases name none. */
function knownAssets({ actor }: Context<Submitter>, { attachments }: ReleaseInput): Prisma.Sql {
  if (attachments.length === 0) return Prisma.sql`0`;
  return Prisma.sql`(select count(*)::int from assets
    where id = any(${attachments}::uuid[]) and organization_id = ${actor.id}::uuid)`;
}

function given(moment: Moment | null): string | null {
  return moment?.given ? JSON.stringify(moment.given) : null;
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
