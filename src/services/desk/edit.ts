/** An editor changes the copy of a release before it is out; afterwards it is corrected instead. */

import type { Context, Editor } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { statesOpenToDesk } from "../../domain/lifecycle.ts";
import type { Copy } from "../../domain/release.ts";
import { changed } from "../releases/amend.ts";
import { type CurrentRelease, findRelease, type Subject } from "../releases/current.ts";
import { addVersion, lockRelease, recordEvent } from "../releases/versions.ts";
import { transact } from "../transact.ts";
import { illegal } from "../transition.ts";
import { keepClaim } from "./claim.ts";
import { refuseUnknownCategory } from "./sections.ts";

export type EditedCopy = { readonly [Field in keyof Copy]?: Copy[Field] | undefined };
export interface Edit extends EditedCopy {
  readonly subjects?: readonly Subject[] | undefined;
}

/**
 * Changes what a waiting, approved or scheduled release says, as a new version by the editor.
 *
 * @param seen the `lockVersion` that the editor was looking at
 * @throws {AppError} `not-found`, `stale`, `illegal-transition`, `already-claimed`, `invalid-request`
 */
export function editRelease(
  ctx: Context<Editor>,
  id: string,
  seen: number,
  edit: Edit,
): Promise<CurrentRelease> {
  const { subjects, ...changes } = edit;
  return transact(ctx, async (tx) => {
    const release = await lockRelease(tx, ctx, id, seen);
    if (!statesOpenToDesk.includes(release.status)) {
      throw illegal(ctx.actor, "edit", release.status, release.appealedAt !== null);
    }
    await keepClaim(tx, ctx, release);
    await refuseUnknownCategory(tx, release, changes.category);
    const set = [
      ...(changes.category === undefined ? [] : [Prisma.sql`category = ${changes.category}`]),
      ...(subjects === undefined ? [] : [Prisma.sql`subjects = ${JSON.stringify(subjects)}::jsonb`]),
    ];
    const version = await addVersion(tx, ctx, release, {
      copy: changed(release.copy, changes),
      ...(set.length > 0 ? { set: Prisma.join(set) } : {}),
    });
    await recordEvent(tx, ctx, { ...release, version }, "edit");
    return findRelease(tx, ctx, id);
  }).then((edited) => {
    // A publication that was under way holds back when the version moves; somebody has to come again.
    if (edited.status !== "needs_review") {
      ctx.queues.wake("publish", id);
    }
    return edited;
  });
}
