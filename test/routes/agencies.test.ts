import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFaultyRelease, aRelease } from "../support/builders.ts";
import { type Client, clientOf, type Reply } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

const clientsPath = "/v1/organizations/me/clients";
const agenciesPath = "/v1/organizations/me/agencies";
const nobody = "00000000-0000-7000-8000-00000000dead";
let room: TestNewsroom;
let agency: TestOrganization;
let client: TestOrganization;
/** The agency's key, for the client. */
let acting: Client;

beforeAll(async () => {
  room = await openNewsroom();
  agency = await room.organization("verified", "Ink Agency");
  client = await aClient();
  acting = actingFor(client);
});
afterAll(() => room.close());

/** An organisation that the agency may act for. */
async function aClient(trust = "trusted"): Promise<TestOrganization> {
  const organization = await room.organization(trust);
  await agency.post(clientsPath, { organization: organization.id });
  await organization.put(`${agenciesPath}/${agency.id}`);
  return organization;
}

const forClient = ({ id }: { id: string }) => ({ "on-behalf-of": id });
function actingFor(organization: TestOrganization, origin = room.origin): Client {
  const own = clientOf(origin, agency.key);
  const header = forClient(organization);
  return {
    get: (path, headers) => own.get(path, { ...header, ...headers }),
    post: (path, body, headers) => own.post(path, body, { ...header, ...headers }),
    put: (path, body, headers) => own.put(path, body, { ...header, ...headers }),
    patch: (path, body, headers) => own.patch(path, body, { ...header, ...headers }),
    delete: (path, headers) => own.delete(path, { ...header, ...headers }),
  };
}

const within = async (ask: () => Promise<Reply<any>>, status: number) => {
  const start = performance.now();
  await until(async () => (await ask()).status === status, undefined, 3000);
  return performance.now() - start;
};

