/** Names of the domain name system as an organisation gives them, and whether a mailbox belongs to one. Pure. */

import { domainToASCII } from "node:url";
import { z } from "zod";

/** What the name of a proof is put before must still fit into the 253 characters of a name. */
const maxLength = 253 - "_dateline.".length;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** What ends a host in a URL; there it would be cut off in silence, or left out. */
const noPartOfName = /[\s/?#@:\\%]/u;

/**
 * The name as the domain name system knows it, in small letters and ASCII; `undefined` for an address, a single label
 * or no name at all.
 */
export function readDomainName(text: string): string | undefined {
  const given = text.trim().replace(/\.$/, "");
  const name = noPartOfName.test(given) ? "" : domainToASCII(given);
  const labels = name.split(".");
  const isName = name.length <= maxLength && labels.length > 1 && labels.every((part) => label.test(part));
  // A last label that begins with a digit is an IP address, however it is written.
  return isName && /^[a-z]/.test(labels.at(-1) ?? "") ? name : undefined;
}

/** A domain in a body or a path. */
export const domainName = z
  .string()
  .max(1000)
  .meta({ description: "Such as `society.example`; other scripts are taken as they are written." })
  .transform((text, ctx) => {
    const name = readDomainName(text);
    if (name !== undefined) return name;
    ctx.addIssue({ code: "custom", message: "must be a domain name such as society.example" });
    return z.NEVER;
  });

/** Whether a mailbox is at a domain, or at a name below it. */
export function isMailboxAt(email: string, domain: string): boolean {
  const host = domainToASCII(email.slice(email.lastIndexOf("@") + 1));
  return host !== "" && (host === domain || host.endsWith(`.${domain}`));
}

/** The domain that a website's address stands for, without `www.`. */
export function domainOfWebsite(website: string): string {
  return new URL(website).hostname.replace(/^www\./, "").replace(/\.$/, "");
}
