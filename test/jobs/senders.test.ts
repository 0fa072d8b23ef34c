import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { moderateRelease } from "../../src/services/pipeline/moderate.ts";
import { aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";

let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "off", TRUST_PROXY: "loopback" } });
  society = await room.organization("trusted", "Marlhaven Society");
});
afterAll(() => room.close());

const found = (release: Record<string, any>, rule: string) =>
  release.moderation.findings.find((finding: { rule: string }) => finding.rule === rule);

async function sentFrom(address: string, by: Client, release = aRelease()): Promise<Record<string, any>> {
  const { body } = await by.post("/v1/releases", release, { "x-forwarded-for": address });
  return room.settled(by, body.id);
}

describe("many releases at once", () => {
  const six = () =>
    Promise.all(Array.from({ length: 6 }, (_, at) => room.organization("verified", `Choir of parish ${at}`)));

  it("from one network are seen, however many send at the same instant, and nobody keeps the address", async () => {
    const sent = await Promise.all((await six()).map((by) => sentFrom("203.0.113.7", by)));
    expect(sent.filter((release) => found(release, "SP-07")).length).toBeGreaterThan(0);
    const [last] = await room.sql("select * from release_arrivals order by at desc limit 1");
    expect(JSON.stringify(last)).not.toContain("203.0.113.7");
    const [kept] = await room.sql("select count(*)::int from release_arrivals where network = $1", [
      last?.network,
    ]);
    expect(kept).toEqual({ count: 6 });
  });

  it("come once, also when a release is judged twice", async () => {
    const [row] = await room.sql("select release_id as id from release_arrivals limit 1");
    await moderateRelease(systemContext(room.newsroom, "twice"), row?.id);
    expect(await room.sql("select from release_arrivals where release_id = $1", [row?.id])).toHaveLength(1);
  });

  it("are forgotten after a day", async () => {
    room.clock.travel(25 * 3_600_000);
    await room.submitted(society);
    await expect.poll(() => room.sql("select from release_arrivals"), { timeout: 5000 }).toEqual([]);
  });
});

describe("a text that was refused", () => {
  it("waits for an editor when somebody else sends it, who learns nothing of whose it was", async () => {
    const first = await room.organization("verified", "Westerby Traders");
    const release = aRelease({ headline: "Westerby traders sell what nobody needs" });
    const refused = await room.submitted(first, release);
    await room.admin.post(`/v1/admin/releases/${refused.id}/reviews`, {
      decision: "reject",
      reason: "No news",
    });
    const again = await room.submitted(society, { ...release, headline: "The society sells it too" });
    expect(again.status).toBe("needs_review");
    expect(found(again, "SP-08")).toMatchObject({ severity: "hold", pointer: "/body" });
    expect(JSON.stringify(again)).not.toContain(refused.id);
    const { body } = await room.admin.get(`/v1/admin/releases/${again.id}/similar`);
    expect(body.items[0]).toMatchObject({ id: refused.id, status: "rejected", isCopy: true });
    const own = await room.submitted(first, { ...release, headline: "Westerby traders sell it again" });
    expect(found(own, "SP-08").message).toContain(refused.id);
  });
});

describe("news that another publication has", () => {
  it("is let through with a note", async () => {
    await room.admin.post("/v1/admin/publications", {
      slug: "evening",
      name: "The Evening",
      timeZone: "UTC",
    });
    const release = aRelease();
    const first = await room.submitted(society, release);
    const again = await room.submitted(society, { ...release, publication: "evening" });
    expect([first.status, again.status]).toEqual(["published", "published"]);
    expect(found(again, "BD-16")).toMatchObject({ severity: "info", evidence: first.id });
  });
});

describe("a name that looks like another's", () => {
  it("is shown to the desk, and its releases wait until the desk trusts it", async () => {
    const twin = await room.organization("verified", "Mar1haven S\u043eciety Ltd");
    const { body } = await room.admin.get(`/v1/admin/organizations/${twin.id}`);
    expect(body.lookalikes).toEqual([{ id: society.id, name: "Marlhaven Society" }]);
    const release = await room.submitted(twin);
    expect(found(release, "SP-09")).toMatchObject({ severity: "hold" });
    await room.admin.patch(`/v1/admin/organizations/${twin.id}`, { trust: "trusted" });
    expect(found(await room.submitted(twin), "SP-09")).toBeUndefined();
  });

  it("is found among names from before they were compared, and after it was changed", async () => {
    await room.sql("update organizations set name_keys = '{}' where id = $1", [society.id]);
    await room.stopWorking();
    await room.startWorking();
    const unkeyed = "select from organizations where id = $1 and name_keys = '{}'";
    await until(async () => (await room.sql(unkeyed, [society.id])).length === 0);
    const other = await room.organization("verified", "Harbour Bakery");
    await other.patch("/v1/organizations/me", { name: "Marlhaven Societv" });
    expect(found(await room.submitted(other), "SP-09")).toMatchObject({ severity: "hold" });
  });
});
