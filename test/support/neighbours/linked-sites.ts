/**
 * The sites that releases link to, all on one port here: names mean what they are told to, and nobody outside is asked.
 * A connection says that it leads to a public address, since links are never asked for anywhere else.
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Connector } from "../../../src/adapters/egress/egress.ts";
import type { Resolver } from "../../../src/adapters/egress/resolver.ts";
import { openServer } from "./own-server.ts";

interface Visit {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
}

/** Answers a request: a status, or whatever else with the response. */
type Page = (visit: Visit, response: ServerResponse) => number | undefined;

export interface LinkedSites {
  readonly resolver: Resolver;
  readonly connector: Connector;
  /** Every request that came. */
  readonly visits: Visit[];
  /** Where connections were made to. */
  readonly dialled: string[];
  /** What a host answers; everything is there until told otherwise. */
  page(host: string, page: Page): void;
  /** What a name stands for: addresses, none, or `silent` where nobody says. */
  name(host: string, addresses: readonly string[] | "silent"): void;
  /** Has nobody listen at a host, or somebody again; `port` closes only that one. */
  refuse(host: string, isRefused?: boolean, port?: string): void;
  close(): Promise<void>;
}

const publicAddress = "93.184.216.34";

/** Opens them. */
export async function openLinkedSites(): Promise<LinkedSites> {
  const pages = new Map<string, Page>();
  const names = new Map<string, readonly string[] | "silent">();
  const refused = new Set<string>();
  const visits: Visit[] = [];
  const dialled: string[] = [];
  const { origin, close } = await openServer((request, _text, response) => {
    const { method = "", url = "", headers } = request;
    const host = String(headers.host);
    const visit = { method, url: `http://${host}${url}`, headers };
    visits.push(visit);
    const status = (pages.get(host.replace(/:\d+$/, "")) ?? (() => 200))(visit, response);
    if (status !== undefined) response.writeHead(status).end();
  });
  const port = Number(new URL(origin).port);
  const resolver: Resolver = {
    addresses: async (host) => {
      const addresses = names.get(host) ?? [publicAddress];
      if (addresses === "silent") throw new Error("queryA ETIMEOUT");
      return [...addresses];
    },
    texts: async () => [],
  };
  const connector: Connector =
    ({ lookup }) =>
    (target, callback) =>
      lookup(target.hostname, { all: true }, (error, found) => {
        if (error) return callback(error, null);
        dialled.push(target.hostname);
        if (refused.has(target.hostname) || refused.has(`${target.hostname}:${target.port}`)) {
          return callback(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }), null);
        }
        const [first] = found as unknown as { address: string }[];
        const socket = connect(port, "127.0.0.1", () => callback(null, socket));
        Object.defineProperty(socket, "remoteAddress", { value: first?.address });
      });
  return {
    ...{ resolver, connector, visits, dialled, close },
    page: (host, page) => void pages.set(host, page),
    name: (host, addresses) => void names.set(host, addresses),
    refuse: (host, isRefused = true, at) => {
      const key = at === undefined ? host : `${host}:${at}`;
      if (isRefused) refused.add(key);
      else refused.delete(key);
    },
  };
}
