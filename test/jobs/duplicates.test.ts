import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";

let room: TestNewsroom;
let bakery: TestOrganization;
let copyist: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom();
  bakery = await room.organization("trusted", "Fennick Foods");
  copyist = await room.organization("trusted", "Oxley Herald");
});
afterAll(() => room.close());

const paragraphs = (name: string, role: string, past: string, plan: string) =>
  `Fennick Foods has appointed ${name} as ${role} with effect from the first of June. ${past}

${plan}

“I have eaten this bread since I was a child, and it is an honour,” said ${name}, who begins in June.

Fennick Foods has baked bread and cakes in Oxley since 1931 and employs two hundred people in three bakeries. It sells in
its own eleven shops and through grocers in the whole county.`;
const baker = paragraphs(
  "Dean Holloway",
  "head of baking",
  "Holloway comes from the mill at Westerby, where Holloway led the night shift for nine years and brought back stone-ground rye.",
  "Holloway will open a bakery in the old tram depot in spring and train eight apprentices there.",
);
const director = paragraphs(
  "Sarah Quill",
  "finance director",
  "Quill was treasurer of the county hospital after twelve years at an auditor in Marlhaven, and sits on the school board.",
  "Quill is to find the money for new ovens, and to put the pension fund on a footing that lasts.",
);
const edited = (body: string) =>
  body
    .replace("with effect from", "beginning on")
    .replaceAll("two hundred", "200")
    .replace("honour", "honor");

function submitted(by: Client, headline: string, body: string, given: Record<string, unknown> = {}) {
  return room.submitted(by, aRelease({ kind: "personnel", headline, body, ...given }));
}

const copyFinding = (release: Record<string, any>) =>
  release.moderation.findings.find(({ rule }: { rule: string }) => rule === "BD-16");

describe("a release that was sent before", () => {
  beforeAll(async () => {
    const first = await submitted(bakery, "Fennick Foods names Dean Holloway head of baking", baker);
    expect(copyFinding(first)).toBeUndefined();
  });

  it("waits for an editor when another organisation sends it word for word", async () => {
    const copy = await submitted(copyist, "Dean Holloway is head of baking at Fennick Foods", baker);
    expect(copy.status).toBe("needs_review");
    expect(copyFinding(copy)).toMatchObject({ severity: "hold" });
  });

  it("is warned of where a few words were changed", async () => {
    const copy = await submitted(copyist, "Fennick Foods has a head of baking", edited(baker));
    expect(copyFinding(copy)).toMatchObject({ severity: "warning" });
    await room.admin.post(`/v1/admin/releases/${copy.id}/reviews`, { decision: "approve" });
    await room.settled(copyist, copy.id, "published");
  });

  it("is another when the same words tell other news", async () => {
    const other = await submitted(bakery, "Fennick Foods names Sarah Quill finance director", director);
    expect(copyFinding(other)).toBeUndefined();
  });

  it("is named where it is one's own, or published", async () => {
    const copy = await submitted(bakery, "Head of baking for Fennick Foods", edited(baker));
    expect(copyFinding(copy).message).toContain("Fennick Foods has a head of baking");
  });

  it("shows the desk what it resembles, passage beside passage", async () => {
    const copy = await submitted(copyist, "A baker for Fennick Foods", edited(baker));
    const { body } = await room.admin.get(`/v1/admin/releases/${copy.id}/similar`);
    const [first] = body.items;
    expect(first).toMatchObject({ isCopy: true, publication: "main" });
    const [passage] = first.passages;
    expect(passage.here.text.toLowerCase()).toBe(passage.there.text.toLowerCase());
  });

  it("is shown to another publication's desk as it was published, once, and not as it was sent in", async () => {
    await room.admin.post("/v1/admin/publications", { slug: "oxley", name: "The Oxley", timeZone: "UTC" });
    const desk = await room.staff("editor", "oxley");
    const verified = await room.organization("verified", "Oxley Millers");
    const body = baker.replaceAll("Holloway", "Varga").replaceAll("Dean", "Ilona");
    const sent = await submitted(verified, "Struck from the headline before it was out", body);
    const path = `/v1/admin/releases/${sent.id}`;
    const { headers } = await room.admin.get(path);
    await room.admin.patch(path, { headline: "Ilona Varga bakes" }, { "if-match": headers.get("etag")! });
    await room.admin.post(`${path}/reviews`, { decision: "approve" });
    await room.settled(verified, sent.id, "published");
    const here = await submitted(verified, "For the Oxley", body, { publication: "oxley" });
    const similar = await desk.get(`/v1/admin/releases/${here.id}/similar`);
    const [first] = similar.body.items;
    expect(first).toMatchObject({ id: sent.id, headline: "Ilona Varga bakes", version: 2 });
    const ids = similar.body.items.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("what another organisation has under embargo", () => {
  it("is not named to whoever sends the same", async () => {
    const body = baker.replaceAll("Holloway", "Marchetti").replaceAll("Dean", "Livia");
    const embargoedUntil = new Date(room.newsroom.clock.now().getTime() + 86_400_000).toISOString();
    const secret = "Fennick Foods names Livia Marchetti head of baking";
    const kept = await submitted(bakery, secret, body, { embargoedUntil });
    const copy = await submitted(copyist, "Livia Marchetti to bake for Fennick Foods", body);
    expect(copyFinding(copy)).toMatchObject({ severity: "hold" });
    expect(JSON.stringify(copy)).not.toContain(secret);
    expect(JSON.stringify(copy)).not.toContain(kept.id);
  });
});

describe("two copies at the same instant", () => {
  it("are never both let through", async () => {
    const rounds = await Promise.all(
      Array.from({ length: 6 }, async (_, round) => {
        const body = baker.replaceAll("Holloway", `Ashdown${"abcdef"[round]}`).replaceAll("Dean", "Ines");
        const sent = await Promise.all(
          [bakery, copyist].map((by) =>
            submitted(by, `Ines Ashdown${"abcdef"[round]} bakes for Fennick`, body),
          ),
        );
        return sent.filter((release) => copyFinding(release) === undefined).length;
      }),
    );
    expect(rounds.every((unseen) => unseen <= 1)).toBe(true);
  });
});
