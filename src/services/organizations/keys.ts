/** API keys: made of a prefix that finds them and a secret that proves them; only the secret's hash is kept. */

import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context, Submitter } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { newId } from "../../db/ids.ts";
import { AppError, invalidRequest, notFound } from "../../errors.ts";
import { transact } from "../transact.ts";

/** What an organisation's key may be allowed to do. */
export const scopes = ["release:submit", "release:read", "media:write", "organization:manage"] as const;
export type Scope = (typeof scopes)[number];

export interface KeyDescription {
  readonly id: string;
  readonly label: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
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
/** Live keys of one organisation: enough for every integration and its rotation. */
const maxKeys = 20;

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
  return { ...described, lastUsedAt: null, key: `${prefix}_${secret}` };
}

/** Makes another key for the organisation. @throws {AppError} `already-exists` when it has too many */
export function addKey(
  ctx: Context<Submitter>,
  wanted: { readonly label: string; readonly scopes: readonly Scope[]; readonly expiresAt: Date | null },
): Promise<NewKey> {
  const organizationId = ctx.actor.id;
  if (wanted.expiresAt && wanted.expiresAt <= ctx.clock.now()) {
    throw invalidRequest({ pointer: "/expiresAt", detail: "must be in the future" });
  }
  return transact(ctx, async (tx) => {
    // Two at once are counted one after the other.
    await tx.$queryRaw`select 1 from organizations where id = ${organizationId}::uuid for update`;
    const live = await tx.apiKey.count({ where: { organizationId, revokedAt: null } });
    if (live >= maxKeys)
      throw new AppError("already-exists", `An organisation may have ${maxKeys} keys; revoke one.`);
    const beyond = wanted.scopes.filter((scope) => !ctx.actor.scopes.includes(scope));
    if (beyond.length > 0) throw new AppError("forbidden", `This key cannot give away ${beyond.join(", ")}.`);
    return makeKey(tx, ctx, { organizationId }, wanted);
  });
}

/** The organisation's live keys, the oldest first. */
export function listKeys({ db, actor }: Context<Submitter>): Promise<KeyDescription[]> {
  return db.apiKey.findMany({
    where: { organizationId: actor.id, revokedAt: null },
    orderBy: { id: "asc" },
    omit: { hash: true, organizationId: true, staffId: true, revokedAt: true },
  });
}

/** Revokes a key; every process refuses it within a second. @throws {AppError} `not-found` */
export async function revokeKey({ db, actor, clock }: Context<Submitter>, id: string): Promise<void> {
  const { count } = await db.apiKey.updateMany({
    where: { id, organizationId: actor.id, revokedAt: null },
    data: { revokedAt: clock.now() },
  });
  if (count === 0) throw notFound("key");
}
