/** Organisations that a reader would take for one another by their names. */

import type { Context } from "../../context.ts";
import type { Statements } from "../../db/prepared.ts";
import { keysOf, looksLike } from "../../domain/addresses/lookalike-names.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
}

const maxLookedAt = 50;
const maxFilled = 500;

/** Whom a name could be taken for: of those that were there before, and those that the desk trusts. */
export async function listLookalikes(hot: Statements, { id, name }: Named): Promise<Named[]> {
  const found = await hot.$queryRaw<Named[]>`
    select other.id, other.name from organizations other, organizations own
    where own.id = ${id}::uuid and other.id <> own.id and other.name_keys && ${keysOf(name)}::text[]
      and (other.created_at < own.created_at or other.trust = 'trusted')
    order by other.trust = 'trusted' desc, other.id limit ${maxLookedAt}`;
  return found.filter((other) => looksLike(name, other.name));
}

/** Fills in the keys of names that were given before names were compared. Returns whether there may be more. */
export async function fillNameKeys({ db }: Context): Promise<boolean> {
  const lacking = await db.organization.findMany({
    where: { nameKeys: { isEmpty: true } },
    select: { id: true, name: true },
    take: maxFilled,
  });
  for (const { id, name } of lacking) {
    await db.$executeRaw`
      update organizations set name_keys = ${keysOf(name)}::text[] where id = ${id}::uuid and name = ${name}`;
  }
  return lacking.length === maxFilled;
}
