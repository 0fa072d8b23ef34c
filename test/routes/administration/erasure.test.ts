import { randomBytes } from "node:crypto";
import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import { clientOf } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, until } from "../../support/newsroom.ts";
import { expectProblem } from "../../support/problems.ts";

let room: TestNewsroom;
const logged: string[] = [];
const intoLog = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    logged.push(chunk.toString("utf8"));
    done();
  },
});

beforeAll(async () => {
  const log = pino({ level: "debug" }, intoLog);
  room = await openNewsroom({ env: { RATE_LIMITS: "off" }, log });
});
afterAll(() => room.close());

/** Somebody whom no other row of the newsroom knows. */
function canary() {
  const mark = randomBytes(4).toString("hex");
  return { name: `Quenby Ashdown-${mark}`, email: `Quenby.${mark}@press.example`, phone: `+44 1632 ${mark}` };
}
type Person = ReturnType<typeof canary>;
const personPath = ({ email }: Pick<Person, "email">) => `/v1/admin/people/${encodeURIComponent(email)}`;
const erase = (person: Pick<Person, "email">) => room.admin.delete(personPath(person));
const shown = (person: Person) => ({ mediaContact: { ...person, public: true } });

/** The tables whose rows hold the words, with how many do. */
async function hits(words: string): Promise<Record<string, number>> {
  const tables = await room.sql(
    "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const found: Record<string, number> = {};
  for (const { table_name: table } of tables) {
    const query = `select count(*)::int as count from "${table}" t where position(lower($1) in lower(t::text)) > 0`;
    const [row] = await room.sql(query, [words]);
    if (row?.count > 0) found[table] = row?.count;
  }
  return found;
}

/** The counts of a report that are not nothing. */
function counts(list: readonly { what: string; count: number }[]): Record<string, number> {
  return Object.fromEntries(list.filter(({ count }) => count > 0).map(({ what, count }) => [what, count]));
}

async function signUp(person: Person) {
  const contact = { name: person.name, email: person.email };
  const about = { boilerplate: "A society of Marlhaven.", website: "https://press.example" };
  const { body } = await room.reader.post("/v1/organizations", {
    name: "Marlhaven Society",
    contact,
    ...about,
  });
  const { id } = body.organization;
  await room.admin.patch(`/v1/admin/organizations/${id}`, { trust: "trusted" });
  return { id: id as string, ...clientOf(room.origin, body.apiKey) };
}

async function articleOf(release: Record<string, any>) {
  const reply = await room.reader.get(`/v1/articles/${release.article.id}`);
  return { contact: reply.body.mediaContact, etag: reply.headers.get("etag") ?? "", body: reply.body };
}

describe("an erased person", () => {
  it("is in no table any more, but for the record of who decided", async () => {
    const person = canary();
    const organization = await signUp(person);
    const key = { "idempotency-key": person.email.replace("@", "-") };
    await organization.post("/v1/releases?draft=true", aRelease(shown(person)), key);
    const published = await room.submitted(organization, aRelease(shown(person)));
    const added = await room.admin.post("/v1/admin/staff", { ...person, phone: undefined, role: "admin" });
    const self = clientOf(room.origin, added.body.apiKey);
    await self.post("/v1/admin/blocks", { kind: "term", value: "tombola", severity: "hold", reason: "Test" });
    await self.post("/v1/admin/staff", {
      name: "Ed",
      email: `${person.name.slice(-8)}@star.example`,
      role: "editor",
    });
    const { etag } = await articleOf(published);
    const correction = { changes: { dek: "Two carpenters and a mason" }, notice: "A line was missing." };
    const path = `/v1/admin/articles/${published.article.id}/corrections`;
    expect((await self.post(path, correction, { "if-match": etag })).status).toBe(201);
    expect(Object.keys(await hits(person.email)).toSorted()).toEqual(
      ["articles", "idempotency_keys", "mails", "organizations", "release_versions", "staff"].toSorted(),
    );

    await room.staff("admin");
    const report = await erase(person);
    expect(report).toMatchObject({ status: 200, body: { erasedAt: expect.stringMatching(/Z$/) } });
    expect(counts(report.body.removed)).toEqual({
      ...{ mediaContacts: 3, articleContacts: 1, organizationContacts: 1, staff: 1, keys: 1 },
      ...{ authorNames: 2, mails: expect.any(Number), answers: 1 },
    });
    expect(counts(report.body.kept)).toEqual({ articles: 1, events: expect.any(Number) });
    expect([await hits(person.email), await hits(person.phone)]).toEqual([{}, {}]);
    expect(Object.keys(await hits(person.name)).toSorted()).toEqual(["desk_events", "release_events"]);
    expect(logged.join("").toLowerCase()).not.toContain(person.email.toLowerCase());
  });

  it("is found in whatever case, once, and a second time as little as somebody unknown", async () => {
    const person = canary();
    const society = await room.organization();
    await society.post("/v1/releases?draft=true", aRelease(shown(person)));
    const first = await erase({ email: person.email.toUpperCase() });
    const [second, unknown] = [await erase(person), await erase(canary())];
    expect(counts(first.body.removed)).toEqual({ mediaContacts: 1 });
    expect(second.body).toEqual({ ...unknown.body, erasedAt: second.body.erasedAt });
    expect(second.body.removed.map(({ what }: { what: string }) => what)).toEqual(
      first.body.removed.map(({ what }: { what: string }) => what),
    );
  });

  it("is taken out once by two who ask at once", async () => {
    const person = canary();
    const organization = await signUp(person);
    await organization.post("/v1/releases?draft=true", aRelease(shown(person)));
    const reports = await Promise.all([erase(person), erase(person)]);
    const total = reports.flatMap(({ body }) => Object.entries(counts(body.removed)));
    expect(reports.map(({ status }) => status)).toEqual([200, 200]);
    expect(total.map(([what]) => what).toSorted()).toEqual([
      "mails",
      "mediaContacts",
      "organizationContacts",
    ]);
  });

  it("is shown what is kept beforehand, and nothing afterwards", async () => {
    const person = canary();
    const organization = await signUp(person);
    const release = await room.submitted(organization, aRelease(shown(person)));
    const { body } = await room.admin.get(personPath(person));
    expect(body).toMatchObject({
      staff: [],
      organizations: [{ id: organization.id, contact: { email: person.email } }],
      mediaContacts: [{ releaseId: release.id, version: 1, contact: { phone: person.phone } }],
      articles: [{ id: release.article.id, contact: { name: person.name } }],
      mails: expect.arrayContaining([expect.objectContaining({ letter: "confirm_mailbox" })]),
    });
    await erase(person);
    const after = await room.admin.get(personPath(person));
    expect(after.body).toEqual({
      staff: [],
      organizations: [],
      mediaContacts: [],
      articles: [],
      subscriptions: [],
      mails: [],
    });
  });

  it("leaves the organisation unverified, working, and free to name another contact", async () => {
    const person = canary();
    const organization = await signUp(person);
    await erase(person);
    await until(async () => (await organization.get("/v1/organizations/me")).body.trust === "unverified");
    const contact = { name: "Ruth Okafor", email: "ruth@society.example" };
    expect((await organization.patch("/v1/organizations/me", { contact })).body).toMatchObject({ contact });
  });

  it("is gone from the article for whoever has it cached, and no correction brings the contact back", async () => {
    const person = canary();
    const release = await room.submitted(await room.organization(), aRelease(shown(person)));
    const before = await articleOf(release);
    expect(before.contact).toMatchObject({ email: person.email });
    await erase(person);
    const again = { "if-none-match": before.etag };
    expect((await room.reader.get(`/v1/articles/${release.article.id}`, again)).status).toBe(200);
    const { etag } = await articleOf(release);
    const correction = { changes: { dek: "Another line" }, notice: "A line was missing." };
    const path = `/v1/admin/articles/${release.article.id}/corrections`;
    expect((await room.admin.post(path, correction, { "if-match": etag })).status).toBe(201);
    expect((await articleOf(release)).contact).toBeNull();
  });

  it("is in no article that was being published meanwhile", async () => {
    const society = await room.organization();
    const people = Array.from({ length: 16 }, canary);
    const releases = await Promise.all(
      people.map(async (person) => {
        const { body } = await society.post("/v1/releases", aRelease(shown(person)));
        // At different moments of its way.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
        await erase(person);
        return room.settled(society, body.id, "published", "needs_review");
      }),
    );
    const published = releases.filter(({ status }) => status === "published");
    expect(published.length).toBeGreaterThan(0);
    for (const release of published) expect((await articleOf(release)).contact).toBeNull();
  });

  it("loses the key and the claims of an editor within a second, in every process", async () => {
    const person = canary();
    const { body } = await room.admin.post("/v1/admin/staff", {
      ...person,
      phone: undefined,
      role: "editor",
    });
    const release = await room.submitted(await room.organization("verified"));
    const elsewhere = clientOf(await room.twin(), body.apiKey);
    expect((await elsewhere.put(`/v1/admin/releases/${release.id}/claim`)).status).toBe(200);
    const report = await erase(person);
    expect(counts(report.body.removed)).toMatchObject({ staff: 1, keys: 1, claims: 1 });
    await until(
      async () => (await elsewhere.get("/v1/admin/releases/counts")).status === 401,
      undefined,
      2000,
    );
    expectProblem(await room.admin.get(`/v1/admin/staff/${body.staff.id}`), 404, "not-found");
  });

  it("is not the last administrator, who stays whole", async () => {
    await room.sql("update staff set role = 'editor'");
    const person = canary();
    await room.admin.post("/v1/admin/staff", { ...person, phone: undefined, role: "admin" });
    const before = await hits(person.email);
    expectProblem(await erase(person), 409, "last-administrator");
    expect(await hits(person.email)).toEqual(before);
    await room.staff("admin");
    expect((await erase(person)).status).toBe(200);
  });

  it("is on record without the address", async () => {
    const person = canary();
    await erase(person);
    const { items } = (await room.admin.get("/v1/admin/events?subject=person")).body;
    expect(items[0]).toMatchObject({ action: "erase", subjectId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });
});

describe("an erased organisation", () => {
  it("has nobody in it any more, and its articles stay under its name", async () => {
    const person = canary();
    const organization = await signUp(person);
    const release = await room.submitted(organization, aRelease(shown(person)));
    await organization.post("/v1/releases?draft=true", aRelease(shown(canary())), {
      "idempotency-key": "draft",
    });
    await organization.post("/v1/organizations/me/domains", { domain: "press.example" });
    const report = await room.admin.delete(`/v1/admin/organizations/${organization.id}`);
    expect(counts(report.body.removed)).toEqual({
      ...{
        organizationContacts: 1,
        boilerplates: 1,
        mediaContacts: 2,
        articleContacts: 1,
        keys: 1,
        domains: 1,
      },
      ...{ mails: expect.any(Number), answers: 1 },
    });
    expect(counts(report.body.kept)).toEqual({ articles: 1, releases: 2, attestations: 2 });
    expect([await hits(person.email), await hits(person.name), await hits(person.phone)]).toEqual([
      {},
      {},
      {},
    ]);
    const { body } = await articleOf(release);
    expect(body).toMatchObject({ mediaContact: null, organization: { name: "Marlhaven Society" } });
  });

  it("gives the same report a second time, with nothing in it", async () => {
    const organization = await signUp(canary());
    await organization.post("/v1/releases?draft=true", aRelease());
    const path = `/v1/admin/organizations/${organization.id}`;
    const [first, second] = [await room.admin.delete(path), await room.admin.delete(path)];
    const names = ({ body }: typeof first) => body.removed.map(({ what }: { what: string }) => what);
    expect(names(second)).toEqual(names(first));
    expect([counts(second.body.removed), second.body.erasedAt]).toEqual([{}, first.body.erasedAt]);
    expect(second.body.kept).toEqual(first.body.kept);
  });

  it("can do nothing more, and nothing of it goes out, whoever approves", async () => {
    const organization = await signUp(canary());
    await room.admin.patch(`/v1/admin/organizations/${organization.id}`, { trust: "verified" });
    const release = await room.submitted(organization);
    await room.admin.delete(`/v1/admin/organizations/${organization.id}`);
    await until(async () => (await organization.get("/v1/organizations/me")).status === 401, undefined, 2000);
    const path = `/v1/admin/releases/${release.id}`;
    const review = await room.admin.post(`${path}/reviews`, { decision: "approve" });
    expect([review.status, review.body.status]).toEqual([201, "approved"]);
    const trusted = await room.admin.patch(`/v1/admin/organizations/${organization.id}`, {
      trust: "trusted",
    });
    expectProblem(trusted, 403, "forbidden");
    // The sweep has looked at it since.
    await until(async () => (await room.sql("select 1 from event_seals limit 1")).length > 0);
    expect((await room.admin.get(path)).body.status).toBe("approved");
  });

  it("leaves another organisation's mails to the same mailbox alone", async () => {
    const person = canary();
    const [erased, other] = [await signUp(person), await signUp(person)];
    const toOther = () =>
      room.sql(
        "select count(*)::int as count from mails where about->>'organizationId' = $1 and to_address <> ''",
        [other.id],
      );
    const before = await toOther();
    await room.admin.delete(`/v1/admin/organizations/${erased.id}`);
    expect([await toOther(), before]).toEqual([before, [{ count: 1 }]]);
  });

  it("is 404 where there is none", async () => {
    const path = "/v1/admin/organizations/00000000-0000-7000-8000-00000000dead";
    expectProblem(await room.admin.delete(path), 404, "not-found");
  });
});

describe("whoever is erased", () => {
  it("gets none of the mails that were due", async () => {
    await room.stopWorking();
    const [person, contact] = [canary(), canary()];
    await signUp(person);
    const organization = await signUp(contact);
    await room.admin.post("/v1/admin/staff", { ...person, phone: undefined, role: "editor", invite: true });
    expect(counts((await erase(person)).body.removed)).toMatchObject({ mails: 2 });
    await room.admin.delete(`/v1/admin/organizations/${organization.id}`);
    const witness = canary();
    await room.startWorking();
    await signUp(witness);
    const sentTo = async ({ email }: Person) =>
      (await room.outbox()).filter((mail) => mail.includes(email)).length;
    await until(async () => (await sentTo(witness)) === 1);
    expect([await sentTo(person), await sentTo(contact)]).toEqual([0, 0]);
    const blank = await room.sql("select distinct status from mails where to_address = '' order by status");
    expect(blank.map(({ status }) => status)).not.toContain("due");
  });

  it("is so by an administrator of everything alone", async () => {
    const bound = await room.staff("admin", "main");
    const organization = await room.organization();
    const person = canary();
    expectProblem(await bound.delete(`/v1/admin/organizations/${organization.id}`), 403, "forbidden");
    expectProblem(await bound.delete(personPath(person)), 403, "forbidden");
    expectProblem(await bound.get(personPath(person)), 403, "forbidden");
  });
});
