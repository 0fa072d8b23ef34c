/** Finding the domains of a list in addresses and in text, with everything below them. Pure. */

import type { Range } from "../../source-text/source-text.ts";

/** A name with a dot in it, also in other scripts and with their stops. Bounded, so that a text of stops costs no more. */
const typedHost =
  /(?:[\p{L}\p{N}][\p{L}\p{M}\p{N}-]{0,62}[.。．｡]){1,8}[\p{L}\p{N}][\p{L}\p{M}\p{N}-]{1,62}/gu;

/** The domain that somebody means by a name or an address, as it is compared; `undefined` for what is none. */
export function domainOf(given: string): string | undefined {
  const text = given.trim().replace(/^\*\./, "");
  const host = hostOf(/^https?:\/\//i.test(text) ? text : `http://${text}`)?.replace(/^www\./, "");
  return host !== undefined && /^[^.]+(\.[^.]+)+$/.test(host) && host.length <= 253 ? host : undefined;
}

/** The host of an address, in small letters and ASCII; of a mail address, what is behind the @. */
export function hostOf(address: string): string | undefined {
  const mail = /^mailto:[^?]*@([^?,>]+)/i.exec(address)?.[1];
  const url = mail === undefined ? address : `http://${mail}`;
  // An address without a scheme takes the page's own.
  if (!URL.canParse(url, "https://page.invalid")) return undefined;
  const { hostname } = new URL(url, "https://page.invalid");
  return hostname === "page.invalid" || hostname === "" ? undefined : hostname.replace(/\.$/, "");
}

/** The domain of the list that a host is, or is below of. */
export function listedDomain(
  host: string | undefined,
  domains: ReadonlyMap<string, unknown>,
): string | undefined {
  const labels = host?.split(".") ?? [];
  return labels.map((_, index) => labels.slice(index).join(".")).find((domain) => domains.has(domain));
}

/** Hosts that a text names, with or without a scheme before them. */
export function hostsIn(text: string): (Range & { readonly host: string | undefined })[] {
  return Array.from(text.matchAll(typedHost), ({ 0: typed, index }) => ({
    host: hostOf(`http://${typed}`),
    start: index,
    end: index + typed.length,
  }));
}
