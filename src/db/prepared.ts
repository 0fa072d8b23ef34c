/** Statements of the busiest paths, prepared once for each connection: parsed and planned by name, past Prisma's engine. */

import { createHash } from "node:crypto";
import type pg from "pg";
import { isConflict } from "./conflicts.ts";
import { Prisma } from "./generated/client.ts";

/** What a single statement needs: the same call on a transaction, on Prisma's client, or prepared on the pool. */
export interface Statements {
  $queryRaw<Rows = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Rows>;
}

/** What is made once for each database, by whoever asks for it first. */
export function oncePerDatabase<Given extends { readonly hot: Statements }, Made extends object>(
  make: (given: Given) => Made,
): (given: Given) => Made {
  const made = new WeakMap<Statements, Made>();
  return (given) => {
    const known = made.get(given.hot);
    if (known) return known;
    const first = make(given);
    made.set(given.hot, first);
    return first;
  };
}

/** The texts are few, since what varies in a statement is its values. */
const names = new Map<string, string>();

/** Runs statements on the pool by name; measured at a third of the cost through Prisma (ADR-0009). */
export function preparedOn(pool: pg.Pool): Statements {
  return {
    $queryRaw: async <Rows>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => {
      const statement = query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values);
      const { text } = statement;
      const rows = await run(pool, { name: nameOf(text), text, values: statement.values });
      // As with `$queryRaw`, the caller knows what its statement selects.
      return rows as Rows;
    },
  };
}

/**
 * `pool.query` would close the connection after a key that is taken as well, and the next statement would find a new one
 * that has read none of its tables yet: sixty releases with one headline took 20 s instead of 4.
 */
async function run(pool: pg.Pool, query: pg.QueryConfig): Promise<unknown[]> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query(query);
    client.release();
    return rows;
  } catch (error) {
    client.release(!isConflict(error));
    throw error;
  }
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = createHash("sha256").update(text).digest("base64url");
  names.set(text, name);
  return name;
}

/**
 * A value that PostgreSQL does not look at when it plans: with one in sight it takes a plan for this value for better than
 * the one for all, and plans each use of the statement anew, which may cost as much as what it finds.
 */
export function unseen(value: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(select ${value})`;
}
