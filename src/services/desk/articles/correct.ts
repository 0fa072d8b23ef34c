/** Correcting what is already public. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { slugOf } from "../../../domain/articles/slug.ts";
import { stateAfter } from "../../../domain/releases/lifecycle.ts";
import type { Copy } from "../../../domain/releases/release.ts";
import { everyFault, within } from "../../../errors.ts";
import { freeSlugs } from "../../articles/free-slug.ts";
import { noteSection } from "../../learning/decisions.ts";
import { changedArticleColumns, filesOfArticle } from "../../pipeline/article-rows.ts";
import { type PublicFile, readFiles } from "../../pipeline/publishable.ts";
import { changed } from "../../releases/amend.ts";
import { type CurrentRelease, findRelease } from "../../releases/current.ts";
import { refuseMissingAssets } from "../../releases/submission-faults.ts";
import { addVersion, lockRelease, stale } from "../../releases/versions.ts";
import { transact } from "../../transact.ts";
import { illegal, moveOrRefuse } from "../../transition.ts";
import type { EditedCopy } from "../edit.ts";
import { keepClaim } from "../waiting/claim.ts";
import { lookedOver, noteLook } from "../waiting/sample.ts";
import { type DeskArticle, findArticleOfDesk } from "./desk-articles.ts";
import { holdSectionFor, sectionMeant } from "./sections.ts";

export interface Correction {
  readonly changes: EditedCopy;
  /** What was wrong, for the reader. */
  readonly notice: string;
}

/**
 * Replaces the text of a published release and says, in public, what was wrong with it. The earlier version stays
 * in the history; an earlier slug keeps leading to the article.
 *
 * @param seen the article's version that the editor was looking at
 * @throws {AppError} `not-found`, `illegal-transition`, `stale`, `already-claimed`, `invalid-request`
 */
export function correctArticle(
  ctx: Context<Editor>,
  articleId: string,
  seen: number,
  { changes, notice }: Correction,
): Promise<DeskArticle> {
  return transact(ctx, async (tx) => {
    const { releaseId, appearance } = await findArticleOfDesk(tx, ctx, articleId);
    await holdSectionFor(tx, [releaseId], changes.category);
    const release = await lockRelease(tx, ctx, releaseId, null);
    if (!stateAfter("correct", release.status))
      throw illegal(ctx.actor, "correct", release.status, release.appealedAt !== null);
    if (release.version !== seen) throw stale(`${release.version}-${appearance}`);
    await keepClaim(tx, ctx, release);
    const copy = changed(release.copy, changes);
    const [section] = await readChanges(tx, ctx, release, { ...changes, attachments: copy.attachments });
    const category = section === undefined ? release.category : section;
    const version = await addVersion(tx, ctx, release, {
      copy,
      notice,
      set: Prisma.sql`category = ${category}, ${lookedOver}`,
    });
    await noteLook(tx, ctx, release, "correct");
    await noteSection(tx, ctx, release, section);
    // Before the move, which tells of the article as it stands then.
    const keepsBoilerplate = changes.boilerplate === undefined;
    await changeArticle(tx, ctx, articleId, copy, { notice, category, version, keepsBoilerplate });
    await moveOrRefuse(tx, ctx, releaseId, "correct", { reason: notice, notice });
    return findArticleOfDesk(tx, ctx, articleId);
  }).catch((error: unknown) => {
    throw within("/changes", error);
  });
}

/** What changes mean for a release, as far as it can be told. @throws {AppError} `invalid-request` with every fault */
function readChanges(
  tx: Tx,
  ctx: Context<Editor>,
  { publication, organization }: CurrentRelease,
  { category, attachments = [] }: EditedCopy,
) {
  return everyFault(
    () => sectionMeant(tx, publication.slug, category),
    () => refuseMissingAssets(tx, ctx, organization.id, attachments),
  );
}

/**
 * Refuses what can be told to be wrong with a part of a correction.
 *
 * @throws {AppError} `invalid-request`, `not-found`
 */
export async function refuseCorrection(
  ctx: Context<Editor>,
  articleId: string,
  changes: EditedCopy,
): Promise<void> {
  const { releaseId } = await findArticleOfDesk(ctx.db, ctx, articleId);
  await readChanges(ctx.db, ctx, await findRelease(ctx.db, ctx, releaseId), changes).catch(
    (error: unknown) => {
      throw within("/changes", error);
    },
  );
}

async function changeArticle(
  tx: Tx,
  ctx: Context<Editor>,
  articleId: string,
  copy: Copy,
  change: {
    readonly notice: string;
    readonly category: string | null;
    readonly version: number;
    readonly keepsBoilerplate: boolean;
  },
): Promise<void> {
  const { notice, category, version, keepsBoilerplate } = change;
  const slug = await slugFor(tx, ctx, articleId, copy.headline);
  const files = await filesFor(tx, articleId, copy);
  const printed = await tx.article.findUniqueOrThrow({
    where: { id: articleId },
    select: { boilerplate: true },
  });
  const boilerplate = keepsBoilerplate ? printed.boilerplate : null;
  await tx.articleFile.deleteMany({ where: { articleId } });
  await tx.$executeRaw`
    with article as (
      update articles set version = ${version}, slug = ${slug}, category_slug = ${category},
        updated_at = ${ctx.clock.sqlNow},
        corrections = corrections || jsonb_build_array(jsonb_build_object(
          'at', to_char(${ctx.clock.sqlNow} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'notice', ${notice}::text)),
        ${await changedArticleColumns(copy, boilerplate, files)}
      where id = ${articleId}::uuid
      returning id
    ), ${filesOfArticle(files)}
    select from article`;
}

/** The files of a corrected article: those that stay keep their public addresses. */
async function filesFor(tx: Tx, articleId: string, copy: Copy): Promise<PublicFile[]> {
  const before = await tx.articleFile.findMany({
    where: { articleId },
    select: { id: true, storageKey: true },
  });
  const ids = new Map(before.map(({ id, storageKey }) => [storageKey, id]));
  const files = await readFiles(tx, copy.attachments);
  return files.map((file) => ({ ...file, id: ids.get(file.storageKey) ?? file.id }));
}

/** The article's slug after a correction: its own while the headline gives the same, else another beside the old. */
async function slugFor(tx: Tx, ctx: Context<Editor>, articleId: string, headline: string): Promise<string> {
  const article = await tx.article.findUniqueOrThrow({
    where: { id: articleId },
    select: { slug: true, headline: true, publicationId: true },
  });
  if (slugOf(article.headline) === slugOf(headline)) return article.slug;
  const standing = { id: articleId, publicationId: article.publicationId, headline };
  for await (const slug of freeSlugs(tx, standing)) {
    if (await takeSlug(tx, ctx, standing, slug)) return slug;
  }
  throw new Error(`Article ${articleId} finds no free slug`);
}

/** Whether the article has the slug now; had another been quicker, nothing changes. */
async function takeSlug(
  tx: Tx,
  { clock }: Context,
  { publicationId, id }: { readonly publicationId: string; readonly id: string },
  slug: string,
): Promise<boolean> {
  const own = await tx.$queryRaw<unknown[]>`
    with taken as (
      insert into article_slugs (publication_id, slug, article_id, created_at)
      values (${publicationId}::uuid, ${slug}, ${id}::uuid, ${clock.sqlNow})
      on conflict (publication_id, slug) do nothing
      returning slug
    )
    select slug from taken
    union all
    select slug from article_slugs
    where publication_id = ${publicationId}::uuid and slug = ${slug} and article_id = ${id}::uuid`;
  return own.length > 0;
}
