/** LK-02: links that lead nowhere. Which do is asked outside and handed in; here it is only said where they stand. Pure. */

import { readOutgoingUrl } from "../../addresses/public-address.ts";
import type { Severity } from "../../releases/moderation.ts";
import type { Copy } from "../../releases/release.ts";
import { type Range, sourceText } from "../../source-text/source-text.ts";
import { defineRule, graded, type Hit } from "../rule.ts";

/** Why an address surely leads nowhere. */
export const deadReasons = ["404", "410", "unresolved", "refused"] as const;
export type DeadReason = (typeof deadReasons)[number];

/** Addresses that lead nowhere, in the one form that is asked for. */
export type DeadLinks = ReadonlyMap<string, DeadReason>;

interface LinkPlace {
  readonly pointer: string;
  readonly span?: Range;
  /** As it was sent. */
  readonly href: string;
  /** As it is asked for. */
  readonly address: string;
}

/** So many addresses of a release are asked for; LK-01 sends back what has more than 15. */
const maxAddresses = 20;

/** The addresses that a release names and that may be asked for, each once. */
export function addressesIn(copy: Copy): string[] {
  return [...new Set(linkPlaces(copy).map(({ address }) => address))].slice(0, maxAddresses);
}

function linkPlaces(copy: Copy): LinkPlace[] {
  const { body, bodyFormat, boilerplate, sourceUrl, event } = copy;
  const inText = (pointer: string, field: string, format: Copy["bodyFormat"]) => {
    const source = sourceText(field, format);
    return source.links.map((link) => ({ pointer, span: source.spanOf(link), href: link.href }));
  };
  const places = [
    ...inText("/body", body, bodyFormat),
    ...(boilerplate ? inText("/boilerplate", boilerplate, "text") : []),
    ...(sourceUrl ? [{ pointer: "/sourceUrl", href: sourceUrl }] : []),
    ...(event?.url ? [{ pointer: "/event/url", href: event.url }] : []),
  ];
  return places.flatMap((place) => {
    const url = readOutgoingUrl(place.href, false);
    return typeof url === "string" ? [] : [{ ...place, address: url.href }];
  });
}

const wordsFor: Readonly<Record<DeadReason, string>> = {
  404: "the server says that there is no such page (404)",
  410: "the server says that the page is gone for good (410)",
  unresolved: "there is no server of this name",
  refused: "nobody answers there",
};

/** What is objected to: every place of a dead address. */
function deadPlaces(copy: Copy, deadLinks: DeadLinks): Hit[] {
  return linkPlaces(copy).flatMap(({ pointer, span, href, address }) => {
    const reason = deadLinks.get(address);
    if (!reason) return [];
    const message = `This link leads nowhere: ${wordsFor[reason]}.`;
    return [{ pointer, evidence: href, message, ...(span && { span }) }];
  });
}

/** What the rule looks at: only this, so that it can be asked alone about a release that waits. */
interface LinkFacts {
  readonly deadLinks?: DeadLinks | undefined;
  readonly isDue?: boolean | undefined;
}

export const deadLinkRule = {
  id: "LK-02",
  what: "A link that surely leads nowhere: its page or its server is gone. Grave when the release is about to go out. Asked only where the operator turned that on.",
  why: "A reader who follows a link has to find what the text promises.",
  settings: graded,
  run(
    { copy }: { readonly copy: Copy },
    { severity, grave }: { readonly severity: Severity; readonly grave: Severity },
    { deadLinks, isDue = false }: LinkFacts,
  ): Hit[] {
    if (!deadLinks?.size) return [];
    return deadPlaces(copy, deadLinks).map((hit) => ({ ...hit, severity: isDue ? grave : severity }));
  },
};

export const deadLinkRules = [defineRule(deadLinkRule)];
