/** API keys: made of a prefix that finds them and a secret that proves them; only the secret's hash is kept. */

import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { newId } from "../../../db/ids.ts";

/** What an organisation's key may be allowed to do. */
export const scopes = [
  "release:submit",
  "release:read",
  "media:write",
  "organization:manage",
  "webhook:manage",
] as const;
export type Scope = (typeof scopes)[number];

export interface KeyDescription {
  readonly id: string;
  readonly label: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  /** When it is refused for not having been used. */
  readonly dormantAt: Date;
  readonly createdAt: Date;
}

/** A key just made; `key` is shown this once. */
export interface NewKey extends KeyDescription {
  readonly key: string;
}

export type KeyOwner = { readonly organizationId: string } | { readonly staffId: string };

/** Bytes of the prefix and of the secret: 60 bits to find a row by, 192 that nobody guesses. */
const prefixBytes = 8;
const secretBytes = 24;
/** Days without use after which a key of the desk is refused; its owner asks for another invitation. */
export const staffKeyRestsDays = 90;
/** An organisation may have news once a year, and finds its key working. */
const organizationKeyRestsDays = 400;

/** SHA-256 is enough for a secret of 192 random bits; slow hashes are for what people choose. */
export function hashSecret(secret: string): Buffer {
  return hash("sha256", secret, "buffer");
}

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export function isSameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Splits a key into what finds it and what proves it, or `undefined` if it has not the form of one. */
export function readKey(key: string): { prefix: string; secret: string } | undefined {
  const [, prefix, secret] = /^(dl_(?:org|staff)_[0-9A-Za-z]{8,20})_([0-9A-Za-z]{20,60})$/.exec(key) ?? [];
  return prefix && secret ? { prefix, secret } : undefined;
}

/** When a key is refused for not having been used since. */
export function dormantFrom(key: Pick<KeyDescription, "prefix" | "lastUsedAt" | "createdAt">): Date {
  const days = key.prefix.startsWith("dl_staff_") ? staffKeyRestsDays : organizationKeyRestsDays;
  return new Date((key.lastUsedAt ?? key.createdAt).getTime() + days * 86_400_000);
}

/** Makes a key and remembers its hash. */
export async function makeKey(
  tx: Tx,
  ctx: Context,
  owner: KeyOwner,
  wanted: { readonly label: string; readonly scopes: readonly string[]; readonly expiresAt: Date | null },
): Promise<NewKey> {
  const now = ctx.clock.now();
  const prefix = `dl_${"staffId" in owner ? "staff" : "org"}_${randomBytes(prefixBytes).toString("hex")}`;
  const secret = randomBytes(secretBytes).toString("hex");
  const described = { ...wanted, id: newId(now), prefix, createdAt: now };
  await tx.apiKey.create({
    data: { ...described, scopes: [...wanted.scopes], hash: new Uint8Array(hashSecret(secret)), ...owner },
  });
  const unused = { ...described, lastUsedAt: null };
  return { ...unused, dormantAt: dormantFrom(unused), key: `${prefix}_${secret}` };
}
