/** What the domain name system says of a name, within a deadline. */

import { lookup, Resolver as NodeResolver } from "node:dns/promises";

export interface Resolver {
  /** Every address of a host, IPv4 first; none when there is no such host. Throws when nobody answered. */
  addresses(host: string): Promise<string[]>;
  /** The TXT records of a name, each in one piece; none when there are none. Throws when nobody answered. */
  texts(name: string): Promise<string[]>;
}

/** Two tries within the five seconds that a connection may take to come about. */
const patience = { timeout: 1500, tries: 2 };
const noSuchName = ["ENOTFOUND", "ENODATA"];

/** Opens the resolver of this machine's configuration. */
export function openResolver(): Resolver {
  const resolver = new NodeResolver(patience);
  const unlessNone = (error: NodeJS.ErrnoException): never[] => {
    if (noSuchName.includes(error.code ?? "")) return [];
    throw error;
  };
  return {
    addresses: async (host) => {
      const both = [resolver.resolve4(host), resolver.resolve6(host)];
      const found = (await Promise.all(both.map((answer) => answer.catch(unlessNone)))).flat();
      return found.length > 0 ? found : localAddresses(host);
    },
    texts: async (name) =>
      (await resolver.resolveTxt(name).catch(unlessNone)).map((pieces: string[]) => pieces.join("")),
  };
}

/**
 * What this machine itself knows, such as /etc/hosts. It blocks a thread while it looks, so only a name that the
 * servers have denied at once gets here, never one whose servers do not answer.
 */
async function localAddresses(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}

/** For names that the operator gave: as every other program of this machine reads them. */
export const machineResolver: Pick<Resolver, "addresses"> = { addresses: localAddresses };
