/** The desk's queue: a page of 50 among 100,000 releases beside the same page among 1,000, in turns. */

import { randomUUID } from "node:crypto";
import pg from "pg";
import { copyOf, releaseInput } from "../../src/domain/releases/release.ts";
import { aRelease } from "../../test/support/builders.ts";
import { type Client, clientOf } from "../../test/support/client.ts";
import { run, withDatabase } from "../../test/support/template-database.ts";
import { median, type Row } from "./support/report.ts";
import { adminKey, type Server, startNewsroom } from "./support/servers.ts";

const sizes = { few: 1000, many: 100_000 };
const rounds = 60;
const ratioUnder = 1.5;
/** Releases that an editor has claimed, in either newsroom. */
const claimed = 60;

/** A newsroom with so many releases, and who asks for them. */
interface Desk {
  readonly server: Server;
  readonly editor: Client;
  readonly bound: Client;
  readonly club: string;
}

interface Page {
  readonly name: string;
  readonly of: (desk: Desk) => readonly [Client, string];
  /** How many pages on. */
  readonly deep?: number;
}

const pages: readonly Page[] = [
  { name: "everything", of: ({ editor }) => [editor, ""] },
  { name: "what waits", of: ({ editor }) => [editor, "status=needs_review"] },
  { name: "everything, ten pages on", of: ({ editor }) => [editor, "sort=oldest"], deep: 10 },
  { name: "the newest", of: ({ editor }) => [editor, "sort=newest"] },
  { name: "an editor's own claims", of: ({ editor }) => [editor, "claimedBy=me"] },
  { name: "one organisation", of: ({ editor, club }) => [editor, `organization=${club}`] },
  { name: "one section, published", of: ({ editor }) => [editor, "status=published&category=sports"] },
  { name: "a small publication's editor", of: ({ bound }) => [bound, ""] },
  { name: "the same, published", of: ({ bound }) => [bound, "status=published"] },
];

/** Measures every page in both newsrooms; none may take half as long again among many. */
export async function measureQueue(env: Record<string, string>): Promise<Row[]> {
  const databaseUrl = env.DATABASE_URL ?? "";
  const other = `bench_queue_few_${process.pid}`;
  await run(databaseUrl, `create database ${other}`);
  const desks: Desk[] = [];
  try {
    desks.push(await furnish({ ...env, DATABASE_URL: withDatabase(databaseUrl, other) }, sizes.few));
    desks.push(await furnish(env, sizes.many));
    const rows: Row[] = [];
    for (const page of pages) rows.push(await compare(page, desks));
    return rows;
  } finally {
    for (const { server } of desks) await server.stop();
    await run(databaseUrl, `drop database if exists ${other} with (force)`);
  }
}

async function compare({ name, of, deep = 0 }: Page, desks: readonly Desk[]): Promise<Row> {
  const asked = await Promise.all(
    desks.map(async (desk) => {
      const [client, query] = of(desk);
      return {
        client,
        path: await pathAfter(client, `/v1/admin/releases?limit=50&${query}`, deep),
        times: [] as number[],
      };
    }),
  );
  for (let round = -5; round < rounds; round += 1) {
    for (const { client, path, times } of asked) {
      const started = performance.now();
      const { status, body } = await client.get(path);
      const tookMs = performance.now() - started;
      if (status !== 200 || body.items.length !== 50)
        throw new Error(`${path}: ${status}, ${body.items?.length} items`);
      // The first ones warm up.
      if (round >= 0) times.push(tookMs);
    }
  }
  const [few = Number.NaN, many = Number.NaN] = asked.map(({ times }) => median(times));
  return {
    name: `queue, ${name}, ratio under ${ratioUnder}`,
    figure: `${(many / few).toFixed(2)} (${few.toFixed(1)} ms among ${sizes.few}, ${many.toFixed(1)} ms among ${sizes.many})`,
    passed: many / few < ratioUnder,
  };
}

