/** A feed of articles as RSS 2.0, Atom and JSON Feed 1.1. */

import { Feed } from "feed";
import type { Article } from "../../../services/articles/article.ts";
import type { TakenDownArticle } from "../../../services/articles/feed-articles.ts";
import { asText, writable } from "./markup.ts";

/** What a feed is of, and where it is. */
export interface Channel {
  readonly title: string;
  readonly baseUrl: string;
  /** Path and query of the list of the same articles. */
  readonly site: string;
  /** Path and query of each format. */
  readonly paths: Readonly<Record<FeedFormat, string>>;
}

export type FeedFormat = "rss" | "atom" | "json";

/** File names and types of the formats. */
export const feedFormats = {
  rss: { file: "rss.xml", type: "application/rss+xml; charset=utf-8", name: "RSS 2.0" },
  atom: { file: "atom.xml", type: "application/atom+xml; charset=utf-8", name: "Atom" },
  json: { file: "feed.json", type: "application/feed+json; charset=utf-8", name: "JSON Feed 1.1" },
} as const satisfies Record<FeedFormat, object>;

/**
 * Writes the feed. The id of an item stays through corrections, which say their notices above the text and move the
 * date of the change. RSS and JSON Feed have no word for what was taken down: there it is gone; Atom names it (RFC 6721).
 */
export function writeFeed(
  format: FeedFormat,
  channel: Channel,
  articles: readonly Article[],
  takenDown: readonly TakenDownArticle[],
): string {
  const feed = feedOf(format, channel, articles, takenDown);
  if (format === "rss") return writable(feed.rss2());
  if (format === "json") return writeJson(feed, articles);
  return withTombstones(withTypes(writable(feed.atom1()), articles), takenDown);
}

function feedOf(
  format: FeedFormat,
  { title, baseUrl, site, paths }: Channel,
  articles: readonly Article[],
  takenDown: readonly TakenDownArticle[],
): Feed {
  const changes = [...articles.map(({ updatedAt }) => updatedAt), ...takenDown.map(({ at }) => at)];
  const [language, ...others] = new Set(articles.map((article) => article.language));
  const links = Object.entries(paths).map(([name, path]) => [name, `${baseUrl}${path}`]);
  const feed = new Feed({
    id: `${baseUrl}${paths[format]}`,
    link: `${baseUrl}${site}`,
    title,
    description: `News releases in ${title}`,
    copyright: "",
    generator: "Dateline",
    // RSS has one language for all that a channel has.
    ...(language !== undefined && others.length === 0 && { language }),
    updated: new Date(Math.max(0, ...changes.map(Number))),
    feedLinks: Object.fromEntries(links),
  });
  for (const article of articles) feed.addItem(itemOf(format, article));
  return feed;
}

function itemOf(format: FeedFormat, article: Article): Parameters<Feed["addItem"]>[0] {
  const { image, category, organization, headline, summary } = article;
  return {
    id: `urn:uuid:${article.id}`,
    guid: `urn:uuid:${article.id}`,
    // The library says of titles in Atom that they are HTML, and readers take a description in RSS for it.
    title: format === "atom" ? asText(headline) : headline,
    link: article.url,
    description: format === "json" ? summary : asText(summary),
    content: contentOf(article),
    // RSS has one date; the others know the first and the last.
    date: format === "rss" ? article.publishedAt : article.updatedAt,
    published: article.publishedAt,
    // In RSS an author is a mail address; the name has an element of Dublin Core.
    ...(format === "rss"
      ? { extensions: [{ name: "dc:creator", objects: { _text: organization.name } }] }
      : { author: [{ name: organization.name, ...(organization.url && { link: organization.url }) }] }),
    ...(category && { category: [{ name: category.name, term: category.slug }] }),
    ...(image && (format === "json" ? { image: image.url } : { enclosure: enclosureOf(image) })),
  };
}

function enclosureOf({ url, contentType, bytes }: NonNullable<Article["image"]>) {
  return { url, type: contentType, length: bytes };
}

/** The text with its dateline, and above it what was corrected. */
function contentOf({ corrections, dateline, bodyHtml, boilerplate }: Article): string {
  const notices = corrections.map(
    ({ at, notice }) => `<p>Correction, ${at.slice(0, 10)}: ${asText(notice)}</p>`,
  );
  const place = dateline ? [`<p>${asText(dateline.text)}</p>`] : [];
  const about = boilerplate === null ? [] : [`<p>${asText(boilerplate)}</p>`];
  return [...notices, ...place, bodyHtml, ...about].join("\n");
}

/** The library writes version 1.0 of the format; what 1.1 (jsonfeed.org/version/1.1) says otherwise is put right. */
function writeJson(feed: Feed, articles: readonly Article[]): string {
  const { author: _single, ...document } = JSON.parse(feed.json1()) as Record<string, unknown>;
  const items = (document.items as Record<string, unknown>[]).map(({ author, ...item }, place) => {
    const article = articles[place];
    return {
      ...item,
      authors: author === undefined ? [] : [author].flat(),
      language: article?.language,
      tags: [...(article?.category ? [article.category.name] : []), ...(article?.tags ?? [])],
      attachments: article?.attachments.map(({ url, contentType, bytes, fileName }) => ({
        url,
        mime_type: contentType,
        title: fileName,
        size_in_bytes: bytes,
      })),
      ...(article?.corrections.length && { _dateline: { corrections: article.corrections } }),
    };
  });
  return JSON.stringify({ ...document, version: "https://jsonfeed.org/version/1.1", items });
}

/** The library makes a type out of the end of the address, which says none; it is the picture's (RFC 4287, 4.2.7.3). */
function withTypes(atom: string, articles: readonly Article[]): string {
  const types = new Map(articles.flatMap(({ image }) => (image ? [[image.url, image.contentType]] : [])));
  return atom.replace(
    /(<link rel="enclosure" href="([^"]*)") type="[^"]*"/g,
    (_all, link: string, href: string) => `${link} type="${types.get(href) ?? "image/*"}"`,
  );
}

/** RFC 6721: readers drop the entry, and may show why. */
function withTombstones(atom: string, takenDown: readonly TakenDownArticle[]): string {
  const tombstones = takenDown.map(({ id, at, notice }) => {
    const comment = notice === null ? "" : `<at:comment>${asText(notice)}</at:comment>`;
    return `<at:deleted-entry ref="urn:uuid:${id}" when="${at.toISOString()}">${comment}</at:deleted-entry>`;
  });
  return atom
    .replace("<feed ", '<feed xmlns:at="http://purl.org/atompub/tombstones/1.0" ')
    .replace(/<\/feed>\s*$/, () => `${tombstones.join("\n")}\n</feed>\n`);
}
