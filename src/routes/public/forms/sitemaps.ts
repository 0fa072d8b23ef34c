/** Sitemaps by the protocol of sitemaps.org, and Google's extension for news. */

import { Readable } from "node:stream";
import { ErrorLevel, SitemapIndexStream, SitemapStream, streamToPromise } from "sitemap";
import type { NewsAddress } from "../../../services/articles/sitemap-articles.ts";

/** What the library objects to it would print for each address, past the log. */
const quiet = { level: ErrorLevel.SILENT };
const plain = { news: false, image: false, video: false, xhtml: false };

/** The index: the addresses of the files that name articles. */
export async function writeSitemapIndex(addresses: readonly string[]): Promise<string> {
  const items = addresses.map((url) => ({ url }));
  return (await streamToPromise(Readable.from(items).pipe(new SitemapIndexStream(quiet)))).toString();
}

/** A file of addresses, with when each last changed. */
export async function writeSitemap(
  pages: readonly { readonly url: string; readonly changedAt: Date }[],
): Promise<string> {
  const items = pages.map(({ url, changedAt }) => ({ url, lastmod: changedAt.toISOString() }));
  return written(items, new SitemapStream({ ...quiet, xmlns: plain }));
}

/** The news of two days, under the publication's name. */
export async function writeNewsSitemap(
  publicationName: string,
  news: readonly (NewsAddress & { readonly url: string })[],
): Promise<string> {
  const items = news.map(({ url, headline, language, publishedAt }) => ({
    url,
    news: {
      publication: { name: publicationName, language: newsLanguage(language) },
      publication_date: publishedAt.toISOString(),
      title: headline,
    },
  }));
  return written(items, new SitemapStream({ ...quiet, xmlns: { ...plain, news: true } }));
}

/** Google's form of it: ISO 639, and which of the two writings of Chinese. */
function newsLanguage(tag: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  if (language !== "zh") return language;
  return script === "Hant" ? "zh-tw" : "zh-cn";
}

async function written(items: readonly object[], stream: SitemapStream): Promise<string> {
  // The library ends a stream without a single address with an error; a set without one is a set all the same.
  if (items.length === 0)
    return `${emptyHead}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>`;
  return (await streamToPromise(Readable.from(items).pipe(stream))).toString();
}

const emptyHead = '<?xml version="1.0" encoding="UTF-8"?>';
