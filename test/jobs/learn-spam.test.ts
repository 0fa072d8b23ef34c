import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { refitModel } from "../../src/services/learning/refit.ts";
import { aRelease } from "../support/builders.ts";
import { type Client, clientOf } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";
import { whileLocked } from "../support/table-lock.ts";

let room: TestNewsroom;
let society: TestOrganization;
let manager: Client;
let publication: string;
let raffles: string[];
let plain: string[];

/** To the machine this reads like spam; to the readers of this paper it is the lifeboat's raffle. */
const raffle =
  "Tickets cost £2 and every ticket wins a prize. Order yours online today for your chance to win £500 in cash. Call now to claim a free ticket before they are all gone.";
const fraud =
  "Dear friend, I am the manager of a bank in Lagos, and I contact you in strict confidence about a business proposal. A foreign customer died in a plane crash without a next of kin and left the sum of $25 million in my bank. I want to transfer the fund into your account, and you will receive 30 percent. Kindly send me your private telephone number and your bank account details.";

function withPassage(passage: string): Record<string, unknown> {
  const release = aRelease();
  return { ...release, body: `${release.body}\n\n${passage}` };
}

async function sendAll(of: () => Record<string, unknown>, count: number): Promise<string[]> {
  const sent = await Promise.all(
    Array.from({ length: count }, async () => (await society.post("/v1/releases", of())).body.id),
  );
  for (const id of sent) await room.settled(society, id, "needs_review");
  return sent;
}

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "off" } });
  society = await room.organization("verified");
  await room.admin.patch(`/v1/admin/organizations/${society.id}`, { dailyQuota: 1000 });
  manager = await room.staff("managing_editor");
  publication = (await room.sql("select id from publications where slug = 'main'"))[0]?.id;
  [raffles, plain] = await Promise.all([sendAll(() => withPassage(raffle), 42), sendAll(aRelease, 31)]);
  // From here on nothing learns but what a test runs by hand.
  await room.stopWorking();
});
afterAll(() => room.close());

const learn = () => refitModel(systemContext(room.newsroom, "learn"), publication);
/** This paper's editors file all of it under technology. */
const approve = (releases: readonly string[]) =>
  manager.post("/v1/admin/reviews", { releases, decision: "approve", category: "technology" });
const choose = (number: number) => manager.put("/v1/admin/models/in-service", { number });
const decisions = (kind: string) =>
  room.sql("select given, chosen, count(*)::int from editor_decisions where kind = $1 group by 1, 2", [kind]);

async function spamModels(): Promise<Record<string, any>[]> {
  return (await modelsOf()).filter(({ learned }) => learned === "spam");
}

const modelsOf = async (): Promise<Record<string, any>[]> =>
  (await manager.get("/v1/admin/models")).body.items;

async function sectionOf(passage: string): Promise<string> {
  return (await room.reader.post("/v1/checks", withPassage(passage))).body.categories[0].slug;
}

async function isHeld(passage: string, by: Client = room.reader): Promise<boolean> {
  const { findings } = (await by.post("/v1/checks", withPassage(passage))).body;
  return findings.some(({ rule }: any) => rule === "SP-02");
}

