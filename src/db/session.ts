/** One connection for one piece of work, outside the pool and before there is one. */
import pg from "pg";

/** Connects, works and disconnects, also when the work fails. */
export async function withSession<T>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  // The query that runs at the time is told as well.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the database that the address names, unless it exists or another process is quicker. */
export async function ensureDatabase(databaseUrl: string): Promise<void> {
  const server = new URL(databaseUrl);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = "/postgres";
  try {
    await withSession(server.href, (client) => client.query(`create database ${pg.escapeIdentifier(name)}`));
  } catch (error) {
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  }
}
