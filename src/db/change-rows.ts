/** Reading the table of what readers see change, without ever skipping a row that commits late. */

import type { PublicChange } from "../domain/answers/surrogate-keys.ts";
import { Prisma } from "./generated/client.ts";
import type { Statements } from "./prepared.ts";

const shown = `c.txid::float8 as txid, c.position::float8 as position, c.publication, c.action,
  c.article_id as "articleId", c.version, c.kind, c.organization_id as "organizationId", c.category_slug as category,
  c.former_category_slug as "formerCategory", c.at`;

/** What runs a statement by name. */
interface Queryable {
  query(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

export interface ChangeRows {
  /** Every transaction before this one had ended: nothing can come up among theirs any more. */
  readonly horizon: number;
  readonly rows: readonly { readonly txid: number; readonly change: PublicChange }[];
}

/** Everything visible that was written by this transaction or a later one; from 0, what is not settled yet. */
export async function readChanges(client: Queryable, from: number): Promise<ChangeRows> {
  const { rows } = await client.query({
    name: "read-changes",
    // A database restored elsewhere may hold transactions that are still to come here: they are long settled.
    text: `select pg_snapshot_xmin(s)::text::float8 as horizon, ${shown}
      from pg_current_snapshot() s
      left join article_changes c
        on c.txid >= case when $1::bigint = 0 then pg_snapshot_xmin(s)::text::bigint else $1::bigint end
        and c.txid < pg_snapshot_xmax(s)::text::bigint`,
    values: [from],
  });
  const found = rows as ({ horizon: number; txid: number | null } & PublicChange)[];
  return {
    horizon: found[0]?.horizon ?? from,
    rows: found.flatMap(({ horizon: _horizon, txid, ...change }) =>
      txid === null ? [] : [{ txid, change }],
    ),
  };
}

/** A place in the order in which changes settle: of transactions as they began, and within one of positions. */
export interface ChangePlace {
  readonly txid: number;
  readonly position: number;
}

/** A change that nothing can come before any more but what came already. */
export type SettledChange = PublicChange & ChangePlace;

/** Whether one comes after the other in the order in which changes settle. */
export function isLater(one: ChangePlace, other: ChangePlace): boolean {
  return one.txid > other.txid || (one.txid === other.txid && one.position > other.position);
}

/** Before every change. */
const beginning: ChangePlace = { txid: 0, position: 0 };

/** Where the newest change stands that has settled by now. */
export async function newestSettled(hot: Statements): Promise<ChangePlace> {
  const [newest] = await hot.$queryRaw<ChangePlace[]>`
    select c.txid::float8 as txid, c.position::float8 as position from article_changes c
    where c.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    order by c.txid desc, c.position desc limit 1`;
  return newest ?? beginning;
}

/** Where the change with this position stands; 0 is before all of them. */
export async function findPlace(hot: Statements, position: number): Promise<ChangePlace | undefined> {
  if (position === 0) return beginning;
  const [found] = await hot.$queryRaw<ChangePlace[]>`
    select c.txid::float8 as txid, c.position::float8 as position from article_changes c
    where c.position = ${position}::bigint and c.txid < pg_snapshot_xmax(pg_current_snapshot())::text::bigint`;
  return found;
}

/**
 * Changes after a place, in the order in which `Changes.onSettled` tells them; for a stream that goes on where it ended.
 * What a transaction wrote that may still be overtaken by an older one is left for later.
 */
export async function readSettled(
  hot: Statements,
  { txid, position }: ChangePlace,
  limit: number,
): Promise<readonly SettledChange[]> {
  return hot.$queryRaw<SettledChange[]>`
    select ${Prisma.raw(shown)}
    from article_changes c
    where c.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      and (c.txid, c.position) > (${txid}::bigint, ${position}::bigint)
    order by c.txid, c.position limit ${limit}`;
}
