/** An editor changes the copy of a release before it is out; afterwards it is corrected instead. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { statesOpenToDesk } from "../../domain/releases/lifecycle.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { noteSection } from "../learning/decisions.ts";
import { changed } from "../releases/amend.ts";
import { type CurrentRelease, findRelease, type Subject } from "../releases/current.ts";
import {
  addVersion,
  type LockedRelease,
  lockRelease,
  type NewVersion,
  recordEvent,
  refuseStale,
} from "../releases/versions.ts";
import { transact } from "../transact.ts";
import { illegal } from "../transition.ts";
import { wakeFor } from "../wakes.ts";
import { holdSectionFor, sectionMeant } from "./articles/sections.ts";
import { refuseUnseenChange } from "./four-eyes.ts";
import { keepClaim } from "./waiting/claim.ts";
import { lookedOver } from "./waiting/sample.ts";

export type EditedCopy = { readonly [Field in keyof Copy]?: Copy[Field] | undefined };
export interface Edit extends EditedCopy {
  readonly subjects?: readonly Subject[] | undefined;
}

/**
 * Changes what a waiting, approved or scheduled release says, as a new version by the editor.
 *
 * @param seen the `lockVersion` that the editor was looking at
 * @throws {AppError} `not-found`, `illegal-transition`, `stale`, `already-claimed`, `four-eyes`, `invalid-request`
 */
export function editRelease(
  ctx: Context<Editor>,
  id: string,
  seen: number,
  edit: Edit,
): Promise<CurrentRelease> {
  const { subjects, ...changes } = edit;
  return transact(ctx, async (tx) => {
    await holdSectionFor(tx, [id], changes.category);
    const release = await lockForDesk(tx, ctx, id, seen, "edit");
    const section = await sectionMeant(tx, release.publication.slug, changes.category);
    await noteSection(tx, ctx, release, section);
    const set = [
      ...(section === undefined ? [] : [Prisma.sql`category = ${section}, category_by_desk = true`]),
      ...(subjects === undefined
        ? []
        : [Prisma.sql`subjects = ${JSON.stringify(subjects)}::jsonb, subjects_by_desk = true`]),
    ];
    return putInForce(tx, ctx, release, "edit", {
      copy: changed(release.copy, changes),
      ...(set.length > 0 ? { set: Prisma.join(set) } : {}),
    });
  });
}

/** Refuses a section that the release's publication has not. @throws {AppError} `invalid-request`, `not-found` */
export async function refuseSection(
  ctx: Context<Editor>,
  id: string,
  category: string | null | undefined,
): Promise<void> {
  const { publication } = await findRelease(ctx.db, ctx, id);
  await sectionMeant(ctx.db, publication.slug, category);
}

/**
 * Holds a release for a change by the desk. That it is out by now is said before that it has changed: reading it again
 * would not help.
 *
 * @throws {AppError} `not-found`, `illegal-transition`, `stale`, `already-claimed`, `four-eyes`
 */
export async function lockForDesk(
  tx: Tx,
  ctx: Context<Editor>,
  id: string,
  seen: number,
  action: string,
): Promise<LockedRelease> {
  const release = await lockRelease(tx, ctx, id, null);
  if (!statesOpenToDesk.includes(release.status)) {
    throw illegal(ctx.actor, action, release.status, release.appealedAt !== null);
  }
  refuseStale(release, seen);
  await keepClaim(tx, ctx, release);
  await refuseUnseenChange(tx, release);
  return release;
}

/** Adds the version, with its line in the history. */
export async function putInForce(
  tx: Tx,
  ctx: Context<Editor>,
  release: LockedRelease,
  action: string,
  { note, ...change }: NewVersion & { readonly note?: string },
): Promise<CurrentRelease> {
  const set = change.set ? Prisma.sql`${change.set}, ${lookedOver}` : lookedOver;
  const version = await addVersion(tx, ctx, release, { ...change, set });
  await recordEvent(tx, ctx, { ...release, version }, action, { note });
  // A publication that was under way holds back when the version moves; somebody has to come again.
  if (release.status !== "needs_review") wakeFor(tx, ctx, "publish", release.id);
  return findRelease(tx, ctx, release.id);
}