describe("an agency", () => {
  it("asks, is seen to ask, and acts once the client approves", async () => {
    const organization = await room.organization("trusted", "Rowing Club");
    const asked = await agency.post(clientsPath, { organization: organization.id });
    expect(asked).toMatchObject({
      status: 201,
      body: { organization: { id: organization.id, name: "Rowing Club" }, approvedAt: null },
    });
    expect((await organization.get(agenciesPath)).body.items).toMatchObject([
      { organization: { id: agency.id, name: "Ink Agency" }, approvedAt: null },
    ]);
    const early = await actingFor(organization).post("/v1/releases", aRelease());
    expectProblem(early, 404, "not-found");
    const approved = await organization.put(`${agenciesPath}/${agency.id}`);
    expect(approved).toMatchObject({ status: 200, body: { approvedAt: expect.any(String) } });
    expect((await actingFor(organization).post("/v1/releases", aRelease())).status).toBe(201);
    const clients = (await agency.get(`${clientsPath}?limit=100`)).body.items;
    expect(clients).toContainEqual({ ...asked.body, approvedAt: approved.body.approvedAt });
  });

  it("sends what is the client's own, under the client's trust, signed by both", async () => {
    const release = await room.submitted(acting);
    expect(release).toMatchObject({
      status: "published",
      organization: { id: client.id, name: "Marlhaven Society" },
    });
    const by = { role: "submitter", name: "Ink Agency for Marlhaven Society" };
    const events = (await client.get(`/v1/releases/${release.id}/events`)).body.items;
    expect(events[0]).toMatchObject({ action: "submit", by });
    const versions = (await client.get(`/v1/releases/${release.id}/versions`)).body.items;
    expect(versions[0].author).toEqual(by);
    expectProblem(await agency.get(`/v1/releases/${release.id}`), 404, "not-found");
  });

  it("follows, changes, resubmits and takes back for the client, each signed by both", async () => {
    const sent = await acting.post("/v1/releases", aFaultyRelease());
    await room.settled(acting, sent.body.id, "changes_requested");
    const path = `/v1/releases/${sent.body.id}`;
    const { body } = aRelease();
    await acting.patch(path, { body }, { "if-match": sent.headers.get("etag") ?? "" });
    expect((await acting.post(`${path}/submission`)).status).toBe(200);
    const draft = await acting.post("/v1/releases?draft=true", aRelease());
    expect((await acting.post(`/v1/releases/${draft.body.id}/withdrawal`)).status).toBe(200);
    const events = (await client.get(`${path}/events`)).body.items;
    const signed = events.filter(({ by }: any) => by.name === "Ink Agency for Marlhaven Society");
    expect(signed.map(({ action }: any) => action)).toEqual(["submit", "amend", "resubmit"]);
  });

  it("sends files that are the client's", async () => {
    const form = new FormData();
    form.set("file", new Blob([Buffer.from("%PDF-1.7\n%%EOF\n")]), "a.pdf");
    const asset = await acting.post("/v1/assets", form);
    expect((await client.get(`/v1/assets/${asset.body.id}`)).status).toBe(200);
    expectProblem(await agency.get(`/v1/assets/${asset.body.id}`), 404, "not-found");
  });

  it("uses up the client's quota and not its own", async () => {
    const organization = await aClient();
    const before = (await agency.get("/v1/organizations/me")).body.quota.used;
    await room.admin.patch(`/v1/admin/organizations/${organization.id}`, { dailyQuota: 1 });
    const asClient = actingFor(organization);
    await until(async () => (await asClient.get("/v1/organizations/me")).body.quota.perDay === 1);
    expect((await asClient.post("/v1/releases", aRelease())).status).toBe(201);
    expectProblem(await asClient.post("/v1/releases", aRelease()), 429, "quota-exceeded");
    expect((await agency.get("/v1/organizations/me")).body.quota.used).toBe(before);
  });

  it("manages nothing for the client: neither keys nor profile, domains, agencies or webhooks", async () => {
    const refusals = await Promise.all([
      acting.post("/v1/organizations/me/keys", { label: "mine" }),
      acting.get("/v1/organizations/me/keys"),
      acting.patch("/v1/organizations/me", { name: "Ours" }),
      acting.post("/v1/organizations/me/domains", { domain: "ours.example" }),
      acting.put(`${agenciesPath}/${agency.id}`),
      acting.post(clientsPath, { organization: nobody }),
      acting.get("/v1/organizations/me/webhooks"),
    ]);
    for (const refusal of refusals) expectProblem(refusal, 403, "forbidden");
  });

  it("does for the client only what its own key may do", async () => {
    const made = await agency.post("/v1/organizations/me/keys", { label: "reads", scopes: ["release:read"] });
    const reader = clientOf(room.origin, made.body.apiKey);
    expect((await reader.get("/v1/releases", forClient(client))).status).toBe(200);
    expectProblem(await reader.post("/v1/releases", aRelease(), forClient(client)), 403, "forbidden");
  });

  it("repeats a request safely, and its keys meet neither the client's nor another client's", async () => {
    const [key, release] = [{ "idempotency-key": randomUUID() }, aRelease()];
    const other = actingFor(await aClient());
    const first = await acting.post("/v1/releases?draft=true", release, key);
    const repeat = await acting.post("/v1/releases?draft=true", release, key);
    const others = [
      await client.post("/v1/releases?draft=true", release, key),
      await other.post("/v1/releases?draft=true", release, key),
      await agency.post("/v1/releases?draft=true", release, key),
    ];
    expect([repeat.text, repeat.headers.get("idempotency-replayed")]).toEqual([first.text, "true"]);
    expect(others.map(({ status, headers }) => [status, headers.get("idempotency-replayed")])).toEqual(
      Array(3).fill([201, null]),
    );
  });

  it("is told from nobody when it names who has not approved it, does not exist, or is no id at all", async () => {
    const stranger = await room.organization();
    const names = [stranger.id, nobody].map((id) => agency.get("/v1/releases", { "on-behalf-of": id }));
    const [unapproved, missing] = await Promise.all(names);
    expect([unapproved?.status, missing?.status]).toEqual([404, 404]);
    expect(unapproved?.body.detail).toBe(missing?.body.detail);
    const garbage = await agency.get("/v1/releases", { "on-behalf-of": "Marlhaven" });
    expect([garbage.status, pointers(garbage)]).toEqual([422, ["On-Behalf-Of"]]);
  });

  it("is described to whoever reads the API's description, at the routes that take it", async () => {
    const { paths } = (await room.reader.get("/openapi.json")).body;
    const takes = (operation: any) =>
      (operation.parameters ?? []).some((one: any) => one.in === "header" && one.name === "on-behalf-of");
    expect([
      takes(paths["/v1/releases"].post),
      takes(paths["/v1/releases/{id}"].get),
      takes(paths["/v1/assets"].post),
      takes(paths["/v1/organizations/me"].patch),
      takes(paths["/v1/admin/releases"].get),
      takes(paths["/v1/articles"].get),
    ]).toEqual([true, true, true, false, false, false]);
  });
});

