/** LK-01, LK-03: how many links there are, and whom they pay. Whether they work is LK-02 in `dead-links.ts`. Pure. */

import type { Words } from "../reading/word-lists.ts";
import { counted } from "../reading/words.ts";
import { defineRule, graded, limit } from "../rule.ts";
import { inBody, type ReleaseView } from "../view.ts";

const count = defineRule({
  id: "LK-01",
  what: "More links than the length of the text bears; a heap of them is grave.",
  why: "Releases full of links are written for search engines.",
  settings: graded.extend({ free: limit, wordsPerLink: limit.positive(), max: limit, graveMax: limit }),
  run(view, { severity, grave, free, wordsPerLink, max, graveMax }) {
    const first = new Map<string, (typeof view.body.links)[number]>();
    for (const link of view.body.links) {
      if (hostOf(link.href) && !first.has(link.href)) first.set(link.href, link);
    }
    const links = [...first.values()];
    const allowed = Math.max(free, Math.min(max, Math.floor(view.wordCount / wordsPerLink)));
    const excess = links[allowed];
    if (!excess) return [];
    const message = `The body has ${counted(links.length, "link")}; ${allowed} are enough for its length.`;
    return [inBody(view, excess, { message, severity: links.length > graveMax ? grave : severity })];
  },
});

const paid = defineRule({
  id: "LK-03",
  what: "Links that pay somebody for the click (grave), and shortened ones.",
  why: "A reader must see where a link leads, and the newspaper earns nobody a commission.",
  settings: graded,
  run(view, { severity, grave }) {
    const { sourceUrl, event } = view.copy;
    const fields = [
      { pointer: "/sourceUrl", href: sourceUrl },
      { pointer: "/event/url", href: event?.url },
    ];
    const judge = (href: string) => {
      if (isAffiliate(href, view.words)) return { message: "This is an affiliate link.", severity: grave };
      if (!isShortened(href, view.words)) return undefined;
      return { message: "This link is shortened; give the address that it leads to.", severity };
    };
    const found = view.body.links.flatMap((link) => {
      const verdict = judge(link.href);
      return verdict ? [{ ...inBody(view, link, verdict), evidence: link.href }] : [];
    });
    const inFields = fields.flatMap(({ pointer, href }) => {
      const verdict = href ? judge(href) : undefined;
      return verdict && href ? [{ pointer, evidence: href, ...verdict }] : [];
    });
    return [...found, ...inFields];
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
  const url = new URL(href);
  const tagged = /(?:^|\.)amazon\.[a-z.]+$/.test(host) && url.searchParams.has("tag");
  return (
    tagged || isOneOf(host, affiliateHosts) || affiliateParameters.some((name) => url.searchParams.has(name))
  );
}

/** The addresses in the body that are shortened or pay. */
export function dubiousLinks({ body, words }: ReleaseView) {
  return body.links.filter(({ href }) => isShortened(href, words) || isAffiliate(href, words));
}

function isOneOf(host: string | undefined, hosts: readonly string[]): boolean {
  return host !== undefined && hosts.some((known) => host === known || host.endsWith(`.${known}`));
}

function hostOf(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined;
  const { protocol, hostname } = new URL(href);
  return /^https?:$/.test(protocol) ? hostname.replace(/^www\./, "") : undefined;
}
