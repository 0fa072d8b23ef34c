/** `Link` headers that lead from one form of what readers read to the others (RFC 8288). */

import { articleAddress, queryOf } from "../../../domain/articles/article-address.ts";
import { feedFormats } from "./feed.ts";

interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type?: string;
}

/** The value of the header. */
function linkHeader(links: readonly Link[]): string {
  return links
    .map(({ href, rel, type }) => `<${href}>; rel="${rel}"${type === undefined ? "" : `; type="${type}"`}`)
    .join(", ");
}

/** Where else an article can be had. */
export function linksOfArticle(
  baseUrl: string,
  article: { readonly publication: string; readonly slug: string },
): string {
  const part = (name: string) => articleAddress(baseUrl, article, name);
  return linkHeader([
    { href: part(""), rel: "canonical", type: "application/json" },
    { href: part("/ninjs"), rel: "alternate", type: "application/json" },
    { href: part("/jsonld"), rel: "alternate", type: "application/ld+json" },
    { href: part("/related"), rel: "related", type: "application/json" },
  ]);
}

/** The page after the one at `url`. */
export function linkToNext(baseUrl: string, url: string, cursor: string): string {
  const { pathname, searchParams } = new URL(url, baseUrl);
  searchParams.set("cursor", cursor);
  return linkHeader([{ href: `${baseUrl}${pathname}?${searchParams}`, rel: "next" }]);
}

/** An address that somebody is sent on to, with what was asked for beside what it says itself. */
export function asAsked(address: string, url: string): string {
  const target = new URL(address);
  for (const [name, value] of new URL(url, address).searchParams) {
    if (!target.searchParams.has(name)) target.searchParams.set(name, value);
  }
  return target.href;
}

/** The feeds of the articles of a list. */
export function linksOfList(baseUrl: string, { publication, category, organization }: FeedOf): string {
  const feeds = Object.values(feedFormats).map(({ file, type }) => ({
    href: `${baseUrl}${feedPath(file, { publication, category, organization })}`,
    rel: "alternate",
    type: type.split(";")[0] ?? type,
  }));
  return linkHeader(feeds);
}

/** Path and query of the list of the same articles. */
export function listPath({ publication, category, organization }: FeedOf): string {
  const asked = new URLSearchParams({
    ...(publication !== "main" && { publication }),
    ...(organization === undefined ? category !== undefined && { category } : { organization }),
  });
  return asked.size === 0 ? "/v1/articles" : `/v1/articles?${asked}`;
}

interface FeedOf {
  readonly publication: string;
  readonly category?: string | undefined;
  readonly organization?: string | undefined;
}

/** Path and query of a feed; there is none of an organisation within a section, so the organisation decides. */
export function feedPath(file: string, { publication, category, organization }: FeedOf): string {
  const query = queryOf(publication);
  if (organization !== undefined) return `/feeds/organizations/${organization}/${file}${query}`;
  return category === undefined
    ? `/feeds/${file}${query}`
    : `/feeds/${encodeURIComponent(category)}/${file}${query}`;
}
