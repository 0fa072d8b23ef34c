/** LK-01, LK-03: how many links there are, and whom they pay. Whether they work is LK-02 in `dead-links.ts`. Pure. */

import { countWords } from "../../source-text/source-text.ts";
import type { Words } from "../reading/word-lists.ts";
import { counted } from "../reading/words.ts";
import { defineRule, graded, limit } from "../rule.ts";
import type { ReleaseView } from "../view.ts";
import { linksAbove, linksOfBoilerplate, type TypedLink } from "./typed-links.ts";

const count = defineRule({
  id: "LK-01",
  what: "More links in body and boilerplate than their length bears; a heap of them is grave.",
  why: "Releases full of links are written for search engines.",
  settings: graded.extend({ free: limit, wordsPerLink: limit.positive(), max: limit, graveMax: limit }),
  run(view, { severity, grave, free, wordsPerLink, max, graveMax }, { organization }) {
    const links = distinct([...linksOfBody(view), ...linksOfBoilerplate(view, organization.boilerplate)]);
    const words = view.wordCount + countWords(view.copy.boilerplate ?? organization.boilerplate ?? "");
    const allowed = Math.max(free, Math.min(max, Math.floor(words / wordsPerLink)));
    const excess = links[allowed];
    if (!excess) return [];
    const message = `The release has ${counted(links.length, "link")}; ${allowed} are enough for its length.`;
    const { href: _, ...place } = excess;
    return [{ ...place, message, severity: links.length > graveMax ? grave : severity }];
  },
});

const paid = defineRule({
  id: "LK-03",
  what: "Links that pay somebody for the click (grave), and shortened ones, in whatever readers see.",
  why: "A reader must see where a link leads, and the newspaper earns nobody a commission.",
  settings: graded,
  run(view, { severity, grave }, { organization }) {
    const { sourceUrl, event } = view.copy;
    const links = [
      ...linksOfBody(view),
      ...linksAbove(view),
      ...linksOfBoilerplate(view, organization.boilerplate),
      ...(sourceUrl ? [{ pointer: "/sourceUrl", href: sourceUrl }] : []),
      ...(event?.url ? [{ pointer: "/event/url", href: event.url }] : []),
    ];
    const judge = (href: string) => {
      if (isAffiliate(href, view.words)) return { message: "This is an affiliate link.", severity: grave };
      if (!isShortened(href, view.words)) return undefined;
      return { message: "This link is shortened; give the address that it leads to.", severity };
    };
    return links.flatMap(({ href, ...place }) => {
      const verdict = judge(href);
      return verdict ? [{ ...place, evidence: href, ...verdict }] : [];
    });
  },
});

export const linkRules = [count, paid];

/** Whether the address names a service that hides where a link leads. */
function isShortened(href: string, { shorteners }: Words): boolean {
  return isOneOf(hostOf(href), shorteners);
}

/** Whether following the address earns somebody a commission, by its host or its parameters. */
function isAffiliate(href: string, words: Words): boolean {
  const { affiliateHosts, affiliateParameters, affiliateExceptions } = words;
  const host = hostOf(href);
  if (!host || isOneOf(host, affiliateExceptions)) return false;
  // Shops read the names of their parameters in any case.
  const parameters = [...new URL(href).searchParams.keys()].map((name) => name.toLowerCase());
  const own = shopParameters.filter(({ shop }) => shop.test(host)).map(({ parameter }) => parameter);
  return (
    isOneOf(host, affiliateHosts) ||
    [...affiliateParameters, ...own].some((name) => parameters.includes(name))
  );
}

/** What pays at one shop and means something else elsewhere. */
const shopParameters = [
  { shop: /(?:^|\.)amazon\.[a-z.]+$/, parameter: "tag" },
  { shop: /(?:^|\.)ebay\.[a-z.]+$/, parameter: "campid" },
  { shop: /(?:^|\.)booking\.com$/, parameter: "aid" },
];

/** The addresses of a release that are shortened or pay. */
export function dubiousLinks(view: ReleaseView): TypedLink[] {
  const { words } = view;
  return [...linksOfBody(view), ...linksAbove(view), ...linksOfBoilerplate(view, null)].filter(
    ({ href }) => isShortened(href, words) || isAffiliate(href, words),
  );
}

function linksOfBody({ body }: ReleaseView): TypedLink[] {
  return body.links.map(({ href, ...words }) => ({
    ...{ href, pointer: "/body", span: body.spanOf(words) },
    evidence: href,
  }));
}

/** Each page once, where it is linked first. */
function distinct(links: readonly TypedLink[]): TypedLink[] {
  const first = new Map<string, TypedLink>();
  for (const link of links) {
    if (hostOf(link.href) && !first.has(link.href)) first.set(link.href, link);
  }
  return [...first.values()];
}

function isOneOf(host: string | undefined, hosts: readonly string[]): boolean {
  return host !== undefined && hosts.some((known) => host === known || host.endsWith(`.${known}`));
}

function hostOf(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined;
  const { protocol, hostname } = new URL(href);
  return /^https?:$/.test(protocol) ? hostname.replace(/^www\./, "") : undefined;
}
