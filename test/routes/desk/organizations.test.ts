import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { having, systemContext } from "../../../src/context.ts";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { sweepOverdue } from "../../../src/services/pipeline/overdue.ts";
import { publishIfDue } from "../../../src/services/pipeline/publish.ts";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../../support/newsroom.ts";
import { expectProblem } from "../../support/problems.ts";
import { untilWaiting, whileHeld } from "../../support/table-lock.ts";

let room: TestNewsroom;
let managing: Client;

// Nobody works until a test says so, and no sweep comes to anybody's help.
beforeAll(async () => {
  room = await openNewsroom({ working: false, env: { RATE_LIMITS: "off", SWEEP_SECONDS: "3600" } });
  managing = await room.staff("managing_editor");
});
afterAll(() => room.close());

const pathOf = ({ id }: { id: string }) => `/v1/admin/organizations/${id}`;
const change = (organization: TestOrganization, changes: object, by: Client = managing) =>
  by.patch(pathOf(organization), changes);
const suspend = (organization: TestOrganization) =>
  change(organization, { trust: "suspended", reason: "Complaints" });
const eventsOf = ({ id }: TestOrganization) =>
  room.sql(
    `select action, actor_role, reason, changes from desk_events
    where subject = 'organization' and subject_id = $1 and actor_role <> 'submitter' order by id`,
    [id],
  );
const system = () => systemContext(room.newsroom, "test");
const statusOf = async (id: string) =>
  (await room.sql("select status from releases where id = $1", [id]))[0]?.status;

/** Releases that are approved, which nobody has published yet. */
async function approved(organization: TestOrganization, count = 1): Promise<string[]> {
  const ids: string[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    const { body } = await organization.post("/v1/releases", aRelease());
    await moderateRelease(system(), body.id);
    expect(await statusOf(body.id)).toBe("approved");
    ids.push(body.id);
  }
  return ids;
}

describe("how an organisation stands", () => {
  it("is changed with a reason, and each change is on the record with what was before", async () => {
    const organization = await room.organization("verified");
    const reply = await change(organization, {
      ...{ trust: "trusted", dailyQuota: 50, marketSensitive: true },
      reason: "Listed, and known to us for years",
    });
    expect(reply).toMatchObject({
      status: 200,
      body: { trust: "trusted", dailyQuota: 50, marketSensitive: true },
    });
    const why = { actor_role: "managing_editor", reason: "Listed, and known to us for years" };
    expect((await eventsOf(organization)).slice(1)).toEqual([
      {
        ...{ action: "change_trust", ...why },
        changes: { before: { trust: "verified" }, after: { trust: "trusted" } },
      },
      {
        ...{ action: "change_quota", ...why },
        changes: { before: { dailyQuota: null }, after: { dailyQuota: 50 } },
      },
      {
        ...{ action: "change_market_sensitivity", ...why },
        changes: { before: { marketSensitive: false }, after: { marketSensitive: true } },
      },
    ]);
  });

  it("is not on the record where nothing changed", async () => {
    const organization = await room.organization("verified");
    const before = await eventsOf(organization);
    await change(organization, { trust: "verified", marketSensitive: false });
    expect(await eventsOf(organization)).toEqual(before);
  });

  it("is changed by two at once one after the other, each knowing what the other did", async () => {
    const organization = await room.organization("unverified");
    await Promise.all(["verified", "trusted"].map((trust) => change(organization, { trust })));
    const [first, second] = (await eventsOf(organization)).map(({ changes }) => changes);
    expect(first.before).toEqual({ trust: "unverified" });
    expect(second.before).toEqual(first.after);
    expect((await managing.get(pathOf(organization))).body.trust).toBe(second.after.trust);
  });

  it("is made suspended at once, also by somebody in a hurry who gives no reason", async () => {
    const organization = await room.organization();
    const reply = await change(organization, { trust: "suspended" });
    expect([reply.status, reply.body.trust]).toEqual([200, "suspended"]);
  });

  it("is not for the desk of one publication to change, since it holds for all", async () => {
    const bound = await room.staff("managing_editor", "main");
    const organization = await room.organization("verified");
    expectProblem(await change(organization, { trust: "trusted" }, bound), 403, "forbidden");
    expect((await bound.get(pathOf(organization))).body.trust).toBe("verified");
  });

  it("is not found of nobody", async () => {
    const nobody = { id: "00000000-0000-7000-8000-00000000dead" } as TestOrganization;
    expectProblem(await change(nobody, { trust: "trusted" }), 404, "not-found");
    expectProblem(await managing.get(pathOf(nobody)), 404, "not-found");
  });

  it("shows with what came of its releases so far", async () => {
    const organization = await room.organization("trusted");
    const [out] = (await approved(organization, 2)) as [string];
    await publishIfDue(system(), [out]);
    await change(organization, { trust: "verified" });
    for (const decision of ["reject", undefined]) {
      const { body } = await organization.post("/v1/releases", aRelease());
      await moderateRelease(system(), body.id);
      if (decision) await managing.post(`/v1/admin/releases/${body.id}/reviews`, { decision, message: "No" });
    }
    const { releases } = (await managing.get(pathOf(organization))).body;
    expect(releases).toEqual({ published: 1, rejected: 1, waiting: 1 });
  });

  it("stays suspended when the organisation moves its mailbox at the same moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      const organization = await room.organization("verified");
      const contact = { name: "Ruth", email: `moved-${round}@elsewhere.example` };
      const [suspension] = await Promise.all([
        suspend(organization),
        organization.patch("/v1/organizations/me", { contact }),
      ]);
      expect(suspension.body.trust).toBe("suspended");
      expect((await managing.get(pathOf(organization))).body.trust).toBe("suspended");
    }
  });
});

