/** Signing many texts at once: the same rows as one by one, with the index built when all are there. */

import { v7 } from "uuid";
import type { Database } from "../../src/db/client.ts";
import { type Sketched, sketch } from "../../src/services/duplicates/signatures.ts";

const textsPerStatement = 500;

/** Signs every text, as they come; returns which text each release's id stands for. What is signed later comes after them. */
export async function loadSignatures(
  { pool }: Database,
  texts: Iterable<{ readonly id: string; readonly text: string }>,
): Promise<Map<string, string>> {
  const idOf = new Map<string, string>();
  await pool.query("alter table release_bands drop constraint release_bands_pkey");
  let rows: Row[] = [];
  for (const { id, text } of texts) {
    const releaseId = v7();
    idOf.set(releaseId, id);
    rows.push({ signatureId: idOf.size, releaseId, ...sketch(text) });
    if (rows.length < textsPerStatement) continue;
    await insertRows(pool, rows);
    rows = [];
  }
  await insertRows(pool, rows);
  await pool.query(
    "select setval(pg_get_serial_sequence('release_signatures', 'id'), max(id)) from release_signatures",
  );
  // Building the index takes longer than a request may, and so does what autovacuum would have done meanwhile.
  const client = await pool.connect();
  try {
    await client.query({
      text: "alter table release_bands add constraint release_bands_pkey primary key (key, signature_id)",
      query_timeout: 600_000,
    } as never);
    await client.query({
      text: "vacuum analyze release_bands, release_signatures",
      query_timeout: 600_000,
    } as never);
  } finally {
    client.release();
  }
  return idOf;
}

interface Row extends Sketched {
  readonly signatureId: number;
  readonly releaseId: string;
}

async function insertRows(pool: Database["pool"], rows: readonly Row[]): Promise<void> {
  await pool.query(
    `insert into release_signatures (id, release_id, version, words, headline)
      select id, release_id, 1, words, headline
      from unnest($1::int[], $2::uuid[], $3::bytea[], $4::int[]) as row (id, release_id, words, headline)`,
    [
      rows.map(({ signatureId }) => signatureId),
      rows.map(({ releaseId }) => releaseId),
      rows.map(({ words }) => Buffer.from(words.buffer, words.byteOffset, words.byteLength)),
      rows.map(({ headline }) => headline),
    ],
  );
  const bands = rows.flatMap(({ signatureId, bands }) =>
    [...new Set(bands)].map((key) => [key, signatureId]),
  );
  await pool.query(
    `insert into release_bands (key, signature_id)
      select key, signature_id from unnest($1::int[], $2::int[]) as band (key, signature_id)`,
    [bands.map(([key]) => key), bands.map(([, signature]) => signature)],
  );
}
