/** The keys of one owner, an organisation or somebody of the desk: one change at a time, and each is recorded. */

import type { Actor, Context, Editor, Submitter } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { AppError, invalidRequest, notFound } from "../../../errors.ts";
import { recordDeskEvent } from "../../administration/events/desk-events.ts";
import { keepAdministrator } from "../../administration/staff/administrators.ts";
import { refuseBound } from "../../administration/staff/reach.ts";
import { transact } from "../../transact.ts";
import { dormantFrom, type KeyDescription, type KeyOwner, makeKey, type NewKey } from "./keys.ts";

/** Whose keys, and the one publication that concerns; `null` concerns all. */
export interface KeyRing {
  readonly owner: KeyOwner;
  readonly publicationId: string | null;
}

export interface WantedKey {
  readonly label: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
}

/** Live keys of one owner: enough for every integration and its rotation. */
const maxKeys = 20;
const described = {
  ...{
    id: true,
    label: true,
    prefix: true,
    scopes: true,
    expiresAt: true,
    lastUsedAt: true,
    createdAt: true,
  },
} as const satisfies Prisma.ApiKeySelect;

/** The asker's own keys. @throws {AppError} `forbidden` for the key of the environment, which is nobody's */
export function ownRing({ actor }: Context<Submitter> | Context<Editor>): KeyRing {
  if (actor.role === "submitter") return { owner: { organizationId: actor.id }, publicationId: null };
  if (actor.keyId !== "environment")
    return { owner: { staffId: actor.id }, publicationId: actor.publicationId };
  throw new AppError(
    "forbidden",
    "The environment's key is nobody's of the desk, and has no keys beside it.",
  );
}

/** An organisation's keys, for the desk. @throws {AppError} `not-found`, `forbidden` to the desk of one publication */
export async function ringOfOrganization({ db, actor }: Context<Editor>, id: string): Promise<KeyRing> {
  refuseBound(actor, "An organisation's keys work for every publication.");
  if ((await db.organization.count({ where: { id } })) === 0) throw notFound("organization");
  return { owner: { organizationId: id }, publicationId: null };
}

/** The owner's live keys, the oldest first. */
export async function listKeys(ctx: Context, { owner }: KeyRing): Promise<KeyDescription[]> {
  const keys = await ctx.db.apiKey.findMany({
    where: { ...owner, revokedAt: null, ...notExpired(ctx) },
    orderBy: { id: "asc" },
    select: described,
  });
  return keys.map((key) => ({ ...key, dormantAt: dormantFrom(key) }));
}

/** Makes another key. @throws {AppError} `already-exists` when there are too many, `forbidden`, `invalid-request` */
export function addKey(ctx: Context, ring: KeyRing, wanted: WantedKey): Promise<NewKey> {
  if (wanted.expiresAt && wanted.expiresAt <= ctx.clock.now()) {
    throw invalidRequest({ pointer: "/expiresAt", detail: "must be in the future" });
  }
  return transact(ctx, async (tx) => {
    await lockOwner(tx, ring);
    refuseBeyond(ctx.actor, wanted.scopes);
    return addLocked(tx, ctx, ring, wanted);
  });
}

/** The same for an owner that the transaction holds already. @throws {AppError} `already-exists` */
export async function addLocked(tx: Tx, ctx: Context, ring: KeyRing, wanted: WantedKey): Promise<NewKey> {
  await refuseTooMany(tx, ctx, ring, undefined);
  const key = await makeKey(tx, ctx, ring.owner, wanted);
  await record(tx, ctx, ring, key.id, "make", { label: key.label, scopes: key.scopes });
  return key;
}

/**
 * Puts a key of the same label and scopes in place of one, which works on for so many hours; a key that was to expire
 * has a successor that lives as long. A key is rotated once: of two at once, one makes a successor.
 *
 * @throws {AppError} `not-found`, `already-exists` for one that has its successor, `forbidden`
 */
