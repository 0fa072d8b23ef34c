/** An article as the desk finds it: by its id, within the editor's publication, live or not. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { notFound } from "../../../errors.ts";
import { type Article, articleFrom, joined, shownColumns } from "../../articles/article.ts";

export interface DeskArticle extends Article {
  readonly releaseId: string;
}

/**
 * An article of a publication that the editor works for.
 *
 * @throws {AppError} `not-found`
 */
export async function findArticleOfDesk(
  tx: Tx,
  { actor, config }: Context<Editor>,
  id: string,
): Promise<DeskArticle> {
  const [row] = await tx.$queryRaw<Parameters<typeof articleFrom>[0][]>`
    select ${shownColumns}, a.release_id as "releaseId"
    from ${joined}
    where a.id = ${id}::uuid
      ${actor.publicationId === null ? Prisma.empty : Prisma.sql`and a.publication_id = ${actor.publicationId}::uuid`}`;
  if (!row) throw notFound("article");
  return { ...articleFrom(row, config.baseUrl), releaseId: String(row.releaseId) };
}
