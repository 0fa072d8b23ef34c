/** Which addresses and URLs belong to the public internet, so that a stranger's never leads into our own network. Pure. */

import ipaddr from "ipaddr.js";

/**
 * Whether an IP address is a host of the public internet. Forms that carry an IPv4 address inside an IPv6 one are not,
 * whatever the inner one is: no public host needs them, and they lead around the list.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  // Of IPv6 only 2000::/3 is given out; `unicast` here is whatever has no other name.
  return !(address instanceof ipaddr.IPv6) || ((address.parts[0] ?? 0) & 0xe000) === 0x2000;
}

/** Why a URL is no place to send to. */
export type UrlObjection = "invalid-url" | "private-address";

const maxLength = 2000;

/**
 * The URL in the one form that is sent to, or the objection. A name passes: what it stands for is looked at when it is
 * connected to, and never before.
 */
export function readOutgoingUrl(text: string, allowPrivate: boolean): URL | UrlObjection {
  if (text.length > maxLength || !URL.canParse(text)) return "invalid-url";
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return "invalid-url";
  if (!isPortOfWeb(url.port)) return "invalid-url";
  url.hash = "";
  // The dot of the root is not part of a certificate's name.
  url.hostname = url.hostname.replace(/\.$/, "");
  return allowPrivate || !isPrivateHost(url.hostname) ? url : "private-address";
}

/** The usual two, and those that any program may open: mail, databases of the system and the like are not ours to call. */
function isPortOfWeb(port: string): boolean {
  return port === "" || port === "80" || port === "443" || Number(port) >= 1024;
}

function isPrivateHost(hostname: string): boolean {
  if (/(^|\.)localhost$/.test(hostname)) return true;
  const literal = hostname.replace(/^\[(.*)\]$/, "$1");
  return ipaddr.isValid(literal) && !isPublicAddress(literal);
}
