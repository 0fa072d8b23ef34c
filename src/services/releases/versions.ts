/** Making a new version: what a release says changes only by adding one. */

import { type Context, signature } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { AppError, notFound } from "../../errors.ts";
import { type Move, newEventId } from "../transition.ts";
import { type CurrentRelease, findRelease } from "./current.ts";
import { refuseMissingAssets } from "./submission-faults.ts";

/** A release whose row this transaction holds until it ends; made only by `lockRelease`. */
export interface LockedRelease extends CurrentRelease {
  readonly locked: true;
}

/**
 * Holds the row of a release and reads it as it is under the lock.
 *
 * @param seen the `lockVersion` that the asker was looking at; `null` where that does not matter
 * @throws {AppError} `not-found`, `stale` with the entity tag in force
 */
export async function lockRelease(
  tx: Tx,
  ctx: Context,
  id: string,
  seen: number | null,
): Promise<LockedRelease> {
  const held = await tx.$queryRaw<unknown[]>`select 1 from releases where id = ${id}::uuid for update`;
  if (held.length === 0) throw notFound("release");
  const release = await findRelease(tx, ctx, id);
  refuseStale(release, seen);
  return { ...release, locked: true };
}

/** Refuses a change that was decided on an old reading. @throws {AppError} `stale` */
export function refuseStale({ lockVersion }: CurrentRelease, seen: number | null): void {
  if (seen !== null && seen !== lockVersion) throw stale(lockVersion);
}

/** The refusal of a change made on an old reading. */
export function stale(current: number | string): AppError {
  return new AppError("stale", "It has changed since you read it; read it again and decide anew.", {
    current: `"${current}"`,
  });
}

export interface NewVersion {
  readonly copy: Copy;
  /** What was wrong before, for a correction. */
  readonly notice?: string;
  /** Columns of the release that change with it. */
  readonly set?: Prisma.Sql;
}

/** Adds the next version of a locked release and puts it in force; returns its number. */
export async function addVersion(
  tx: Tx,
  ctx: Context,
  release: LockedRelease,
  { copy, notice, set }: NewVersion,
): Promise<number> {
  await refuseMissingAssets(tx, ctx, release.organization.id, copy.attachments);
  const number = release.version + 1;
  const who = signature(ctx.actor);
  await tx.$executeRaw`
    with version as (
      insert into release_versions
        (release_id, number, copy, author_role, author_id, author_name, notice, created_at)
      values (${release.id}::uuid, ${number}, ${JSON.stringify(copy)}::jsonb,
        ${who.role}, ${who.id}, ${who.name}, ${notice ?? null}, ${ctx.clock.sqlNow})
    )
    update releases set version = ${number}, lock_version = lock_version + 1, kind = ${copy.kind}::release_kind,
      headline = ${copy.headline}, updated_at = ${ctx.clock.sqlNow}${set ? Prisma.sql`, ${set}` : Prisma.empty}
    where id = ${release.id}::uuid`;
  return number;
}

/** Records something that happened to a release without moving it; returns the event's id. */
export async function recordEvent(
  tx: Tx,
  ctx: Context,
  release: { readonly id: string; readonly status: CurrentRelease["status"]; readonly version: number },
  action: string,
  words: Pick<Move, "reason" | "note" | "attestation"> = {},
): Promise<string> {
  const who = signature(ctx.actor);
  const eventId = newEventId(ctx);
  await tx.$executeRaw`
    insert into release_events
      (id, release_id, action, from_status, to_status, version, actor_role, actor_id, actor_name, reason, note,
        attestation, at)
    values (${eventId}::uuid, ${release.id}::uuid, ${action}, ${release.status}::release_status,
      ${release.status}::release_status, ${release.version}, ${who.role}, ${who.id}, ${who.name},
      ${words.reason ?? null}, ${words.note ?? null},
      ${words.attestation ?? null}::jsonb, ${ctx.clock.sqlNow})`;
  return eventId;
}