describe("learning from verdicts", () => {
  it("keeps an approval of what was held for spam as a label, and other approvals apart", async () => {
    await approve([raffles[0]!, plain[0]!]);
    expect(await decisions("spam")).toEqual([{ given: "spam", chosen: "none", count: 1 }]);
    expect(await decisions("no_spam")).toEqual([{ given: "none", chosen: "none", count: 1 }]);
  });

  it("does nothing as long as there is little to learn from", async () => {
    await approve(raffles.slice(1, 20));
    await learn();
    expect(await spamModels()).toEqual([]);
    expect(await isHeld(raffle)).toBe(true);
  });

  it("learns once of two at once, and serves in every process what is better on the decisions kept out", async () => {
    await approve([...raffles.slice(20, 30), ...plain.slice(1, 30)]);
    await Promise.all([learn(), learn()]);
    const [model, ...others] = await spamModels();
    expect(others).toEqual([]);
    expect(model).toMatchObject({ inService: true, better: true, learnedFrom: 54 });
    expect(model?.measures).toMatchObject({ decisions: 6, accuracy: 1, falsePositives: 0 });
    expect(model?.measures.confusion).toEqual([{ chosen: "none", given: "none", count: 6 }]);
    expect(model?.against.measures).toMatchObject({ decisions: 6, falsePositives: 3 });
    expect(await isHeld(raffle)).toBe(false);
    expect(await isHeld(raffle, clientOf(await room.twin()))).toBe(false);
    expect(await isHeld(fraud)).toBe(true);
  });

  it("takes nothing back where another rule speaks of abuse too", async () => {
    expect(await isHeld(raffle.replace("Order", "Оrder"))).toBe(true);
  });

  it("serves beside what was taught of sections, and is taken back without it", async () => {
    expect((await modelsOf()).map(({ learned }) => learned)).toEqual(["spam", "category", null]);
    expect(await sectionOf(raffle)).toBe("technology");
    await choose(1);
    expect(await isHeld(raffle)).toBe(true);
    expect(await sectionOf(raffle)).toBe("technology");
    await choose(2);
  });

  it("does nothing when it comes again", async () => {
    expect(await learn()).toBeUndefined();
  });

  it("leaves in service what was chosen while it learned", async () => {
    await approve(raffles.slice(30, 40));
    const overtaken = await whileLocked(room, "release_versions", async (somebodyWaits) => {
      const run = learn();
      await somebodyWaits();
      return { run, chosen: await choose(0) };
    });
    expect(overtaken.chosen.status).toBe(200);
    expect(await overtaken.run).toBeUndefined();
    expect(await isHeld(raffle)).toBe(true);
    expect(await modelsOf()).toMatchObject([
      { number: 2, inService: false },
      { number: 1 },
      { inService: true },
    ]);
  });

  it("stays in service when sections are learned anew", async () => {
    await choose(2);
    await learn();
    const [spam, sections] = await modelsOf();
    expect([spam, sections]).toMatchObject([
      { number: 4, learned: "spam", learnedFrom: 63 },
      { number: 3, learned: "category" },
    ]);
    await choose(3);
    expect(await isHeld(raffle)).toBe(false);
  });
});

describe("a verdict on one release", () => {
  const decide = (id: string, review: Record<string, unknown>) =>
    manager.post(`/v1/admin/releases/${id}/reviews`, review);

  it("is a label if it refuses with a reason that marks spam, and else teaches nothing of it", async () => {
    const reasons = "/v1/admin/publications/main/reasons";
    const tombola = {
      code: "tombola",
      decisions: ["reject"],
      message: "We print no tombolas.",
      marksSpam: true,
    };
    expect(await room.admin.post(reasons, tombola)).toMatchObject({ status: 201, body: { marksSpam: true } });
    const before = await decisions("spam");
    await decide(raffles[40]!, { decision: "reject", reason: "not-news" });
    expect(await decisions("spam")).toEqual(before);
    await decide(raffles[41]!, { decision: "reject", reason: "tombola" });
    expect(await decisions("spam")).toEqual(
      expect.arrayContaining([...before, { given: "spam", chosen: "spam", count: 1 }]),
    );
  });

  it("is taken back by an approval after an appeal, which stays a lesson on spam", async () => {
    const id = plain[30]!;
    await decide(id, { decision: "reject", reason: "advertising" });
    await society.post(`/v1/releases/${id}/appeal`, { message: "It is about benches." });
    expect(await decide(id, { decision: "approve" })).toMatchObject({ status: 201 });
    const lessons = await room.sql(
      "select kind, given, chosen from editor_decisions where release_id = $1 and kind like '%spam' order by at",
      [id],
    );
    expect(lessons).toEqual([
      { kind: "spam", given: "none", chosen: "spam" },
      { kind: "spam", given: "none", chosen: "none" },
    ]);
  });
});
