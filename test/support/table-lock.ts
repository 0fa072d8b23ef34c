/** Holding work open in the middle: whoever reads a locked table waits until it is let go. */

import pg from "pg";
import { type TestNewsroom, until } from "./newsroom.ts";

/** Locks a table while `meanwhile` runs, and says which statement waits for it as soon as one does. */
export async function whileLocked<Result>(
  { databaseUrl }: Pick<TestNewsroom, "databaseUrl">,
  table: string,
  meanwhile: (somebodyWaits: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl });
  const watcher = new pg.Client({ connectionString: databaseUrl });
  await Promise.all([client.connect(), watcher.connect()]);
  try {
    await client.query(`begin; lock table ${table} in access exclusive mode`);
    return await meanwhile(() =>
      until(async () => {
        const { rowCount } = await watcher.query(
          "select from pg_locks where relation = $1::regclass and not granted",
          [table],
        );
        return (rowCount ?? 0) > 0;
      }),
    );
  } finally {
    await client.query("commit");
    await Promise.all([client.end(), watcher.end()]);
  }
}

/** Holds what a statement selects for itself while `meanwhile` runs, as another transaction would. */
export async function whileHeld<Result>(
  { databaseUrl }: Pick<TestNewsroom, "databaseUrl">,
  [statement, value]: readonly [string, string],
  meanwhile: () => Promise<Result>,
): Promise<Result> {
  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  try {
    await holder.query("begin");
    await holder.query(statement, [value]);
    return await meanwhile();
  } finally {
    await holder.query("commit");
    await holder.end();
  }
}

/** Waits until so many statements wait for what others hold, in tables or in rows. */
export function untilWaiting(room: Pick<TestNewsroom, "sql">, count = 1): Promise<void> {
  return until(async () => {
    const [row] = await room.sql(
      `select count(*)::int as waits from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return row?.waits >= count;
  });
}
