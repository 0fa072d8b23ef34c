import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, until } from "../../support/newsroom.ts";
import { expectProblem } from "../../support/problems.ts";

let room: TestNewsroom;
/** Administers the publication `harbour` alone. */
let bound: Client & { readonly id: string };
type Person = Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "off" } });
  await room.admin.post("/v1/admin/publications", { slug: "harbour", name: "Harbour News", timeZone: "UTC" });
  bound = await room.staff("admin", "harbour");
});
afterAll(() => room.close());

const path = "/v1/admin/staff";
const day = 86_400_000;
const someone = (fields: Record<string, unknown> = {}) => ({
  name: "Ana Reyes",
  email: `ana-${randomBytes(5).toString("hex")}@star.example`,
  role: "editor",
  ...fields,
});
const status = async (by: Client) => (await by.get("/v1/admin/releases/counts")).status;
const eventsOf = (subjectId: string) =>
  room.sql(
    "select action, actor_id, publication_id, changes from desk_events where subject_id = $1 order by id",
    [subjectId],
  );

/** The token in the last mail to an address, once it was sent. */
async function tokenFor(email: string, besides = ""): Promise<string> {
  let token = "";
  await until(async () => {
    const mails = (await room.outbox()).filter((mail) => mail.includes(email));
    const text = mails.map((mail) => mail.replace(/=\r?\n/g, "").replaceAll("=3D", "=")).join("\n");
    token =
      [...text.matchAll(/invitations\?token=([\w-]+)/g)]
        .map(([, found = ""]) => found)
        .find((found) => found !== besides) ?? "";
    return token !== "";
  });
  return token;
}
const takeUp = (token: string) => room.reader.post("/v1/staff/invitations", { token });
async function invited() {
  const person = someone({ invite: true });
  const reply = await room.admin.post(path, person);
  return {
    reply,
    id: reply.body.staff.id as string,
    token: await tokenFor(person.email),
    email: person.email,
  };
}

describe("somebody of the desk", () => {
  it("is one person, however the address is written", async () => {
    const person = someone();
    expect(await room.admin.post(path, person)).toMatchObject({ status: 201 });
    const again = { ...person, email: person.email.toUpperCase() };
    expectProblem(await room.admin.post(path, again), 409, "already-exists");
  });

  it("is found, and found changed", async () => {
    const editor = await room.staff("editor");
    const changed = await room.admin.patch(`${path}/${editor.id}`, {
      name: "Ana R.",
      role: "managing_editor",
      publication: "harbour",
    });
    const expected = { name: "Ana R.", role: "managing_editor", publication: "harbour", disabledAt: null };
    expect(changed).toMatchObject({ status: 200, body: expected });
    expect((await room.admin.get(`${path}/${editor.id}`)).body).toEqual(changed.body);
  });

  it("may do in every process within a second what the change says", async () => {
    const editor = await room.staff("editor");
    const { body } = await room.admin.post(path, someone());
    const elsewhere = clientOf(await room.twin(), body.apiKey);
    expect([await status(editor), await status(elsewhere)]).toEqual([200, 200]);
    const changedAt = performance.now();
    await room.admin.patch(`${path}/${body.staff.id}`, { disabled: true });
    await until(async () => (await status(elsewhere)) === 401, undefined, 3000);
    expect(performance.now() - changedAt).toBeLessThan(1500);
    await room.admin.patch(`${path}/${body.staff.id}`, { disabled: false });
    await until(async () => (await status(elsewhere)) === 200, undefined, 3000);
  });

  it("loses every claim when disabled, and the releases tell of it", async () => {
    const society = await room.organization("verified");
    const release = await room.submitted(society);
    const editor = await room.staff("editor");
    await editor.put(`/v1/admin/releases/${release.id}/claim`);
    await room.admin.patch(`${path}/${editor.id}`, { disabled: true });
    expect((await room.admin.get(`/v1/admin/releases/${release.id}`)).body.claim).toBeNull();
    const events = (await room.admin.get(`/v1/admin/releases/${release.id}/events`)).body.items;
    expect(events.at(-1)).toMatchObject({
      action: "unclaim",
      note: "Whoever had claimed it works here no longer.",
    });
  });

  it("keeps the claims where the person works on after a move, and no others", async () => {
    const society = await room.organization("verified");
    const release = await room.submitted(society);
    const editor = await room.staff("editor");
    const claim = async () => (await room.admin.get(`/v1/admin/releases/${release.id}`)).body.claim;
    await editor.put(`/v1/admin/releases/${release.id}/claim`);
    await room.admin.patch(`${path}/${editor.id}`, { publication: "main" });
    expect(await claim()).toMatchObject({ id: editor.id });
    await room.admin.patch(`${path}/${editor.id}`, { publication: "harbour" });
    expect(await claim()).toBeNull();
  });

  it("is removed with every key and stays in the list, and a second time changes nothing", async () => {
    const editor = await room.staff("editor");
    const removals = [
      await room.admin.delete(`${path}/${editor.id}`),
      await room.admin.delete(`${path}/${editor.id}`),
    ];
    expect(removals.map((reply) => reply.status)).toEqual([204, 204]);
    await until(async () => (await status(editor)) === 401, undefined, 2000);
    const keys = await room.admin.get(`${path}/${editor.id}/keys`);
    expect(keys.body.items).toEqual([]);
    expect((await room.admin.get(`${path}/${editor.id}`)).body.disabledAt).toMatch(/Z$/);
    expect((await eventsOf(editor.id)).map(({ action }) => action)).toEqual(["add", "remove"]);
  });

  it("is on record with every change, by whom, and without the name", async () => {
    const editor = await room.staff("editor");
    await room.admin.patch(`${path}/${editor.id}`, {
      name: "Maria Lund",
      role: "admin",
      publication: "harbour",
    });
    const events = await eventsOf(editor.id);
    expect(events).toMatchObject([
      { action: "add", changes: { after: { role: "editor", publication: null } } },
      { action: "change", changes: { before: { role: "editor" }, after: { role: "admin", renamed: true } } },
    ]);
    expect(JSON.stringify(events)).not.toContain("Lund");
  });

  it.each([
    ["/role", { role: "king" }],
    ["/publication", { publication: "nowhere" }],
    ["/email", { email: "other@star.example" }],
  ])("is not changed by what is wrong with %s", async (pointer, change) => {
    const editor = await room.staff("editor");
    const reply = await room.admin.patch(`${path}/${editor.id}`, change);
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([422, pointer]);
  });
});

