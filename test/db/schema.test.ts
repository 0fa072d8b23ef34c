import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";

let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom();
  society = await room.organization();
  await room.submitted(society, aRelease({ headline: "Marlhaven schema is kept" }));
});
afterAll(() => room.close());

describe("what happened", () => {
  const kept = [
    ["release_versions", "created_at"],
    ["release_events", "at"],
    ["article_slugs", "created_at"],
  ];

  it.each(
    kept.flatMap(([table, column]) => [
      [table, `update ${table} set ${column} = ${column}`],
      [table, `delete from ${table}`],
      [table, `truncate ${table}`],
    ]),
  )("stays in %s: %s is refused", async (table, statement) => {
    await expect(room.sql(statement)).rejects.toMatchObject({
      message: `${table} is append-only`,
      code: "23001",
    });
    expect(await room.sql(`select from ${table}`)).not.toHaveLength(0);
  });

  it("stays even if the release were deleted", async () => {
    await expect(room.sql("delete from releases")).rejects.toMatchObject({
      code: expect.stringMatching(/^23/),
    });
  });
});

describe("a key", () => {
  const key = (owners: string) => `
    insert into api_keys (id, prefix, hash, label, scopes, ${owners})
    select '${randomUUID()}', '${randomUUID()}', '\\x00', 'test', '{}'`;

  it("belongs to an organisation or to somebody of the desk: to one, and to one alone", async () => {
    const staff = await room.staff("editor");
    await expect(room.sql(`${key("organization_id")}, null`)).rejects.toMatchObject({
      constraint: "api_keys_one_owner",
    });
    await expect(
      room.sql(`${key("organization_id, staff_id")}, '${society.id}', '${staff.id}'`),
    ).rejects.toMatchObject({ constraint: "api_keys_one_owner" });
  });
});

describe("a version", () => {
  it("is numbered from 1", async () => {
    const statement = `insert into release_versions (release_id, number, copy, fingerprint, author_role, author_id, author_name)
      select id, 0, '{}', '', '', '', '' from releases limit 1`;
    await expect(room.sql(statement)).rejects.toMatchObject({ constraint: "release_versions_from_one" });
  });
});

describe("the words to search", () => {
  it("follow from the article, by the database alone", async () => {
    const [column] = await room.sql(`
      select is_generated, data_type from information_schema.columns
      where table_name = 'articles' and column_name = 'search'`);
    expect(column).toEqual({ is_generated: "ALWAYS", data_type: "tsvector" });
  });

  it("weigh the headline most, then dek and organisation, then the text", async () => {
    await room.sql(`update articles set headline = 'alpha', dek = 'beta', body_text = 'gamma',
      organization_name = 'delta' where headline = 'Marlhaven schema is kept'`);
    const [row] = await room.sql("select search::text from articles where headline = 'alpha'");
    expect(row?.search).toBe("'alpha':1A 'beta':2B 'delta':3B 'gamma':4");
  });
});

describe("an index over a part of a table", () => {
  const partial = async (name: string) =>
    (await room.sql("select indexdef from pg_indexes where indexname = $1", [name]))[0]?.indexdef as string;

  it.each([
    ["articles_live", "(status = 'live'::article_status)"],
    ["articles_live_by_category", "(status = 'live'::article_status)"],
    ["articles_live_by_organization", "(status = 'live'::article_status)"],
    ["mails_due", "(status = 'due'::mail_status)"],
    ["releases_external_ref_key", "(external_ref IS NOT NULL)"],
  ])("holds what is asked for and no more: %s where %s", async (name, condition) => {
    expect(await partial(name)).toContain(`WHERE ${condition}`);
  });
});

describe("a page of a list", () => {
  /** The plan of a statement when reading the whole table, or sorting, is no way out. */
  async function planOf(statement: string, ...ways: string[]): Promise<string> {
    const client = new pg.Client({ connectionString: room.databaseUrl });
    await client.connect();
    for (const way of ["seqscan", ...ways]) await client.query(`set enable_${way} = off`);
    const { rows } = await client.query(`explain ${statement}`);
    await client.end();
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  }
  const place = "('2099-01-01'::timestamptz, '01980000-0000-7000-8000-000000000000'::uuid)";
  const publication = "(select id from publications where slug = 'main')";
  const unknown = "'01980000-0000-7000-8000-000000000000'";

  it.each([
    [
      "readers' list",
      "articles_live",
      `select * from articles where status = 'live' and publication_id = ${publication}
        and (published_at, id) < ${place} order by published_at desc, id desc limit 21`,
    ],
    [
      "list of a section",
      "articles_live_by_category",
      `select * from articles where status = 'live' and publication_id = ${publication} and category_slug = 'sports'
        and (published_at, id) < ${place} order by published_at desc, id desc limit 21`,
    ],
    [
      "list of an organisation",
      "articles_live_by_organization",
      `select * from articles where status = 'live' and organization_id = ${unknown}
        and (published_at, id) < ${place} order by published_at desc, id desc limit 21`,
    ],
    [
      "submitter's list",
      "releases_organization_id_id_idx",
      `select * from releases where organization_id = ${unknown} and id < ${unknown} order by id desc limit 21`,
    ],
    [
      "desk's queue",
      "releases_status_id_idx",
      `select * from releases where status = 'needs_review' and id > ${unknown} order by id limit 21`,
    ],
    [
      "history of a release",
      "release_events_release_id_id_idx",
      `select * from release_events where release_id = ${unknown} order by id`,
    ],
    [
      "sweep",
      "releases_status_id_idx",
      `select id from releases where status in ('received', 'moderating') and moved_at < now() order by status, id limit 100`,
    ],
    [
      "sweep of the mails",
      "mails_due",
      "select id from mails where status = 'due' and next_attempt_at < now() order by next_attempt_at limit 100",
    ],
  ])("that is the %s reads the index %s and sorts nothing", async (_which, index, statement) => {
    const plan = await planOf(statement, "bitmapscan", "sort");
    expect(plan).toMatch(new RegExp(`Index (Only )?Scan (Backward )?using ${index} `));
    expect(plan).not.toContain("Sort");
  });

  it("of a search reads the index of the words", async () => {
    const search = "select id from articles where search @@ websearch_to_tsquery('english', 'harbour')";
    expect(await planOf(search)).toContain("Bitmap Index Scan on articles_search_idx");
  });
});