export function rotateKey(ctx: Context, ring: KeyRing, id: string, overlapHours: number): Promise<NewKey> {
  return transact(ctx, async (tx) => {
    await lockOwner(tx, ring);
    const old = await tx.apiKey.findFirst({
      where: { ...ring.owner, id, revokedAt: null, ...notExpired(ctx) },
      select: described,
    });
    if (!old) throw notFound("key");
    refuseBeyond(ctx.actor, old.scopes);
    const rotated = { subject: "key", subjectId: id, action: "rotate" };
    if ((await tx.deskEvent.count({ where: rotated })) > 0)
      throw new AppError("already-exists", "The key was rotated already, and has its successor.");
    await refuseTooMany(tx, ctx, ring, id);
    const key = await makeKey(tx, ctx, ring.owner, { ...old, expiresAt: expiryAfter(ctx, old) });
    await tx.$executeRaw`
      update api_keys
      set expires_at = least(expires_at, ${ctx.clock.sqlNow} + ${overlapHours}::int * interval '1 hour')
      where id = ${id}::uuid`;
    await record(tx, ctx, ring, id, "rotate", { successor: key.id, overlapHours });
    return key;
  });
}

/**
 * Revokes a key; every process refuses it within a second.
 *
 * @throws {AppError} `not-found`, `last-administrator` for the last key of the last one
 */
export function revokeKey(ctx: Context, ring: KeyRing, id: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const revoke = async () => {
      const { count } = await tx.apiKey.updateMany({
        where: { ...ring.owner, id, revokedAt: null },
        data: { revokedAt: ctx.clock.now() },
      });
      if (count === 0) throw notFound("key");
      await record(tx, ctx, ring, id, "revoke");
    };
    await ("staffId" in ring.owner ? keepAdministrator(tx, ctx, revoke) : revoke());
  });
}

/** Revokes whatever keys the owner has, and returns how many. */
export async function revokeAll(tx: Tx, { clock }: Context, owner: KeyOwner): Promise<number> {
  const revoked = { revokedAt: clock.now() };
  return (await tx.apiKey.updateMany({ where: { ...owner, revokedAt: null }, data: revoked })).count;
}

function notExpired({ clock }: Context): Prisma.ApiKeyWhereInput {
  return { OR: [{ expiresAt: null }, { expiresAt: { gt: clock.now() } }] };
}

function expiryAfter({ clock }: Context, old: { expiresAt: Date | null; createdAt: Date }): Date | null {
  if (old.expiresAt === null) return null;
  return new Date(clock.now().getTime() + old.expiresAt.getTime() - old.createdAt.getTime());
}

/** Two at once are counted one after the other. */
async function lockOwner(tx: Tx, { owner }: KeyRing): Promise<void> {
  const [table, id] =
    "staffId" in owner
      ? [Prisma.sql`staff`, owner.staffId]
      : [Prisma.sql`organizations`, owner.organizationId];
  await tx.$queryRaw`select 1 from ${table} where id = ${id}::uuid for no key update`;
}

async function refuseTooMany(
  tx: Tx,
  ctx: Context,
  { owner }: KeyRing,
  leaving: string | undefined,
): Promise<void> {
  const live = await tx.apiKey.count({
    where: { ...owner, revokedAt: null, ...notExpired(ctx), ...(leaving && { id: { not: leaving } }) },
  });
  if (live >= maxKeys) throw new AppError("already-exists", `There may be ${maxKeys} keys; revoke one.`);
}

/** A key gives nothing away that it may not do itself. */
function refuseBeyond(actor: Actor, wanted: readonly string[]): void {
  if (actor.role !== "submitter") return;
  const beyond = wanted.filter((scope) => !actor.scopes.includes(scope));
  if (beyond.length > 0) throw new AppError("forbidden", `This key cannot give away ${beyond.join(", ")}.`);
}

function record(
  tx: Tx,
  ctx: Context,
  { owner, publicationId }: KeyRing,
  subjectId: string,
  action: string,
  after: Record<string, unknown> = {},
): Promise<void> {
  const changes = { after: { ...owner, ...after } };
  return recordDeskEvent(tx, ctx, { subject: "key", subjectId, action, publicationId, changes });
}
