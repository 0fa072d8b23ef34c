import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { momentOf } from "../../src/db/ids.ts";
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
    ["desk_events", "at"],
    ["event_seals", "at"],
    ["article_changes", "at"],
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

  it("stays of a rule pack, which goes with its publication alone", async () => {
    await room.sql(`insert into rule_packs (id, publication_id, number, pack, note, author_id, author_name)
      select new_id(now()), id, 99, '{}', '', '', '' from publications`);
    for (const statement of ["update rule_packs set note = note", "truncate rule_packs"]) {
      await expect(room.sql(statement)).rejects.toMatchObject({ message: "rule_packs is append-only" });
    }
  });

  it("stays even if the release were deleted", async () => {
    await expect(room.sql("delete from releases")).rejects.toMatchObject({
      code: expect.stringMatching(/^23/),
    });
  });
});

describe("an erasure", () => {
  const erasing = async (assignment: string) => {
    const client = new pg.Client({ connectionString: room.databaseUrl });
    await client.connect();
    try {
      await client.query("begin");
      await client.query("set local dateline.erasing = 'on'");
      await client.query(`update release_versions set ${assignment}`);
      await client.query("commit");
    } finally {
      await client.end();
    }
  };

  it("takes the people out of what a release said", async () => {
    await erasing("author_name = 'Erased', copy = copy - 'mediaContact'");
    const versions = await room.sql(
      "select author_name, copy -> 'mediaContact' as contact from release_versions",
    );
    expect(versions).not.toHaveLength(0);
    expect(new Set(versions.map(({ author_name, contact }) => `${author_name} ${contact}`))).toEqual(
      new Set(["Erased null"]),
    );
  });

  it.each([
    "number = number + 1",
    "author_id = 'somebody else'",
    "notice = 'Nothing happened'",
    `copy = copy || '{"headline": "Another"}'`,
    "copy = copy - 'body'",
    "created_at = now()",
  ])("takes out nothing else: %s is refused", async (assignment) => {
    await expect(erasing(assignment)).rejects.toMatchObject({
      message: "release_versions is append-only but for the people in it",
      code: "23001",
    });
  });

  it("takes no version away", async () => {
    await expect(
      room.sql(
        "with erasing as (select set_config('dateline.erasing', 'on', true)) delete from release_versions",
      ),
    ).rejects.toMatchObject({ message: "release_versions is append-only" });
  });
});

describe("a webhook", () => {
  const webhook = (
    owners: string,
  ) => `insert into webhooks (id, url, events, secret, organization_id, publication_id)
    values (new_id(now()), 'https://star.example/', '{}', '\\x00', ${owners})`;

  it("belongs to an organisation or to a publication: to one, and to one alone", async () => {
    const publication = "(select id from publications limit 1)";
    for (const owners of ["null, null", `'${society.id}', ${publication}`]) {
      await expect(room.sql(webhook(owners))).rejects.toMatchObject({ constraint: "webhooks_one_owner" });
    }
    await room.sql(webhook(`'${society.id}', null`));
    await room.sql(webhook(`null, ${publication}`));
  });
});

describe("an id that a statement makes", () => {
  it("is a UUIDv7 of its moment, and another one for every row", async () => {
    const at = new Date("2026-03-01T12:34:56.789Z");
    const rows = await room.sql("select new_id($1)::text as id from generate_series(1, 100)", [at]);
    const ids = rows.map(({ id }) => id as string);
    const isVersion7 = (id: string) =>
      /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id);
    expect(new Set(ids).size).toBe(100);
    expect(ids.filter((id) => !isVersion7(id) || momentOf(id).getTime() !== at.getTime())).toEqual([]);
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
    const statement = `insert into release_versions (release_id, number, copy, author_role, author_id, author_name)
      select id, 0, '{}', '', '', '' from releases limit 1`;
    await expect(room.sql(statement)).rejects.toMatchObject({ constraint: "release_versions_from_one" });
  });
});

