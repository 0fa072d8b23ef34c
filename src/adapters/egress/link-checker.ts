/**
 * Asking for an address that a release links to, for whether anything is there: HEAD, or GET where that is refused,
 * through redirects. Nothing of the release is said, nor where the link stands; never to an address of our own network.
 */

import { type Connector, openEgress } from "./egress.ts";
import { EgressFailure, type EgressReason } from "./failure.ts";
import type { Resolver } from "./resolver.ts";

/** `gone`: whoever is there says so. `nobody`: there is no such name, or no program that listens, which may pass. */
export interface LinkAnswer {
  readonly found: "works" | "gone" | "nobody" | "unknown";
  /** A status, or the failure. */
  readonly reason: string;
}

export interface LinkChecker {
  /** So long an address may take, in milliseconds. */
  readonly patienceMs: number;
  /** Asks for an address. Whatever goes wrong is an answer. */
  ask(address: string): Promise<LinkAnswer>;
  close(): Promise<void>;
}

const patience = { connectMs: 2000, answerMs: 4000 };
/** Both of them, and redirects between. */
const maxRequests = 8;
/** The last request may begin just before it. */
const beginWithinMs = 6000;

/** Says who asks and what for, and not which newspaper it is. */
const headers = { accept: "*/*", "user-agent": "Mozilla/5.0 (compatible; Dateline link check)" };

/** Opens the way to linked pages; private addresses are refused whatever webhooks may reach. */
export function openLinkChecker(options: {
  readonly resolver: Pick<Resolver, "addresses">;
  readonly connector?: Connector | undefined;
  readonly answerMs?: number;
}): LinkChecker {
  const { resolver, connector, answerMs = patience.answerMs } = options;
  const egress = openEgress({
    ...{ resolver, allowPrivate: false, patience: { ...patience, answerMs } },
    ...(connector && { connector }),
  });
  const send: Send = async (method, url) => {
    try {
      return await egress.send({ method, url, headers });
    } catch (error) {
      if (error instanceof EgressFailure) return { failure: error.reason };
      throw error;
    }
  };
  return {
    // The last request, and the one that makes sure.
    patienceMs: beginWithinMs + 2 * answerMs,
    ask: async (address) => {
      const answer = await follow(send, address);
      return answer.found === "nobody" && !(await isNobodyThere(send, resolver, answer))
        ? { found: "unknown", reason: answer.reason }
        : { found: answer.found, reason: answer.reason };
    },
    close: () => egress.close(),
  };
}

type Sent =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly failure: EgressReason };
type Send = (method: "HEAD" | "GET", url: string) => Promise<Sent>;

interface Followed extends LinkAnswer {
  /** Where that was. */
  readonly url: string;
}

async function follow(send: Send, address: string): Promise<Followed> {
  const endAt = performance.now() + beginWithinMs;
  let [url, method] = [address, "HEAD" as "HEAD" | "GET"];
  for (let asked = 0; asked < maxRequests && performance.now() < endAt; asked += 1) {
    const sent = await send(method, url);
    const next = redirectOf(sent, url);
    if (next !== undefined) url = next;
    else if (method === "HEAD" && mayAnswerToGet(sent)) method = "GET";
    else return { ...meaningOf(sent), url };
  }
  return { found: "unknown", reason: "redirects", url };
}

function redirectOf(sent: Sent, url: string): string | undefined {
  if (!("status" in sent) || sent.status < 300 || sent.status > 399) return undefined;
  const { location } = sent.headers;
  return location !== undefined && URL.canParse(location, url) ? new URL(location, url).href : undefined;
}

/** What a server may say to HEAD that it would not say to GET. */
const doubtfulToHead = [400, 403, 404, 405, 410, 501];

/** Many servers know HEAD badly: they refuse it, end the connection, or say 404 to it. */
function mayAnswerToGet(sent: Sent): boolean {
  if ("failure" in sent) return sent.failure === "reset" || sent.failure === "bad-answer";
  return doubtfulToHead.includes(sent.status);
}

function meaningOf(sent: Sent): LinkAnswer {
  if ("failure" in sent) {
    const isNobody = sent.failure === "unresolved" || sent.failure === "refused";
    return { found: isNobody ? "nobody" : "unknown", reason: sent.failure };
  }
  const reason = String(sent.status);
  if (sent.status === 404 || sent.status === 410) return { found: "gone", reason };
  return { found: sent.status < 400 ? "works" : "unknown", reason };
}

/** A name that nobody could be asked about may exist; and who is not at the port of https may be at that of http. */
async function isNobodyThere(
  send: Send,
  resolver: Pick<Resolver, "addresses">,
  { reason, url }: Followed,
): Promise<boolean> {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  if (reason === "unresolved") {
    return resolver.addresses(hostname).then(
      (addresses) => addresses.length === 0,
      () => false,
    );
  }
  if (protocol !== "https:" || port !== "") return true;
  const plain = await send("HEAD", `http://${hostname}${pathname}${search}`);
  return "failure" in plain && plain.failure === "refused";
}
