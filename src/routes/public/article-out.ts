/** What leaves about articles: the schema of contract section 6, and the article made into it. */

import { z } from "zod";
import { kinds } from "../../domain/releases/release.ts";
import type { Article } from "../../services/articles/article.ts";
import {
  datelineOut,
  eventOut,
  instantOut,
  iso,
  mediaContactOut,
  personOut,
  subjectOut,
} from "../representations.ts";

const file = z.object({
  url: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
});

export const articleOut = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    url: z.string(),
    publication: z.string(),
    kind: z.enum(kinds),
    headline: z.string(),
    dek: z.string().nullable(),
    summary: z.string(),
    teaser: z.string(),
    dateline: datelineOut.extend({ text: z.string() }).nullable(),
    bodyHtml: z.string(),
    bodyText: z.string(),
    category: z.object({ slug: z.string(), name: z.string() }).nullable(),
    subjects: z.array(subjectOut),
    tags: z.array(z.string()),
    tickers: z.array(z.string()),
    organization: z.object({
      id: z.uuid(),
      name: z.string(),
      url: z.string().nullable(),
      trust: z.string(),
    }),
    source: z.object({ name: z.string(), url: z.string().nullable() }),
    mediaContact: mediaContactOut.omit({ public: true }).nullable(),
    boilerplate: z.string().nullable(),
    person: personOut.nullable(),
    event: eventOut.nullable(),
    image: file.nullable(),
    attachments: z.array(file),
    language: z.string(),
    wordCount: z.int(),
    publishedAt: instantOut,
    publishedAtLocal: z.string().meta({ examples: ["27 Apr 2025, 21:28 GMT+10"] }),
    updatedAt: instantOut,
    version: z.int(),
    corrections: z.array(z.object({ at: instantOut, notice: z.string() })),
  })
  .meta({ id: "Article" });

export const listedArticleOut = articleOut
  .omit({ bodyHtml: true, bodyText: true, boilerplate: true })
  .meta({ id: "ListedArticle" });

/** An article whole. */
export function representArticle(article: Article): z.output<typeof articleOut> {
  const { bodyHtml, bodyText, boilerplate } = article;
  return { ...representListed(article), bodyHtml, bodyText, boilerplate };
}

/** An article as lists show it. */
export function representListed(article: Article): z.output<typeof listedArticleOut> {
  const {
    bodyHtml: _html,
    bodyText: _text,
    boilerplate: _about,
    appearance: _tag,
    mediaContact,
    ...rest
  } = article;
  const { public: _shown, ...contact } = mediaContact ?? {};
  return {
    ...rest,
    mediaContact: mediaContact && (contact as z.output<typeof articleOut>["mediaContact"]),
    subjects: [...rest.subjects],
    tags: [...rest.tags],
    tickers: [...rest.tickers],
    attachments: [...rest.attachments],
    corrections: [...rest.corrections],
    publishedAt: iso(rest.publishedAt),
    updatedAt: iso(rest.updatedAt),
  };
}
