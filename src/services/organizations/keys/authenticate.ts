/** Who asks, by the key they bring. A revoked key works on for less than a second, in whatever process. */

import { LRUCache } from "lru-cache";
import type { Actor, Editor, Newsroom } from "../../../context.ts";
import { dormantFrom, hashSecret, isSameHash, readKey } from "./keys.ts";

/** Contract section 2: revocation within a second. */
const rememberedMs = 900;
/** How exact "last used" is; writing it at every request would cost more than it tells. */
const lastUsedEvery = "1 minute";

export type Authenticator = (key: string) => Promise<Actor | undefined>;

/** Someone whose key is of no database: the operator, who set it in the environment. */
const operator: Editor = {
  role: "admin",
  id: "00000000-0000-7000-8000-000000000000",
  name: "Administrator",
  publicationId: null,
  keyId: "environment",
};

interface Known {
  readonly hash: Buffer;
  readonly actor: Actor;
}

/** Finds the actor behind a key, and remembers for less than a second whom it found. */
export function createAuthenticator(newsroom: Newsroom): Authenticator {
  const { ADMIN_API_KEY: adminKey } = newsroom.config;
  const adminHash = adminKey === undefined ? undefined : hashSecret(adminKey);
  const known = new LRUCache<string, Known>({ max: 10_000, ttl: rememberedMs });
  const find = async (prefix: string): Promise<Known | undefined> => {
    const remembered = known.get(prefix);
    if (remembered) return remembered;
    const start = performance.now();
    const found = await findActor(newsroom, prefix);
    // The second counts from the reading, however long a busy database takes over it.
    if (found) known.set(prefix, found, { start });
    return found;
  };
  return async (key) => {
    if (adminHash && isSameHash(adminHash, hashSecret(key))) return operator;
    const parts = readKey(key);
    if (!parts) return undefined;
    const found = await find(parts.prefix);
    return found && isSameHash(found.hash, hashSecret(parts.secret)) ? found.actor : undefined;
  };
}

async function findActor(newsroom: Newsroom, prefix: string): Promise<Known | undefined> {
  const { db, clock } = newsroom;
  const key = await db.apiKey.findUnique({
    where: { prefix },
    include: {
      organization: { select: { id: true, name: true, trust: true, dailyQuota: true } },
      staff: { select: { id: true, name: true, role: true, publicationId: true, disabledAt: true } },
    },
  });
  if (!key || key.revokedAt) return undefined;
  const now = clock.now();
  if ((key.expiresAt && key.expiresAt <= now) || dormantFrom(key) <= now) return undefined;
  const hash = Buffer.from(key.hash);
  await touch(newsroom, prefix);
  if (key.organization) {
    return { hash, actor: { role: "submitter", ...key.organization, keyId: key.id, scopes: key.scopes } };
  }
  if (!key.staff || key.staff.disabledAt) return undefined;
  const { id, name, role, publicationId } = key.staff;
  return { hash, actor: { role, id, name, publicationId, keyId: key.id } };
}

async function touch({ db, clock }: Newsroom, prefix: string): Promise<void> {
  await db.$executeRaw`
    update api_keys set last_used_at = ${clock.sqlNow}
    where prefix = ${prefix} and (last_used_at is null or last_used_at < ${clock.sqlNow} - ${lastUsedEvery}::interval)`;
}
