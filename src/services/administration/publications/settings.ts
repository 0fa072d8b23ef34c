/** What every change of a publication's settings goes through: one at a time, and seen by who keeps them compiled. */

import { isDeepStrictEqual } from "node:util";
import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { notFound } from "../../../errors.ts";
import { tellReaders } from "../../wakes.ts";

export interface OwnPublication {
  readonly id: string;
  readonly slug: string;
  readonly rulePack: string;
}

/**
 * The publication named, within the editor's reach; where none is named, the editor's own, or `main`.
 *
 * @throws {AppError} `not-found`
 */
export async function ownPublication(
  tx: Tx,
  ctx: Context<Editor>,
  slug?: string | undefined,
): Promise<OwnPublication> {
  const bound = ctx.actor.publicationId;
  const which = slug ?? (bound === null ? "main" : undefined);
  const found = await tx.publication.findFirst({
    where: { ...(which !== undefined && { slug: which }), ...(bound !== null && { id: bound }) },
    select: { id: true, slug: true, rulePack: true },
  });
  if (!found) throw notFound("publication");
  return found;
}

/** As `ownPublication`, held until the transaction ends: changes of its settings come one after the other. */
export async function holdPublication(
  tx: Tx,
  ctx: Context<Editor>,
  slug?: string | undefined,
): Promise<OwnPublication> {
  const { id } = await ownPublication(tx, ctx, slug);
  const [held] = await tx.$queryRaw<OwnPublication[]>`
    select id, slug, rule_pack as "rulePack" from publications where id = ${id}::uuid for no key update`;
  if (!held) throw notFound("publication");
  return held;
}

/**
 * Moves when a publication's settings last changed, or with `null` those of all, so that every process reads them anew.
 * With `appearance`, its articles read otherwise from here on, and their entity tags move.
 */
export async function moveSettings(
  tx: Tx,
  { clock, changes }: Context,
  publicationId: string | null,
  { appearance = false } = {},
): Promise<void> {
  // In one order for everybody, so that two who change the settings of all do not wait for each other.
  await tx.$executeRaw`
    with held as (
      select id from publications where ${publicationId}::uuid is null or id = ${publicationId}::uuid
      order by id for no key update
    )
    update publications p
    set updated_at = greatest(${clock.sqlNow}, p.updated_at + interval '1 millisecond')${
      appearance ? Prisma.sql`, appearance = p.appearance + 1` : Prisma.empty
    }
    from held where p.id = held.id`;
  tellReaders(tx, { changes });
}

/** What of the settings given is not so yet, before and after; `undefined` if nothing is. */
export function differences<Settings extends object>(
  before: Settings,
  given: { readonly [Key in keyof Settings]?: Settings[Key] | undefined },
): { readonly before: Partial<Settings>; readonly after: Partial<Settings> } | undefined {
  const names = (Object.keys(given) as (keyof Settings & keyof typeof given)[]).filter(
    (name) => given[name] !== undefined && !isDeepStrictEqual(given[name], before[name]),
  );
  if (names.length === 0) return undefined;
  const picked = (from: object) =>
    Object.fromEntries(Object.entries(from).filter(([name]) => (names as string[]).includes(name)));
  return { before: picked(before) as Partial<Settings>, after: picked(given) as Partial<Settings> };
}
