/** The submitter changes a release that is a draft or was sent back. */

import { isDeepStrictEqual } from "node:util";
import type { Context, Submitter } from "../../context.ts";
import { isTaken } from "../../db/conflicts.ts";
import { Prisma } from "../../db/generated/client.ts";
import { statesOpenToSubmitter } from "../../domain/releases/lifecycle.ts";
import type { Copy, ReleasePatch } from "../../domain/releases/release.ts";
import { transact } from "../transact.ts";
import { illegal } from "../transition.ts";
import { attested, takenBack } from "./attestation.ts";
import { type CurrentRelease, findRelease } from "./current.ts";
import { plan } from "./plan.ts";
import { takenReference } from "./receive.ts";
import { addVersion, lockRelease, recordEvent } from "./versions.ts";

/**
 * Replaces the fields that the patch names, as a new version; `null` clears a field.
 *
 * @param seen the `lockVersion` that the submitter was looking at
 * @throws {AppError} `not-found`, `stale`, `illegal-transition`, `duplicate-external-ref`
 */
export function amendRelease(
  ctx: Context<Submitter>,
  id: string,
  seen: number,
  patch: ReleasePatch,
): Promise<CurrentRelease> {
  const { externalRef, embargoedUntil: _e, publishAt: _p, attestation, ...changes } = patch;
  return transact(ctx, async (tx) => {
    const release = await lockRelease(tx, ctx, id, seen);
    if (!statesOpenToSubmitter.includes(release.status)) {
      throw illegal(ctx.actor, "amend", release.status, release.appealedAt !== null);
    }
    if (changesNothing(release, patch)) return release;
    const set = columnsOf(patch);
    const version = await addVersion(tx, ctx, release, { copy: changed(release.copy, changes), ...set });
    const word = attestation === null ? takenBack : attested(ctx, attestation);
    await recordEvent(tx, ctx, { ...release, version }, "amend", { attestation: word });
    return findRelease(tx, ctx, id);
  }).catch(async (error: unknown) => {
    throw isTaken(error, "external_ref") ? await takenReference(ctx, externalRef ?? null) : error;
  });
}

/** Nothing is asked for, or only what the copy says already: then it stays this version, and nobody's reading of it is old. */
function changesNothing(release: CurrentRelease, patch: ReleasePatch): boolean {
  const { externalRef, embargoedUntil, publishAt, attestation, category, ...copy } = patch;
  const others = [externalRef, embargoedUntil, publishAt, attestation, category];
  return (
    others.every((value) => value === undefined) &&
    isDeepStrictEqual(changed(release.copy, copy), release.copy)
  );
}

/** The copy with the fields that the changes name. */
export function changed(
  copy: Copy,
  changes: { readonly [Field in keyof Copy]?: Copy[Field] | undefined },
): Copy {
  const named = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...copy, ...Object.fromEntries(named) };
}

function columnsOf({ category, externalRef, embargoedUntil, publishAt }: ReleasePatch): { set?: Prisma.Sql } {
  const set = [
    ...(category === undefined
      ? []
      : [Prisma.sql`category = case when category_by_desk then category else ${category} end`]),
    ...(externalRef === undefined ? [] : [Prisma.sql`external_ref = ${externalRef}`]),
    ...(embargoedUntil === undefined ? [] : [plan("embargo", embargoedUntil)]),
    ...(publishAt === undefined ? [] : [plan("publish", publishAt)]),
  ];
  return set.length > 0 ? { set: Prisma.join(set) } : {};
}
