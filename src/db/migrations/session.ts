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
  await client.connect().catch((error: unknown) => refuse(databaseUrl, error));
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
    const { code = "" } = error as { code?: string };
    if (code === "42501") {
      throw new Error(`DATABASE_URL: there is no database ${name}, and this user may not make it`);
    }
    if (!["42P04", "23505"].includes(code)) throw error;
  }
}

const noDatabase = "3D000";

/** Names the variable and the address, never the password, in one sentence. */
function refuse(databaseUrl: string, error: unknown): never {
  const { code = "", message } = error as { code?: string; message: string };
  if (code === noDatabase) throw error;
  const { hostname, port } = new URL(databaseUrl);
  const server = `the PostgreSQL at ${hostname}:${port || 5432}`;
  // SQLSTATE class 28: the user, the password, or pg_hba.conf.
  const what = /^28/.test(code) ? `${server} refuses the user or the password` : `${server} does not take us`;
  throw new Error(`DATABASE_URL: ${what} (${message || code}); accepted: PostgreSQL 14 or newer`, {
    cause: error,
  });
}
