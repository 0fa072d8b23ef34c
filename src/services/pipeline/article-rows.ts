/** The rows of an article, as parts of the statement that publishes or corrects its release. */

import { detectLanguage } from "../../adapters/models/language.ts";
import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import { articleText } from "../../domain/articles/article.ts";
import type { Copy } from "../../domain/releases/release.ts";
import type { PublicFile, Publishable } from "./publishable.ts";

/** The language of an article whose body tells too little of its own. */
const newspapersOwn = "en";

/** Common table expressions that make the article, its slug and its files, if `moved` has a row. */
export async function newArticleRows(ctx: Context, release: Publishable, slug: string): Promise<Prisma.Sql> {
  const id = newId(ctx.clock.now());
  const { copy, organization, category, subjects, files } = release;
  const made = await columnsOf(copy, organization.boilerplate, files);
  return Prisma.sql`article as (
      insert into articles (id, release_id, publication_id, slug, version, category_slug, subjects,
        organization_id, organization_name, organization_url, organization_trust, published_at, updated_at,
        ${Prisma.join(made.map(({ name }) => name))})
      select ${id}::uuid, moved.id, moved.publication_id, ${slug}, moved.version, ${category},
        ${JSON.stringify(subjects)}::jsonb, moved.organization_id, ${organization.name}, ${organization.url},
        ${organization.trust}::trust, moved.moved_at, moved.moved_at, ${Prisma.join(made.map(({ value }) => value))}
      from moved
      returning id, publication_id, slug
    ), slug as (
      insert into article_slugs (publication_id, slug, article_id, created_at)
      select publication_id, slug, id, ${ctx.clock.sqlNow} from article
    )${files.length > 0 ? Prisma.sql`, ${fileRows(files)}` : Prisma.empty}`;
}

/** The assignments that bring an article's row in line with a corrected copy. */
export async function changedArticleColumns(
  copy: Copy,
  boilerplate: string | null,
  files: readonly PublicFile[],
): Promise<Prisma.Sql> {
  const columns = await columnsOf(copy, boilerplate, files);
  return Prisma.join(columns.map(({ name, value }) => Prisma.sql`${name} = ${value}`));
}

/** A common table expression that makes files public, if `article` has a row. */
export function fileRows(files: readonly PublicFile[]): Prisma.Sql {
  const rows = files.map(
    ({ id, storageKey, fileName, contentType, bytes }) =>
      Prisma.sql`(${id}::uuid, ${storageKey}, ${fileName}, ${contentType}, ${bytes}::int)`,
  );
  return Prisma.sql`public_file as (
    insert into article_files (id, storage_key, file_name, content_type, bytes, article_id)
    select f.*, article.id from article, (values ${Prisma.join(rows)}) as f
  )`;
}

interface Column {
  readonly name: Prisma.Sql;
  readonly value: Prisma.Sql;
}

async function columnsOf(
  copy: Copy,
  boilerplate: string | null,
  files: readonly PublicFile[],
): Promise<Column[]> {
  const text = articleText(copy);
  const attachments = files.map(({ id, storageKey: _private, ...shown }) => ({
    ...shown,
    path: `/files/${id}`,
  }));
  const contact = copy.mediaContact.public ? copy.mediaContact : null;
  return [
    { name: Prisma.sql`kind`, value: Prisma.sql`${copy.kind}::release_kind` },
    { name: Prisma.sql`headline`, value: Prisma.sql`${text.headline}` },
    { name: Prisma.sql`dek`, value: Prisma.sql`${text.dek}` },
    { name: Prisma.sql`summary`, value: Prisma.sql`${text.summary}` },
    { name: Prisma.sql`teaser`, value: Prisma.sql`${text.teaser}` },
    { name: Prisma.sql`dateline`, value: json(text.dateline) },
    { name: Prisma.sql`dateline_text`, value: Prisma.sql`${text.datelineText}` },
    { name: Prisma.sql`body_html`, value: Prisma.sql`${text.bodyHtml}` },
    { name: Prisma.sql`body_text`, value: Prisma.sql`${text.bodyText}` },
    { name: Prisma.sql`keywords`, value: Prisma.sql`${text.keywords}::text[]` },
    { name: Prisma.sql`word_count`, value: Prisma.sql`${text.wordCount}::int` },
    { name: Prisma.sql`tags`, value: Prisma.sql`${copy.tags}::text[]` },
    { name: Prisma.sql`tickers`, value: Prisma.sql`${copy.tickers}::text[]` },
    { name: Prisma.sql`source_url`, value: Prisma.sql`${copy.sourceUrl}` },
    { name: Prisma.sql`media_contact`, value: json(contact) },
    { name: Prisma.sql`boilerplate`, value: Prisma.sql`${copy.boilerplate ?? boilerplate}` },
    { name: Prisma.sql`person`, value: json(copy.person) },
    { name: Prisma.sql`event`, value: json(copy.event) },
    { name: Prisma.sql`attachments`, value: json(attachments) },
    {
      name: Prisma.sql`language`,
      value: Prisma.sql`${copy.language ?? (await detectLanguage(text.bodyText)) ?? newspapersOwn}`,
    },
  ];
}

function json(value: unknown): Prisma.Sql {
  return Prisma.sql`${value === null ? null : JSON.stringify(value)}::jsonb`;
}