describe("a suspension that was answered", () => {
  it("holds back what a worker was just about to publish", async () => {
    const organization = await room.organization();
    const [id] = (await approved(organization)) as [string];
    let publication: Promise<unknown> = Promise.resolve();
    await whileHeld(room, ["select from releases where id = $1 for update", id], async () => {
      publication = publishIfDue(system(), [id]);
      await untilWaiting(room);
      expect((await suspend(organization)).status).toBe(200);
    });
    expect(await publication).toEqual([]);
    expect(await statusOf(id)).toBe("approved");
  });

  it("lets nothing out any more, however many workers were at it", async () => {
    const organization = await room.organization();
    const ids = await approved(organization, 12);
    const published = async () =>
      (
        await room.sql("select count(*)::int as count from articles where organization_id = $1", [
          organization.id,
        ])
      )[0]?.count as number;
    const atTheAnswer = suspend(organization).then(published);
    await Promise.all(ids.map((id) => publishIfDue(system(), [id])));
    const answered = await atTheAnswer;
    await Promise.all(ids.map((id) => publishIfDue(system(), [id])));
    expect(await published()).toBe(answered);
  });

  it("keeps what was received from being moderated, and from being looked for again and again", async () => {
    const organization = await room.organization();
    const { body } = await organization.post("/v1/releases", aRelease());
    const [ready] = (await approved(organization)) as [string];
    await suspend(organization);
    room.clock.travel(60_000);
    expect(await moderateRelease(system(), body.id)).toBeUndefined();
    const woken: string[] = [];
    const queues = { ...room.newsroom.queues, wake: (_name: string, id: string) => void woken.push(id) };
    await sweepOverdue(having(system(), { queues }));
    expect([body.id, ready].filter((id) => woken.includes(id))).toEqual([]);
    const { items } = (await managing.get(`/v1/admin/releases?organization=${organization.id}`)).body;
    expect(items.map(({ status }: { status: string }) => status).toSorted()).toEqual([
      "approved",
      "received",
    ]);
  });

  it("lets all of it go on at once when it is lifted", async () => {
    const organization = await room.organization();
    const { body } = await organization.post("/v1/releases", aRelease());
    const [ready] = (await approved(organization)) as [string];
    await suspend(organization);
    await room.startWorking();
    // By the time that another one's is out, those were looked at that came before.
    await room.submitted(await room.organization());
    expect([await statusOf(body.id), await statusOf(ready)]).toEqual(["received", "approved"]);
    await change(organization, { trust: "trusted" });
    await until(
      async () => (await statusOf(body.id)) === "published" && (await statusOf(ready)) === "published",
    );
  });
});
