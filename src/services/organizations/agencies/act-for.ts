/** Acting for a client that approved the agency. What ends works on for less than a second, in whatever process. */

import { LRUCache } from "lru-cache";
import type { Newsroom, Submitter } from "../../../context.ts";
import type { Scope } from "../keys/keys.ts";

/** What an agency may do for a client with its own key: the client's releases and files, never its keys or profile. */
export const scopesForClients: readonly Scope[] = ["release:submit", "release:read", "media:write"];

/** Contract section 2: revocation within a second. */
const rememberedMs = 900;

type Client = Pick<Submitter, "id" | "name" | "trust" | "dailyQuota">;

/** The agency as its client: under the client's trust and quota. `undefined` for a client that has not approved it. */
export type ClientFinder = (agency: Submitter, clientId: string) => Promise<Submitter | undefined>;

/** Finds clients, and remembers for less than a second whom it found. */
export function createClientFinder(newsroom: Newsroom): ClientFinder {
  const known = new LRUCache<string, Client>({ max: 10_000, ttl: rememberedMs });
  const find = async (agencyId: string, clientId: string): Promise<Client | undefined> => {
    const remembered = known.get(`${agencyId} ${clientId}`);
    if (remembered) return remembered;
    const start = performance.now();
    const client = await findClient(newsroom, agencyId, clientId);
    if (client) known.set(`${agencyId} ${clientId}`, client, { start });
    return client;
  };
  return async (agency, clientId) => {
    const client = await find(agency.id, clientId);
    if (!client) return undefined;
    const scopes = agency.scopes.filter((scope) => scopesForClients.some((one) => one === scope));
    return { ...agency, ...client, scopes, agency: { id: agency.id, name: agency.name } };
  };
}

async function findClient({ db }: Newsroom, agencyId: string, clientId: string): Promise<Client | undefined> {
  const leave = await db.agency.findUnique({
    where: { agencyId_clientId: { agencyId, clientId }, approvedAt: { not: null } },
    select: { client: { select: { id: true, name: true, trust: true, dailyQuota: true } } },
  });
  return leave?.client;
}
