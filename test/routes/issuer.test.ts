/** Whose a release is: what an organisation calls itself is seen before it goes out. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { publishIfDue } from "../../src/services/pipeline/publish.ts";
import { aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";

const hour = 3_600_000;
let room: TestNewsroom;

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "off" } });
});
afterAll(() => room.close());

const known = { website: "https://society.example", boilerplate: "The society looks after old boats." };
const unseen = {
  name: "Marlhaven Police",
  website: "https://pills.example",
  boilerplate: "Cheap pills at pills.example.",
};
const profileOf = (organization: TestOrganization, changes: object) =>
  organization.patch("/v1/organizations/me", changes);
const withoutBoilerplate = (given: Record<string, unknown> = {}) => aRelease({ boilerplate: null, ...given });
const articleOf = async ({ article }: Record<string, any>) =>
  (await room.reader.get(`/v1/articles/${article.id}`)).body;
const approve = (id: string) => room.admin.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve" });

describe("what goes out at an hour", () => {
  const ahead = () => new Date(room.newsroom.clock.now().getTime() + hour).toISOString();
  const seen = {
    organization: { name: "Marlhaven Society", url: known.website },
    boilerplate: known.boilerplate,
  };

  it.each(["verified", "trusted"])("is from whom it was approved as, of a %s organisation", async (trust) => {
    const society = await room.organization(trust);
    await profileOf(society, known);
    const { id } = await room.submitted(society, withoutBoilerplate({ publishAt: ahead() }));
    if (trust === "verified") await approve(id);
    await room.settled(society, id, "scheduled");
    expect((await profileOf(society, unseen)).status).toBe(200);
    room.clock.travel(hour + 1000);
    await publishIfDue(systemContext(room.newsroom, "publish"), [id]);
    expect(await articleOf(await room.settled(society, id, "published"))).toMatchObject(seen);
  });

  it("is from whom an editor saw last", async () => {
    const society = await room.organization("verified");
    await profileOf(society, known);
    const { id } = await room.submitted(society, withoutBoilerplate());
    await profileOf(society, { boilerplate: "The society is a hundred years old." });
    await approve(id);
    const article = await articleOf(await room.settled(society, id, "published"));
    expect(article.boilerplate).toBe("The society is a hundred years old.");
  });
});

describe("a correction", () => {
  it("prints the boilerplate that was printed, unless it is what is corrected", async () => {
    const society = await room.organization("trusted");
    await profileOf(society, known);
    const { article } = await room.submitted(society, withoutBoilerplate());
    await profileOf(society, { boilerplate: unseen.boilerplate });
    const correct = (version: number, changes: object) =>
      room.admin.post(
        `/v1/admin/articles/${article.id}/corrections`,
        { changes, notice: "It was wrong." },
        { "if-match": `"${version}"` },
      );
    expect((await correct(1, { dek: "Another line" })).status).toBe(201);
    expect(await articleOf({ article })).toMatchObject({
      dek: "Another line",
      boilerplate: known.boilerplate,
    });
    expect((await correct(2, { boilerplate: "About boats." })).status).toBe(201);
    expect(await articleOf({ article })).toMatchObject({ boilerplate: "About boats." });
  });
});

describe("a trusted organisation that takes another name or website", () => {
  it.each([{ name: "The Marlhaven Society" }, { website: "https://elsewhere.example" }])(
    "waits for an editor until the desk trusts it again: %j",
    async (change) => {
      const society = await room.organization("trusted");
      await profileOf(society, { website: known.website });
      await room.admin.patch(`/v1/admin/organizations/${society.id}`, { trust: "trusted" });
      await profileOf(society, change);
      const waiting = await room.submitted(society);
      expect(waiting).toMatchObject({
        status: "needs_review",
        waiting: { reason: expect.stringContaining("changed its name or website") },
      });
      const { body } = await room.admin.get(`/v1/admin/organizations/${society.id}`);
      expect(body).toMatchObject({ trust: "trusted", renamedAt: expect.stringMatching(/Z$/) });
      const trusted = await room.admin.patch(`/v1/admin/organizations/${society.id}`, { trust: "trusted" });
      expect(trusted.body.renamedAt).toBeNull();
      expect((await room.submitted(society)).status).toBe("published");
    },
  );

  it("does not wait for what else it changes of its profile", async () => {
    const society = await room.organization("trusted");
    await profileOf(society, { name: "Marlhaven Society", boilerplate: known.boilerplate });
    expect((await room.submitted(society)).status).toBe("published");
  });
});
