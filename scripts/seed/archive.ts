/** Filling an archive in one transaction: it is there whole, or not at all, and never without its triggers and indexes. */

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { articleAt, type Edition, type SeedOrganization } from "./article.ts";
import { chanceOf, uuidAt } from "./random.ts";
import { columns, linesOf, type SeedSection, type Table } from "./rows.ts";
import { bodies, rare, towns } from "./words.ts";

const tables = Object.keys(columns) as Table[];
/** Articles whose lines are in memory at once. */
const batch = 5000;
/** From here on it is quicker to build the indexes anew than to keep them up. */
const manyArticles = 20_000;
const organizations = 400;

export interface Archive {
  readonly articles: number;
  readonly seed: number;
  readonly until: Date;
}

/** Adds a made-up archive to a database that has its publications, and tells how far it is. */
export async function fillArchive(
  databaseUrl: string,
  { articles, seed, until }: Archive,
  progress: (done: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("begin; set local synchronous_commit = off; set local maintenance_work_mem = '512MB'");
    const publications = await sectionsByPublication(client);
    const edition = {
      ...{ seed, articles, until: until.getTime(), organizations },
      publications: publications.length,
      sections: publications[0]?.length ?? 0,
    };
    const issuers = await addOrganizations(client, edition);
    await client.query("alter table articles disable trigger user");
    const indexes = articles < manyArticles ? [] : await dropIndexes(client);
    await copyArticles(client, edition, { publications, issuers, progress });
    await addSearch(client, progress);
    for (const [at, statement] of indexes.entries()) {
      progress(`index ${at + 1} of ${indexes.length}`);
      await client.query(statement);
    }
    await client.query("alter table articles enable trigger user");
    // Whoever serves readers meanwhile hears that everything has changed.
    await client.query("update publications set updated_at = greatest(now(), updated_at + interval '1 ms')");
    await client.query("commit");
    progress("vacuum");
    await client.query(`vacuum analyze ${tables.join(", ")}, article_counts, article_search`);
  } finally {
    await client.end();
  }
}

async function sectionsByPublication(client: pg.Client): Promise<SeedSection[][]> {
  const { rows } = await client.query<SeedSection>(
    `select p.id as "publicationId", c.slug, c.name, to_char(1000000 * (c.position + 1), 'FM00000000') as qcode
     from publications p join categories c on c.publication_id = p.id order by p.slug <> 'main', p.slug, c.position`,
  );
  const ids = [...new Set(rows.map(({ publicationId }) => publicationId))];
  return ids.map((id) => rows.filter(({ publicationId }) => publicationId === id));
}

async function addOrganizations(client: pg.Client, { seed, until }: Edition): Promise<SeedOrganization[]> {
  const chance = chanceOf(seed);
  const issuers = Array.from({ length: organizations }, (_, at) => {
    const name = `${towns[at % towns.length]} ${bodies[(at * 7) % bodies.length]} ${rare[at * 11]}`;
    return { id: uuidAt(chance, until), name, url: `https://${rare[at * 11]}.example` };
  });
  await client.query(
    `insert into organizations (id, name, website, contact_name, contact_email, trust, verified_at, created_at, updated_at)
     select id, name, url, 'Press desk', 'press@coast.example', 'trusted', now(), now(), now()
     from jsonb_to_recordset($1::jsonb) as o (id uuid, name text, url text)`,
    [JSON.stringify(issuers)],
  );
  return issuers;
}

async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid in ('articles'::regclass, 'article_terms'::regclass, 'article_search'::regclass)
       and not indisunique`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

interface Setting {
  readonly publications: readonly (readonly SeedSection[])[];
  readonly issuers: readonly SeedOrganization[];
  readonly progress: (done: string) => void;
}

interface Count {
  readonly publicationId: string;
  readonly slug: string;
  readonly live: number;
}

async function copyArticles(client: pg.Client, edition: Edition, setting: Setting): Promise<void> {
  const counts = new Map<string, Count>();
  for (let start = 0; start < edition.articles; start += batch) {
    const end = Math.min(start + batch, edition.articles);
    const lines = linesBetween(start, end, edition, setting, counts);
    for (const table of tables) {
      const copy = client.query(copyFrom(`copy ${table} (${columns[table]}) from stdin`));
      await pipeline(Readable.from(lines[table]), copy);
    }
    setting.progress(`${end} articles`);
  }
  await client.query(
    `insert into article_counts as counted (publication_id, category_slug, shard, live)
     select "publicationId", slug, 0, live from jsonb_to_recordset($1::jsonb)
       as c ("publicationId" uuid, slug text, live int)
     on conflict (publication_id, category_slug, shard) do update set live = counted.live + excluded.live`,
    [JSON.stringify([...counts.values()])],
  );
}

/** What the triggers would write for searches; the sweep counts the words. */
async function addSearch(client: pg.Client, progress: (done: string) => void): Promise<void> {
  progress("search");
  await client.query(
    `insert into search_languages (publication_id, config)
     select distinct publication_id, search_config(language) from articles on conflict do nothing`,
  );
  await client.query(
    `with made as (
       insert into article_search (article_id, published_at, marks, brief, words)
       select a.id, a.published_at, search_marks(a), brief, search_words(a, brief)
       from articles a cross join lateral search_brief(a) brief
       where a.status = 'live' and not exists (select 1 from article_search s where s.article_id = a.id)
       order by a.published_at
       returning article_id
     )
     insert into article_work (work, article_id, due_at) select 'count', article_id, now() from made`,
  );
}

function linesBetween(
  start: number,
  end: number,
  edition: Edition,
  { publications, issuers }: Setting,
  counts: Map<string, Count>,
): Record<Table, string[]> {
  const lines = Object.fromEntries(tables.map((table) => [table, [] as string[]])) as Record<Table, string[]>;
  for (let number = start; number < end; number += 1) {
    const article = articleAt(edition, number);
    const section = publications[article.publication]?.[article.section];
    const issuer = issuers[article.organization];
    if (!section || !issuer) throw new Error("There is no publication with sections to fill");
    const made = linesOf(article, section, issuer);
    for (const table of tables) lines[table].push(made[table]);
    const key = `${section.publicationId}/${section.slug}`;
    counts.set(key, { ...section, live: (counts.get(key)?.live ?? 0) + 1 });
  }
  return lines;
}
