/** Rows of the tables that an article stands in, as lines of COPY's text format. */

import { bodyHtml } from "../../src/domain/articles/body-html.ts";
import { excerpt, summaryLength, teaserLength } from "../../src/domain/articles/excerpt.ts";
import type { SeedArticle, SeedOrganization } from "./article.ts";

export interface SeedSection {
  readonly publicationId: string;
  readonly slug: string;
  /** IPTC's code for what the section is about. */
  readonly qcode: string;
  readonly name: string;
}

/** The tables in the order in which their keys allow, with the columns that `linesOf` fills. */
export const columns = {
  releases:
    "id,publication_id,organization_id,status,kind,headline,category,submitted_at,created_at,moved_at,updated_at",
  release_versions: "release_id,number,copy,author_role,author_id,author_name,created_at",
  articles: `id,release_id,publication_id,slug,version,kind,headline,dek,summary,teaser,dateline,dateline_text,body_html,
    body_text,category_slug,subjects,tags,tickers,organization_id,organization_name,organization_url,organization_trust,
    boilerplate,keywords,language,word_count,published_at,updated_at`,
  article_slugs: "publication_id,slug,article_id,created_at",
  article_terms: "publication_id,term,published_at,article_id",
} as const;

export type Table = keyof typeof columns;

/** The lines of one article, by table. */
export function linesOf(
  article: SeedArticle,
  { publicationId, slug: section, qcode, name }: SeedSection,
  issuer: SeedOrganization,
): Record<Table, string> {
  const { id, releaseId, slug, kind, headline, dek, town, tags, publishedAt: at } = article;
  const bodyText = article.paragraphs.join("\n\n");
  const copy = {
    ...sameInAll,
    kind,
    headline,
    dek,
    dateline: { city: town },
    body: bodyText,
    category: section,
    tags,
  };
  const subjects = [{ qcode, name, score: 0.9 }];
  const terms = [...tags.map((tag) => `tag:${tag}`), `subject:${qcode}`];
  return {
    releases: line(releaseId, publicationId, issuer.id, "published", kind, headline, section, at, at, at, at),
    release_versions: line(releaseId, 1, copy, "submitter", issuer.id, issuer.name, at),
    articles: line(
      ...[id, releaseId, publicationId, slug, 1, kind, headline, dek, excerpt(bodyText, summaryLength)],
      ...[
        excerpt(dek, teaserLength),
        { city: town },
        town.toUpperCase(),
        bodyHtml(bodyText, "text"),
        bodyText,
      ],
      ...[section, subjects, array(tags), "{}", issuer.id, issuer.name, issuer.url, "trusted"],
      ...[`${issuer.name} works on the coast.`, array(keywords(headline))],
      ...["en", bodyText.split(/\s+/).length, at, at],
    ),
    article_slugs: line(publicationId, slug, id, at),
    article_terms: terms.map((term) => line(publicationId, term, at, id)).join(""),
  };
}

const sameInAll = {
  ...{ summary: null, bodyFormat: "text", boilerplate: null, language: "en", tickers: [], sourceUrl: null },
  ...{ person: null, event: null, attachments: [] },
  mediaContact: { name: "Press desk", email: "press@coast.example" },
};
const keywords = (headline: string) =>
  headline
    .toLowerCase()
    .split(" ")
    .filter((word) => word.length > 3);
const array = (items: readonly string[]) => `{${items.map((item) => `"${item}"`).join(",")}}`;
const escapes: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function line(...values: readonly unknown[]): string {
  return `${values.map(written).join("\t")}\n`;
}

function written(value: unknown): string {
  if (value === null) return "\\N";
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.replaceAll(/[\\\n\r\t]/g, (mark) => escapes[mark] ?? mark);
}
