/** The key that a request brings along, in its header and nowhere else. */

import type { FastifyRequest } from "fastify";

const visible = /^[\x21-\x7e]{1,256}$/;

/** The bearer key; where browsers come by themselves, also the password of `Basic`, whatever user name is with it. */
export function keyIn({ headers, routeOptions }: FastifyRequest): string | undefined {
  const [scheme = "", value = ""] = /^(\w+) +(\S+) *$/.exec(headers.authorization ?? "")?.slice(1) ?? [];
  if (scheme.toLowerCase() === "bearer") return visible.test(value) ? value : undefined;
  if (scheme.toLowerCase() !== "basic" || !routeOptions.config.forBrowsers) return undefined;
  const password = Buffer.from(value, "base64")
    .toString("utf8")
    .replace(/^[^:]*:/, "");
  return visible.test(password) ? password : undefined;
}

/** What a 401 asks for. */
export function challengeOf({ routeOptions }: FastifyRequest): { readonly "www-authenticate": string } {
  const scheme = routeOptions.config.forBrowsers
    ? 'Basic realm="dateline", charset="UTF-8"'
    : 'Bearer realm="dateline"';
  return { "www-authenticate": scheme };
}