describe("an administrator of one publication", () => {
  const others = [
    ["get", ""],
    ["patch", ""],
    ["delete", ""],
    ["post", "/invitations"],
    ["get", "/keys"],
  ] as const;
  it.each(others)("has nobody of another desk to %s at %j", async (method, below) => {
    const editor = await room.staff("editor");
    const target = `${path}/${editor.id}${below}`;
    const reply = await (method === "patch"
      ? bound.patch(target, { role: "editor" })
      : bound[method](target));
    expectProblem(reply, 404, "not-found");
  });

  it.each([null, "main"])("moves nobody to %j", async (publication) => {
    const editor = await room.staff("editor", "harbour");
    expectProblem(await bound.patch(`${path}/${editor.id}`, { publication }), 403, "forbidden");
    expectProblem(await bound.post(path, someone({ publication })), 403, "forbidden");
  });

  it("administers its own, and sees no others in the list", async () => {
    const editor = await room.staff("editor", "harbour");
    expect(await bound.patch(`${path}/${editor.id}`, { role: "admin" })).toMatchObject({ status: 200 });
    const { items } = (await bound.get(`${path}?limit=100`)).body;
    expect(items.map(({ id }: { id: string }) => id)).toContain(editor.id);
    expect(new Set(items.map((item: { publication: string }) => item.publication))).toEqual(
      new Set(["harbour"]),
    );
  });
});

