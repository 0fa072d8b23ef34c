/** The organisations as the desk looks them up. */

import type { Context, Editor, Trust } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { literally } from "../../db/patterns.ts";
import { notFound } from "../../errors.ts";
import { listLookalikes, type Named } from "./lookalikes.ts";
import { type Organization, organizationFrom, withProofs } from "./organization.ts";

export interface DirectoryFilter {
  readonly trust?: Trust | undefined;
  /** Words in the name. */
  readonly q?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** A page of organisations, the newest first, with one more than asked for to tell whether there is a next. */
export async function listOrganizations(
  { db }: Context<Editor>,
  { trust, q, limit, after }: DirectoryFilter,
): Promise<Organization[]> {
  const rows = await db.organization.findMany({
    where: {
      ...(trust && { trust }),
      ...(q && { name: { contains: literally(q), mode: "insensitive" } }),
      ...(after && { id: { lt: after } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    include: withProofs,
  });
  return rows.map(organizationFrom);
}

/** What came of an organisation's releases so far, where the editor works. */
interface Outcomes {
  readonly published: number;
  readonly rejected: number;
  readonly waiting: number;
}

/** Whom an organisation's name could be taken for besides, and what came of its releases. */
type Known = Organization & { readonly releases: Outcomes; readonly lookalikes: readonly Named[] };

/** One organisation, and what an editor who has to trust it would ask. @throws {AppError} `not-found` */
export async function findOrganization({ db, hot, actor }: Context<Editor>, id: string): Promise<Known> {
  const own =
    actor.publicationId === null
      ? Prisma.empty
      : Prisma.sql`and publication_id = ${actor.publicationId}::uuid`;
  const [row, [releases]] = await Promise.all([
    db.organization.findUnique({ where: { id }, include: withProofs }),
    db.$queryRaw<Outcomes[]>`
      select count(*) filter (where status = 'published')::int as published,
        count(*) filter (where status = 'rejected')::int as rejected,
        count(*) filter (where status = 'needs_review')::int as waiting
      from releases where organization_id = ${id}::uuid ${own}`,
  ]);
  if (!row || !releases) throw notFound("organization");
  return { ...organizationFrom(row), releases, lookalikes: await listLookalikes(hot, row) };
}
