/** An article as readers see it. This folder reads only tables that hold what is public (ADR-0008). */

import { Prisma } from "../../db/generated/client.ts";
import { articleAddress } from "../../domain/articles/article-address.ts";
import type { Copy, Kind } from "../../domain/releases/release.ts";
import { printLocal } from "../../domain/time/local-time.ts";
import type { Subject } from "../releases/current.ts";

interface ArticleFile {
  readonly url: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
}

export interface Article {
  readonly id: string;
  readonly slug: string;
  readonly url: string;
  readonly publication: string;
  readonly kind: Kind;
  readonly headline: string;
  readonly dek: string | null;
  readonly summary: string;
  readonly teaser: string;
  readonly dateline: (NonNullable<Copy["dateline"]> & { readonly text: string }) | null;
  readonly bodyHtml: string;
  readonly bodyText: string;
  readonly category: { readonly slug: string; readonly name: string } | null;
  readonly subjects: readonly Subject[];
  readonly tags: readonly string[];
  readonly tickers: readonly string[];
  readonly organization: {
    readonly id: string;
    readonly name: string;
    readonly url: string | null;
    readonly trust: string;
  };
  readonly source: { readonly name: string; readonly url: string | null };
  readonly mediaContact: Copy["mediaContact"] | null;
  readonly boilerplate: string | null;
  readonly person: Copy["person"];
  readonly event: Copy["event"];
  readonly image: ArticleFile | null;
  readonly attachments: readonly ArticleFile[];
  readonly language: string;
  readonly wordCount: number;
  readonly publishedAt: Date;
  readonly publishedAtLocal: string;
  readonly updatedAt: Date;
  readonly version: number;
  /** Moves with what it shows of its publication and section; the entity tag has both. */
  readonly appearance: number;
  readonly corrections: readonly { readonly at: string; readonly notice: string }[];
}

/** The tables `a` (articles) and `p` (publications). */
export const withPublication = Prisma.sql`articles a join publications p on p.id = a.publication_id`;

/** The tables `a` (articles), `p` (publications) and `c` (categories), which the columns below are of. */
export const joined = Prisma.sql`${withPublication}
  left join categories c on c.publication_id = a.publication_id and c.slug = a.category_slug`;

/** Columns of the tables `a` (articles), `p` (publications) and `c` (categories) that make an article. */
const listedColumns = Prisma.sql`a.id, a.slug, a.kind, a.headline, a.dek, a.summary, a.teaser, a.dateline,
  a.dateline_text as "datelineText", a.category_slug as "categorySlug", c.name as "categoryName", a.subjects, a.tags,
  a.tickers, a.organization_id as "organizationId", a.organization_name as "organizationName",
  a.organization_url as "organizationUrl", a.organization_trust as "organizationTrust", a.source_url as "sourceUrl",
  a.media_contact as "mediaContact", a.person, a.event, a.attachments, a.language, a.word_count as "wordCount",
  a.published_at as "publishedAt", a.updated_at as "updatedAt", a.version, a.corrections,
  p.slug as publication, p.time_zone as "timeZone", p.appearance`;

/** The same without the long texts, which a list leaves out. */
export const shownInList = Prisma.sql`${listedColumns}, '' as "bodyHtml", '' as "bodyText", null as boilerplate`;
export const shownColumns = Prisma.sql`${listedColumns}, a.body_html as "bodyHtml", a.body_text as "bodyText", a.boilerplate`;

type Plain = Omit<
  Article,
  "url" | "dateline" | "category" | "organization" | "source" | "image" | "attachments" | "publishedAtLocal"
>;

export interface ArticleRow extends Plain {
  readonly datelineText: string | null;
  readonly dateline: Copy["dateline"];
  readonly categorySlug: string | null;
  readonly categoryName: string | null;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly organizationUrl: string | null;
  readonly organizationTrust: string;
  readonly sourceUrl: string | null;
  readonly attachments: readonly (Omit<ArticleFile, "url"> & { readonly path: string })[];
  readonly timeZone: string;
  readonly releaseId?: string;
}

/** The article of a row, with links under the public origin. */
export function articleFrom(row: ArticleRow, baseUrl: string): Article {
  const {
    datelineText,
    dateline,
    categorySlug,
    categoryName,
    sourceUrl,
    timeZone,
    releaseId: _private,
    ...rest
  } = row;
  const { organizationId, organizationName, organizationUrl, organizationTrust, attachments, ...plain } =
    rest;
  const files = attachments.map(({ path, ...file }) => ({ url: `${baseUrl}${path}`, ...file }));
  return {
    ...plain,
    url: articleAddress(baseUrl, row),
    dateline: dateline && { ...dateline, text: datelineText ?? dateline.city },
    category: categorySlug === null ? null : { slug: categorySlug, name: categoryName ?? categorySlug },
    organization: {
      id: organizationId,
      name: organizationName,
      url: organizationUrl,
      trust: organizationTrust,
    },
    source: { name: organizationName, url: sourceUrl ?? organizationUrl },
    image: files.find(({ contentType }) => contentType.startsWith("image/")) ?? null,
    attachments: files,
    publishedAtLocal: printLocal(row.publishedAt, timeZone),
  };
}
