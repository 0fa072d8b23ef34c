/** What a release said from version to version, and what changed between two of them. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import type { Prisma } from "../../db/generated/client.ts";
import { compareCopies, type FieldChange } from "../../domain/releases/diff-copy.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { notFound } from "../../errors.ts";
import { withinReach } from "./current.ts";

export interface Version {
  readonly number: number;
  readonly copy: Copy;
  readonly author: { readonly role: string; readonly id: string; readonly name: string };
  readonly notice: string | null;
  readonly createdAt: Date;
}

/** Versions hold whole texts: a page ends before it has more, as JSON. */
const maxPageBytes = 1_000_000;
const beyondAll = 2_147_483_647;

/**
 * A page of the versions of a release, the newest first, and the number after which the next begins; `null` for none.
 *
 * @throws {AppError} `not-found`
 */
export async function listVersions(
  ctx: Context,
  id: string,
  { limit, after }: { readonly limit: number; readonly after?: number | undefined },
): Promise<{ readonly versions: Version[]; readonly next: number | null }> {
  const sized = await ctx.hot.$queryRaw<{ number: number; bytes: number }[]>`
    select number, octet_length(copy::text) as bytes from release_versions
    where release_id = ${id}::uuid and number < ${after ?? beyondAll}
    order by number desc limit ${limit}`;
  let total = 0;
  const fitting = sized.filter(({ bytes }, at) => {
    total += bytes;
    return at === 0 || total <= maxPageBytes;
  });
  const numbers = fitting.map(({ number }) => number);
  const versions = await readVersions(ctx.db, ctx, id, { number: { in: numbers } });
  // They are numbered from 1 without a gap.
  const last = numbers.at(-1) ?? 1;
  return { versions, next: last > 1 ? last : null };
}

/**
 * One version of a release.
 *
 * @throws {AppError} `not-found`, also for a number that there is not yet
 */
export async function findVersion(tx: Tx, ctx: Context, id: string, number: number): Promise<Version> {
  const [version] = await readVersions(tx, ctx, id, { number });
  if (!version) throw notFound("version");
  return version;
}

export interface Comparison {
  /** `null` for what was before the first. */
  readonly from: number | null;
  readonly to: number;
  readonly changes: readonly FieldChange[];
}

/**
 * What version `to` says otherwise than version `from`, or than the one before it.
 *
 * @throws {AppError} `not-found`, also for a number that there is not yet
 */
export async function compareVersions(
  ctx: Context,
  id: string,
  to: number,
  from: number = to - 1,
): Promise<Comparison> {
  const versions = await readVersions(ctx.db, ctx, id, { number: { in: [from, to] } });
  const copyOf = (wanted: number) => versions.find(({ number }) => number === wanted)?.copy;
  const [before, after] = [copyOf(from), copyOf(to)];
  const isFirst = from === 0;
  if (!after || (!before && !isFirst)) throw notFound("version");
  return { from: isFirst ? null : from, to, changes: compareCopies(before ?? null, after) };
}

async function readVersions(
  tx: Tx,
  ctx: Context,
  id: string,
  which: Prisma.ReleaseVersionWhereInput,
): Promise<Version[]> {
  const release = await tx.release.findFirst({
    where: { AND: [{ id }, withinReach(ctx)] },
    select: { versions: { where: which, orderBy: { number: "desc" } } },
  });
  if (!release) throw notFound("release");
  return release.versions.map(({ authorRole, authorId, authorName, copy, ...version }) => ({
    ...version,
    // What the column holds is written by this project alone, through the type that it is read with.
    copy: copy as unknown as Copy,
    author: { role: authorRole, id: authorId, name: authorName },
  }));
}