async function pathAfter(client: Client, path: string, deep: number): Promise<string> {
  let cursor: string | undefined;
  for (let page = 0; page < deep; page += 1) {
    cursor = (await client.get(`${path}${cursor ? `&cursor=${cursor}` : ""}`)).body.nextCursor;
  }
  return cursor ? `${path}&cursor=${cursor}` : path;
}

async function furnish(env: Record<string, string>, size: number): Promise<Desk> {
  const server = await startNewsroom({ ...env, QUEUE_PREFIX: `bench-${randomUUID().slice(0, 8)}` }, "api");
  const admin = clientOf(server.origin, adminKey);
  await admin.post("/v1/admin/publications", { slug: "small", name: "The Small Star", timeZone: "UTC" });
  const editor = await hire(server, {});
  const bound = await hire(server, { publication: "small" });
  const club = await signUp(admin, "Harbour Rowing Club");
  const society = await signUp(admin, "Marlhaven Society");
  const copy = copyOf(releaseInput.parse(aRelease()));
  const database = new pg.Client({ connectionString: env.DATABASE_URL });
  await database.connect();
  await database.query(manyReleases, [size, society, club, JSON.stringify(copy), claimed, editor.id]);
  await database.query("vacuum analyze");
  await database.end();
  return { server, editor, bound, club };
}

async function hire({ origin }: Server, given: object): Promise<Client & { id: string }> {
  const admin = clientOf(origin, adminKey);
  const email = `${randomUUID()}@star.example`;
  const { status, text, body } = await admin.post("/v1/admin/staff", {
    name: "Ed",
    email,
    role: "editor",
    ...given,
  });
  if (status !== 201) throw new Error(`${status}: ${text}`);
  return { id: body.staff.id, ...clientOf(origin, body.apiKey) };
}

async function signUp(admin: Client, name: string): Promise<string> {
  const contact = { name: "Ruth Okafor", email: "press@society.example" };
  const { status, text, body } = await admin.post("/v1/organizations", { name, contact });
  if (status !== 201) throw new Error(`${status}: ${text}`);
  return body.organization.id;
}

/** Releases of every state that came second by second: a tenth the club's, and 200 a small publication's. */
const manyReleases = `
  with planned as (
    select n, now() - (($1::int - n) * interval '1 second') as at,
      case when n % 5 = 0 and n <= 1000 then 'small' else 'main' end as publication,
      case when n % 10 = 3 then $3::uuid else $2::uuid end as organization_id,
      (array['needs_review', 'changes_requested', 'rejected', 'scheduled', 'published', 'published', 'published',
        'published', 'withdrawn', 'published'])[1 + n / 7 % 10] as status
    from generate_series(1, $1::int) n
  ), numbered as (
    select *, row_number() over (partition by status order by n) as place from planned
  ), made as (
    insert into releases (id, publication_id, organization_id, status, kind, headline, category, waiting_reason,
      waiting_since, waiting_due_at, claimed_by_id, claimed_by_name, claimed_until, submitted_at, created_at, moved_at,
      updated_at)
    select new_id(at), p.id, organization_id, status::release_status, 'community', 'Release ' || n,
      case when n % 3 = 0 then 'sports' else 'society' end, case when waits then 'An editor reads it.' end,
      case when waits then at end, case when waits then at + interval '1 day' end,
      case when waits and place <= $5 then $6::uuid end, case when waits and place <= $5 then 'Ed' end,
      case when waits and place <= $5 then now() + interval '1 day' end, at, at, at, at
    from numbered cross join lateral (select status = 'needs_review' as waits) w
    join publications p on p.slug = numbered.publication
    order by n
    returning id, organization_id
  )
  insert into release_versions (release_id, number, copy, author_role, author_id, author_name)
  select id, 1, $4::jsonb, 'submitter', organization_id::text, 'Society' from made`;