describe("the last administrator", () => {
  const changes = {
    demoted: { role: "editor" },
    disabled: { disabled: true },
    bound: { publication: "main" },
  };

  it.each(Object.entries(changes))("is not %s", async (_how, change) => {
    const last = await room.staff("admin");
    expectProblem(await last.patch(`${path}/${last.id}`, change), 409, "last-administrator");
    const other = await room.staff("admin");
    expect((await room.admin.patch(`${path}/${last.id}`, change)).status).toBe(200);
    await room.sql("update staff set role = 'editor' where id = $1", [other.id]);
  });

  it("is not removed, and keeps the last key", async () => {
    const last = await room.staff("admin");
    expectProblem(await room.admin.delete(`${path}/${last.id}`), 409, "last-administrator");
    const [key] = (await last.get("/v1/admin/me/keys")).body.items;
    expectProblem(await last.delete(`/v1/admin/me/keys/${key.id}`), 409, "last-administrator");
    expectProblem(await room.admin.delete(`${path}/${last.id}/keys/${key.id}`), 409, "last-administrator");
    expect(await status(last)).toBe(200);
    await room.sql("update staff set role = 'editor' where id = $1", [last.id]);
  });

  it("is one of two who demote each other at once, however often they try", async () => {
    for (let round = 0; round < 6; round += 1) {
      const pair: Person[] = [await room.staff("admin"), await room.staff("admin")];
      const [one, two] = pair as [Person, Person];
      // Both are known by now, so that neither is refused as the editor that the other makes of it.
      await Promise.all(pair.map(status));
      const replies = await Promise.all([
        one.patch(`${path}/${two.id}`, { role: "editor" }),
        two.patch(`${path}/${one.id}`, { disabled: true }),
      ]);
      expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 409]);
      await room.sql("update staff set role = 'editor'");
    }
  });

  it("is not somebody who was invited and never came", async () => {
    const last = await room.staff("admin");
    await room.admin.post(path, someone({ role: "admin", invite: true }));
    expectProblem(await last.patch(`${path}/${last.id}`, { role: "editor" }), 409, "last-administrator");
    await room.sql("update staff set role = 'editor' where id <> $1", [bound.id]);
  });
});

describe("an invitation", () => {
  it("is mailed in place of a key, and gives one that works", async () => {
    const { reply, token } = await invited();
    expect(reply).toMatchObject({
      status: 201,
      body: { apiKey: null, staff: { invitedUntil: expect.any(String) } },
    });
    const taken = await takeUp(token);
    expect(taken).toMatchObject({ status: 201, body: { staff: { invitedUntil: null } } });
    expect(await status(clientOf(room.origin, taken.body.apiKey))).toBe(200);
  });

  it("leads to a page that asks, and opening it changes nothing", async () => {
    const { token } = await invited();
    const page = await fetch(`${room.origin}/v1/staff/invitations?token=${token}`);
    expect([page.status, page.headers.get("cache-control"), page.headers.get("referrer-policy")]).toEqual([
      ...[200, "no-store", "no-referrer"],
    ]);
    expect(await page.text()).toContain(`data-token="${token}"`);
    expect((await takeUp(token)).status).toBe(201);
  });

  it("is taken up once by fifty at once", async () => {
    const { token, id } = await invited();
    const replies = await Promise.all(Array.from({ length: 50 }, () => takeUp(token)));
    const answers = replies.map((reply) => reply.status);
    expect(answers.filter((answer) => answer === 201)).toHaveLength(1);
    expect(new Set(answers)).toEqual(new Set([201, 422]));
    expect((await room.admin.get(`${path}/${id}/keys`)).body.items).toHaveLength(1);
  });

  it("works for seven days by the database's clock", async () => {
    const { token } = await invited();
    room.clock.travel(7 * day + 1000);
    expectProblem(await takeUp(token), 422, "invalid-token");
    room.clock.travel(-7 * day - 1000);
    expect((await takeUp(token)).status).toBe(201);
  });

  it("is void once another was sent, and the person is disabled or removed", async () => {
    const { id, token, email } = await invited();
    expect((await room.admin.post(`${path}/${id}/invitations`)).status).toBe(201);
    expectProblem(await takeUp(token), 422, "invalid-token");
    const second = await tokenFor(email, token);
    await room.admin.patch(`${path}/${id}`, { disabled: true });
    expectProblem(await takeUp(second), 422, "invalid-token");
    expectProblem(await room.admin.post(`${path}/${id}/invitations`), 403, "forbidden");
  });

  it("is kept as a hash, and its token is in no log of what happened", async () => {
    const { id, token } = await invited();
    await takeUp(token);
    const kept = JSON.stringify([
      await eventsOf(id),
      await room.sql("select * from staff where id = $1", [id]),
    ]);
    expect(kept).not.toContain(token);
    expect((await eventsOf(id)).map(({ action, actor_id }) => [action, actor_id === id])).toEqual([
      ["add", false],
      ["take_up_invitation", true],
    ]);
  });

  it.each(["", "unknown", randomUUID()])("is not taken up with %j", async (token) => {
    expect((await takeUp(token)).status).toBe(422);
  });
});
