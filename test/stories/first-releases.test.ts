import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFaultyRelease, aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";

let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom();
  [society, editor] = await Promise.all([room.organization(), room.staff("editor")]);
});
afterAll(() => room.close());

const review = (id: string, decision: string) =>
  editor.post(`/v1/admin/releases/${id}/reviews`, { decision, message: "The desk has decided" });
const rulesOf = (release: Record<string, any>) => release.moderation.findings.map(({ rule }: any) => rule);

describe("an organisation that nobody knows", () => {
  it("is read by an editor first, and then published", async () => {
    const newcomer = await room.organization("unverified");
    const held = await room.submitted(newcomer);
    expect(held).toMatchObject({ status: "needs_review", waiting: { reason: expect.any(String) } });
    await review(held.id, "approve");
    const { article } = await room.settled(newcomer, held.id, "published");
    expect((await room.reader.get(`/v1/articles/${article.slug}`)).body.organization).toMatchObject({
      id: newcomer.id,
      trust: "unverified",
    });
  });

  it("is told until when an editor will have looked", async () => {
    const newcomer = await room.organization("unverified");
    const { waiting } = await room.submitted(newcomer);
    expect(Date.parse(waiting.dueAt) - Date.parse(waiting.since)).toBe(24 * 3_600_000);
  });
});

describe("a text that came before", () => {
  it("waits for an editor, with the match named", async () => {
    const first = await room.submitted(society);
    const again = await room.submitted(society, aRelease({ body: first.body }));
    expect(again).toMatchObject({ status: "needs_review" });
    expect(again.moderation.findings).toContainEqual(
      expect.objectContaining({ severity: "hold", evidence: first.id }),
    );
  });

  it("is known in another dress", async () => {
    const first = await room.submitted(society);
    const body = `<p>${first.body.replaceAll("\n\n", "</p><p>").toUpperCase()}</p>`;
    const again = await room.submitted(society, aRelease({ body, bodyFormat: "html" }));
    expect(again.status).toBe("needs_review");
  });

  it("goes out once at the most when it comes several times at the same moment, and the others wait", async () => {
    const { body: text } = aRelease();
    const sent = await Promise.all(
      Array.from({ length: 8 }, () => society.post("/v1/releases", aRelease({ body: text }))),
    );
    const settled = await Promise.all(sent.map(({ body }) => room.settled(society, body.id)));
    const published = settled.filter(({ status }) => status === "published");
    // Those that are signed within seconds may each hold the other: none out is right as well (earlier-copy.ts).
    expect(published.length).toBeLessThanOrEqual(1);
    const waiting = settled.filter(({ status }) => status === "needs_review");
    expect(waiting).toHaveLength(sent.length - published.length);
    expect(waiting.filter((release) => !rulesOf(release).includes("BD-16"))).toEqual([]);
  });

  it("may come again when the first was withdrawn", async () => {
    const other = await room.organization("verified");
    const first = await room.submitted(other);
    await other.post(`/v1/releases/${first.id}/withdrawal`);
    const again = await room.submitted(society, aRelease({ body: first.body }));
    expect(again.status).toBe("published");
  });
});

describe("a refusal", () => {
  const spam = () =>
    aRelease({
      headline: "EARN £5,000 A WEEK FROM HOME!!! GUARANTEED CASH",
      body: `Dear friend, CONGRATULATIONS!!! Make £5,000 EVERY WEEK from your sofa, 100% guaranteed, no risk!

CLICK HERE NOW to claim your FREE starter pack: https://bit.ly/easy-income-circle-now

Act now! Only 17 places left! Buy now and we will add a bonus lottery ticket absolutely free! Order now, earn extra cash, be your own boss, become a millionaire in 30 days or your money back!`,
    });

  it("of the machine's may be appealed once, and an editor decides", async () => {
    const refused = await room.submitted(society, spam());
    expect(refused).toMatchObject({ status: "rejected", allowedActions: ["appeal"] });
    const appeal = await society.post(`/v1/releases/${refused.id}/appeal`, { message: "It is a satire." });
    expect(appeal).toMatchObject({
      status: 200,
      body: { status: "needs_review", waiting: { reason: expect.stringContaining("appealed") } },
    });
    await review(refused.id, "reject");
    expect((await society.get(`/v1/releases/${refused.id}`)).body).toMatchObject({
      status: "rejected",
      allowedActions: [],
    });
    expect(await society.post(`/v1/releases/${refused.id}/appeal`, { message: "Again" })).toMatchObject({
      status: 409,
      body: { type: "/problems/illegal-transition" },
    });
  });

  it("shows the desk what the submitter said against it", async () => {
    const refused = await room.submitted(society, spam());
    await society.post(`/v1/releases/${refused.id}/appeal`, { message: "It is a satire." });
    const events = await editor.get(`/v1/admin/releases/${refused.id}/events`);
    expect(events.body.items.at(-1)).toMatchObject({ action: "appeal", reason: "It is a satire." });
  });

  it("that an appeal overturns ends in an article", async () => {
    const refused = await room.submitted(society, spam());
    await society.post(`/v1/releases/${refused.id}/appeal`, { message: "It is a satire." });
    await review(refused.id, "approve");
    await room.settled(society, refused.id, "published");
  });
});

describe("a release that goes back and forth", () => {
  it("is mended, judged anew, and published with a history of it all", async () => {
    const sent = await room.submitted(society, aFaultyRelease());
    expect(rulesOf(sent)).toContain("BD-09");
    const tag = (await society.get(`/v1/releases/${sent.id}`)).headers.get("etag") ?? "";
    await society.patch(`/v1/releases/${sent.id}`, { body: aRelease().body }, { "if-match": tag });
    await society.post(`/v1/releases/${sent.id}/submission`);
    await room.settled(society, sent.id, "published");
    const events = (await society.get(`/v1/releases/${sent.id}/events`)).body.items;
    expect(events.map(({ action }: any) => action)).toEqual([
      "submit",
      "moderate",
      "request_changes",
      "amend",
      "resubmit",
      "moderate",
      "approve",
      "publish",
    ]);
  });
});

describe("a headline that everybody has", () => {
  it("is published for each of them, at addresses of their own", async () => {
    const headline = "Marlhaven celebrates the longest day";
    const count = 25;
    const sent = await Promise.all(
      Array.from({ length: count }, () => society.post("/v1/releases", aRelease({ headline }))),
    );
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([201]));
    const settled = await Promise.all(sent.map(({ body }) => room.settled(society, body.id)));
    expect(settled.filter(({ status }) => status !== "published")).toEqual([]);
    expect(new Set(settled.map(({ article }) => article.slug)).size).toBe(count);
  });
});