describe("the words to search", () => {
  const words = async () =>
    (
      await room.sql(`select s.brief::text, s.words::text from article_search s join articles a on a.id = s.article_id
      where a.slug = 'marlhaven-schema-is-kept'`)
    )[0];

  it("follow from the article, by the database alone: headline most, then dek and organisation, then the text", async () => {
    await room.sql(`update articles set headline = 'alpha', dek = 'beta', body_text = 'gamma', summary = 'epsilon',
      organization_name = 'delta', keywords = '{zeta}', language = 'en', version = version + 1
      where slug = 'marlhaven-schema-is-kept'`);
    const brief = "'alpha':1A 'beta':2B 'delta':3B 'zeta':4C '~english'";
    expect(await words()).toEqual({
      brief,
      words: "'alpha':1A 'beta':2B 'delta':3B 'epsilon':5C 'gamma':6 'zeta':4C '~english'",
    });
  });

  it("go with an article that is taken down", async () => {
    await room.sql("update articles set status = 'killed' where slug = 'marlhaven-schema-is-kept'");
    expect(await words()).toBeUndefined();
  });
});

describe("an index over a part of a table", () => {
  const partial = async (name: string) =>
    (await room.sql("select indexdef from pg_indexes where indexname = $1", [name]))[0]?.indexdef as string;

  it.each([
    ["assets_unused", "(unused_since IS NOT NULL)"],
    ["articles_live", "(status = 'live'::article_status)"],
    ["articles_live_by_category", "(status = 'live'::article_status)"],
    ["articles_live_of_organization", "(status = 'live'::article_status)"],
    ["mails_due", "(status = 'due'::mail_status)"],
    ["mails_sending", "(status = 'sending'::mail_status)"],
    ["mails_troubled", "(status = ANY (ARRAY['uncertain'::mail_status, 'failed'::mail_status]))"],
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
      "articles_live_of_organization",
      `select * from articles where status = 'live' and publication_id = ${publication}
        and organization_id = ${unknown} and (published_at, id) < ${place} order by published_at desc, id desc limit 21`,
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
      "record of everything, of releases",
      "release_events_pkey",
      `select * from release_events where id < ${unknown} order by id desc limit 21`,
    ],
    [
      "record of everything, beside releases",
      "desk_events_pkey",
      `select * from desk_events where id < ${unknown} order by id desc limit 21`,
    ],
    [
      "record of one thing",
      "desk_events_subject_subject_id_id_idx",
      `select * from desk_events where subject = 'staff' and subject_id = 'x' and id < ${unknown} order by id desc limit 21`,
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
    [
      "sweep of the mails nobody answered for",
      "mails_sending",
      "select id from mails where status = 'sending' and next_attempt_at < now() order by next_attempt_at limit 100",
    ],
    [
      "list of the mails that failed",
      "mails_troubled",
      `select * from mails where status = 'failed' and id < ${unknown} order by id desc limit 21`,
    ],
  ])("that is the %s reads the index %s and sorts nothing", async (_which, index, statement) => {
    const plan = await planOf(statement, "bitmapscan", "sort");
    expect(plan).toMatch(new RegExp(`Index (Only )?Scan (Backward )?using ${index} `));
    expect(plan).not.toContain("Sort");
  });

  it.each(["words", "brief"])(
    "of a search asks one index for the %s and all that they go with",
    async (column) => {
      const search = `select article_id from article_search
      where ${column} @@ websearch_to_tsquery('english', 'harbour') and marks @> '{p:x}' and marks && '{w:1,w:2}'
      order by published_at desc limit 20`;
      const plan = await planOf(search);
      expect(plan).toContain("Bitmap Index Scan on article_search_words");
      expect(plan).toMatch(new RegExp(`Index Cond: .*${column} @@ .*marks @> .*marks &&`));
    },
  );
});
