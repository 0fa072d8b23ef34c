/** The PostgreSQL server that a datasource names: its databases, and pools of one connection to them. */
import pg from "pg";

/** Prisma's own parameter in an address, which PostgreSQL does not know. */
const schemaParameter = "schema";

export function schemaNameOf(url) {
  return new URL(url).searchParams.get(schemaParameter) ?? undefined;
}

export function databaseNameOf(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

export function withDatabase(url, name) {
  const address = new URL(url);
  address.pathname = `/${encodeURIComponent(name)}`;
  return address.toString();
}

function forDriver(url) {
  const address = new URL(url);
  address.searchParams.delete(schemaParameter);
  return address.toString();
}

/** One connection only: the engine takes an advisory lock, which belongs to the session that goes on to migrate. */
export function openPool(url) {
  const pool = new pg.Pool({ connectionString: forDriver(url), max: 1 });
  // The query that runs at the time is told as well.
  pool.on("error", () => undefined);
  return pool;
}

export async function connectOnce(url, use = async () => undefined) {
  const client = new pg.Client({ connectionString: forDriver(url) });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

export function createDatabase(url, name) {
  return connectOnce(withDatabase(url, "postgres"), (client) =>
    client.query(`create database ${client.escapeIdentifier(name)}`),
  );
}

export function dropDatabase(url, name) {
  return connectOnce(withDatabase(url, "postgres"), (client) =>
    client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`),
  );
}