describe("asking", () => {
  it("is done once, also by twenty at once", async () => {
    const { id } = await room.organization();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => agency.post(clientsPath, { organization: id })),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, ...Array(19).fill(409)]);
  });

  it("is refused for oneself and for nobody", async () => {
    expect(pointers(await agency.post(clientsPath, { organization: agency.id }))).toEqual(["/organization"]);
    expectProblem(await agency.post(clientsPath, { organization: nobody }), 404, "not-found");
  });

  it("comes before approving", async () => {
    const stranger = await room.organization();
    expectProblem(await client.put(`${agenciesPath}/${stranger.id}`), 404, "not-found");
  });

  it("is answered once, also by two at once, and everything is on the record", async () => {
    const asker = await room.organization("verified", "Other Agency");
    const organization = await room.organization();
    await asker.post(clientsPath, { organization: organization.id });
    const approve = () => organization.put(`${agenciesPath}/${asker.id}`);
    const approvals = await Promise.all([approve(), approve()]);
    expect(new Set(approvals.map(({ body }) => body.approvedAt)).size).toBe(1);
    await asker.delete(`${clientsPath}/${organization.id}`);
    const events = await room.sql(
      "select action, actor_id, changes from desk_events where subject = 'agency' and subject_id = $1 order by id",
      [asker.id],
    );
    const changes = { after: { agency: asker.id, client: organization.id } };
    expect(events).toEqual([
      { action: "ask", actor_id: asker.id, changes },
      { action: "approve", actor_id: organization.id, changes },
      { action: "end", actor_id: asker.id, changes },
    ]);
  });

  it("is walked through page by page", async () => {
    const asker = await room.organization("verified", "Busy Agency");
    const ids: string[] = [];
    for (let asked = 0; asked < 3; asked += 1) ids.push((await room.organization()).id);
    for (const organization of ids) await asker.post(clientsPath, { organization });
    const first = (await asker.get(`${clientsPath}?limit=2`)).body;
    const second = (await asker.get(`${clientsPath}?limit=2&cursor=${first.nextCursor}`)).body;
    const seen = [...first.items, ...second.items].map(({ organization }: any) => organization.id);
    expect([seen, second.nextCursor]).toEqual([ids.toSorted(), null]);
  });
});

describe("what is ended", () => {
  it.each([
    ["the client", (organization: TestOrganization) => organization.delete(`${agenciesPath}/${agency.id}`)],
    ["the agency", (organization: TestOrganization) => agency.delete(`${clientsPath}/${organization.id}`)],
  ])("by %s is over within a second, in every process", async (_who, end) => {
    const organization = await aClient();
    const twin = actingFor(organization, await room.twin());
    expect((await twin.get("/v1/releases")).status).toBe(200);
    expect((await end(organization)).status).toBe(204);
    expect(await within(() => twin.get("/v1/releases"), 404)).toBeLessThan(1500);
    expect((await actingFor(organization).get("/v1/releases")).status).toBe(404);
    expectProblem(await end(organization), 404, "not-found");
  });
});

describe("a suspension", () => {
  const stand = (organization: TestOrganization, trust: string) =>
    room.admin.patch(`/v1/admin/organizations/${organization.id}`, { trust, reason: "Complaints" });

  it("of the client stops the agency for this client, and for no other", async () => {
    const organization = await aClient();
    const asClient = actingFor(organization);
    await asClient.get("/v1/releases");
    await stand(organization, "suspended");
    await within(() => asClient.get("/v1/releases"), 403);
    expectProblem(await asClient.post("/v1/releases", aRelease()), 403, "organization-suspended");
    expect((await acting.get("/v1/releases")).status).toBe(200);
  });

  it("of the agency stops it for every client, and holds back what it sent until it is lifted", async () => {
    const second = await room.organization("verified", "Fast Agency");
    const organization = await room.organization();
    await second.post(clientsPath, { organization: organization.id });
    await organization.put(`${agenciesPath}/${second.id}`);
    const hour = new Date(room.newsroom.clock.now().getTime() + 3_600_000).toISOString();
    const sent = await second.post("/v1/releases", aRelease({ publishAt: hour }), forClient(organization));
    await room.settled(organization, sent.body.id, "scheduled");
    await stand(second, "suspended");
    await within(() => second.get("/v1/releases", forClient(organization)), 403);
    room.clock.travel(3_600_001);
    const own = await room.submitted(organization);
    expect(own.status).toBe("published");
    expect((await organization.get(`/v1/releases/${sent.body.id}`)).body.status).toBe("scheduled");
    await stand(second, "verified");
    await room.settled(organization, sent.body.id, "published");
  });
});
