/** The rows of articles, as parts of the statement that publishes or corrects their releases. */

import { setImmediate as othersFirst } from "node:timers/promises";
import { detectLanguage } from "../../adapters/models/language.ts";
import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import { articleText } from "../../domain/articles/article.ts";
import type { Copy } from "../../domain/releases/release.ts";
import type { PublicFile, Publishable } from "./publishable.ts";

/** The language of an article whose body tells too little of its own. */
const newspapersOwn = "en";

/** What an article shows of its copy, column by column. */
const copyColumns = {
  kind: "release_kind",
  headline: "text",
  dek: "text",
  summary: "text",
  teaser: "text",
  dateline: "jsonb",
  dateline_text: "text",
  body_html: "text",
  body_text: "text",
  keywords: "text[]",
  word_count: "int",
  tags: "text[]",
  tickers: "text[]",
  source_url: "text",
  media_contact: "jsonb",
  boilerplate: "text",
  person: "jsonb",
  event: "jsonb",
  attachments: "jsonb",
  language: "text",
} as const;

/** What publishing knows of an article beside its copy. */
const standingColumns = {
  release_id: "uuid",
  lock_version: "int",
  id: "uuid",
  slug: "text",
  category: "text",
  subjects: "jsonb",
  organization_name: "text",
  organization_url: "text",
  organization_trust: "trust",
  files: "jsonb",
} as const;

const fileColumns = {
  id: "uuid",
  storage_key: "text",
  file_name: "text",
  content_type: "text",
  bytes: "int",
} as const;

const copyNames = Prisma.raw(Object.keys(copyColumns).join(", "));
const givenNames = Prisma.raw(
  Object.keys(copyColumns)
    .map((name) => `given.${name}`)
    .join(", "),
);

/** A release that is to stand under a slug. */
export type Placed = Publishable & { readonly slug: string };

/**
 * The expression `given` for `transitionAll`: what the article of each release is to be. One value carries them all, so
 * that the statement has one text for however many.
 */
export async function articlesOf(ctx: Context, releases: readonly Placed[]): Promise<Prisma.Sql> {
  const rows: Row<typeof copyColumns & typeof standingColumns>[] = [];
  for (const release of releases) {
    // Making an article of a long copy takes its time, and others wait for the process too.
    if (rows.length > 0) await othersFirst();
    const { id, lockVersion, slug, category, subjects, organization, copy, files } = release;
    rows.push({
      release_id: id,
      lock_version: lockVersion,
      id: newId(ctx.clock.now()),
      slug,
      category,
      subjects,
      organization_name: organization.name,
      organization_url: organization.url,
      organization_trust: organization.trust,
      files: files.map(fileRow),
      ...(await copyRow(copy, organization.boilerplate, files)),
    });
  }
  return Prisma.sql`given as materialized (
      select * from ${recordset(rows, { ...standingColumns, ...copyColumns })}
    )`;
}

/** Common table expressions that make the articles of `given`, their slugs and their files, for each row of `moved`. */
export function newArticles({ clock }: Context): Prisma.Sql {
  return Prisma.sql`article as (
      insert into articles (id, release_id, publication_id, slug, version, category_slug, subjects,
        organization_id, organization_name, organization_url, organization_trust, published_at, updated_at, ${copyNames})
      select given.id, moved.id, moved.publication_id, given.slug, moved.version, given.category, given.subjects,
        moved.organization_id, given.organization_name, given.organization_url, given.organization_trust,
        moved.moved_at, moved.moved_at, ${givenNames}
      from moved join given on given.release_id = moved.id
      returning id, release_id, publication_id, slug, version
    ), slug as (
      insert into article_slugs (publication_id, slug, article_id, created_at)
      select publication_id, slug, id, ${clock.sqlNow} from article
    ), ${fileRows(Prisma.sql`select article.id, given.files from article join given using (release_id)`)}`;
}

/** The assignments that bring an article's row in line with a corrected copy. */
export async function changedArticleColumns(
  copy: Copy,
  boilerplate: string | null,
  files: readonly PublicFile[],
): Promise<Prisma.Sql> {
  const row = await copyRow(copy, boilerplate, files);
  return Prisma.sql`(${copyNames}) = (select ${copyNames} from ${recordset([row], copyColumns)})`;
}

/** A common table expression that makes files public, if `article` has a row. */
export function filesOfArticle(files: readonly PublicFile[]): Prisma.Sql {
  const rows = JSON.stringify(files.map(fileRow), wellFormed);
  return fileRows(Prisma.sql`select id, ${rows}::jsonb as files from article`);
}

/** The files of articles; `of` yields their ids, and each one's files as JSON. */
function fileRows(of: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`public_file as (
    insert into article_files (id, storage_key, file_name, content_type, bytes, article_id)
    select file.id, file.storage_key, file.file_name, file.content_type, file.bytes, a.id
    from (${of}) as a cross join lateral jsonb_to_recordset(a.files) as file (${Prisma.raw(typed(fileColumns))})
  )`;
}

type Columns = Readonly<Record<string, string>>;
type Row<Of extends Columns> = { readonly [Name in keyof Of]: unknown };

/** Half a pair of UTF-16 units, which an entity of HTML can bring in, is no text to JSON in PostgreSQL. */
const wellFormed = (_name: string, value: unknown) =>
  typeof value === "string" ? value.toWellFormed() : value;

/** Rows that a statement is given as one value. */
function recordset<Of extends Columns>(rows: readonly Row<Of>[], columns: Of): Prisma.Sql {
  return Prisma.sql`jsonb_to_recordset(${JSON.stringify(rows, wellFormed)}::jsonb) as given (${Prisma.raw(typed(columns))})`;
}

function typed(columns: Columns): string {
  return Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(", ");
}

function fileRow({ id, storageKey, fileName, contentType, bytes }: PublicFile): Row<typeof fileColumns> {
  return { id, storage_key: storageKey, file_name: fileName, content_type: contentType, bytes };
}

async function copyRow(
  copy: Copy,
  boilerplate: string | null,
  files: readonly PublicFile[],
): Promise<Row<typeof copyColumns>> {
  const text = articleText(copy);
  return {
    kind: copy.kind,
    headline: text.headline,
    dek: text.dek,
    summary: text.summary,
    teaser: text.teaser,
    dateline: text.dateline,
    dateline_text: text.datelineText,
    body_html: text.bodyHtml,
    body_text: text.bodyText,
    keywords: text.keywords,
    word_count: text.wordCount,
    tags: copy.tags,
    tickers: copy.tickers,
    source_url: copy.sourceUrl,
    media_contact: copy.mediaContact.public ? copy.mediaContact : null,
    boilerplate: copy.boilerplate ?? boilerplate,
    person: copy.person,
    event: copy.event,
    attachments: files.map(({ id, storageKey: _private, ...shown }) => ({ ...shown, path: `/files/${id}` })),
    language: copy.language ?? (await detectLanguage(text.bodyText)) ?? newspapersOwn,
  };
}
