/** The rule packs of a publication, as they are shown. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import type { Prisma } from "../../../db/generated/client.ts";
import { readKeptPack } from "../../../domain/rules/packs/pack-changes.ts";
import { type RulePack, standardPack } from "../../../domain/rules/packs/standard-pack.ts";
import { notFound } from "../../../errors.ts";
import { type OwnPublication, ownPublication } from "../publications/settings.ts";

/** A pack as lists show it. */
export interface ListedPack {
  /** `standard`, the shipped one, or a UUID. */
  readonly id: string;
  /** As verdicts name it: `main@7`. */
  readonly name: string;
  /** Slug of the publication whose it is; `null` of the shipped one. */
  readonly publication: string | null;
  /** Counts the publication's packs from 1; 0 is the shipped one. */
  readonly number: number;
  readonly note: string | null;
  readonly author: { readonly id: string; readonly name: string } | null;
  readonly createdAt: Date | null;
  /** Whether it is in force: of the shipped pack, in the publication that is listed. */
  readonly active: boolean;
}

export interface WholePack extends ListedPack {
  readonly pack: RulePack;
  /** Rules and lists in it that this release of the program does not understand. */
  readonly misread: readonly string[];
}

/** The columns that a listed pack is made of. */
export const shown = {
  id: true,
  number: true,
  note: true,
  authorId: true,
  authorName: true,
  createdAt: true,
  publication: { select: { id: true, slug: true, rulePack: true } },
} as const satisfies Prisma.RulePackSelect;

type Row = Prisma.RulePackGetPayload<{ select: typeof shown }>;

export function listedFrom({ publication, authorId, authorName, ...row }: Row): ListedPack {
  return {
    ...row,
    name: `${publication.slug}@${row.number}`,
    publication: publication.slug,
    author: { id: authorId, name: authorName },
    active: publication.rulePack === row.id,
  };
}

function shippedFor({ rulePack }: OwnPublication): ListedPack {
  return {
    id: standardPack.id,
    name: `${standardPack.id}@${standardPack.version}`,
    ...{ publication: null, number: 0, note: null, author: null, createdAt: null },
    active: rulePack === standardPack.id,
  };
}

/** A page of a publication's packs, the newest first and the shipped one last. @throws {AppError} `not-found` */
export async function listPacks(
  ctx: Context<Editor>,
  {
    publication,
    limit,
    after,
  }: { publication?: string | undefined; limit: number; after?: number | undefined },
): Promise<ListedPack[]> {
  const own = await ownPublication(ctx.db, ctx, publication);
  const rows = await ctx.db.rulePack.findMany({
    where: { publicationId: own.id, ...(after !== undefined && { number: { lt: after } }) },
    orderBy: { number: "desc" },
    take: limit + 1,
    select: shown,
  });
  return [...rows.map(listedFrom), ...(after === 0 ? [] : [shippedFor(own)])].slice(0, limit + 1);
}

/**
 * A pack whole.
 *
 * @param publication in which the shipped pack is in force or not
 * @throws {AppError} `not-found`, also for another publication's
 */
export async function findWholePack(
  ctx: Context<Editor>,
  id: string,
  publication?: string,
): Promise<WholePack> {
  if (id === standardPack.id) {
    return { ...shippedFor(await ownPublication(ctx.db, ctx, publication)), pack: standardPack, misread: [] };
  }
  const row = await ctx.db.rulePack.findFirst({
    where: { id, ...ownAlone(ctx) },
    select: { ...shown, pack: true },
  });
  if (!row) throw notFound("rule pack");
  const { pack, ...listed } = row;
  return { ...listedFrom(listed), ...readKeptPack(pack) };
}

function ownAlone({ actor }: Context<Editor>): Prisma.RulePackWhereInput {
  return actor.publicationId === null ? {} : { publicationId: actor.publicationId };
}

/** The pack in force in a publication. */
export async function findActive(tx: Tx, own: OwnPublication): Promise<ListedPack> {
  if (own.rulePack === standardPack.id) return shippedFor(own);
  return listedFrom(await tx.rulePack.findUniqueOrThrow({ where: { id: own.rulePack }, select: shown }));
}
