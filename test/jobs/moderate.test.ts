import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { moderateRelease } from "../../src/services/pipeline/moderate.ts";
import { aFaultyRelease, aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { whileLocked } from "../support/table-lock.ts";

let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom({ working: false });
  [society, editor] = await Promise.all([room.organization(), room.staff("editor")]);
});
afterAll(() => room.close());

/** A release that nobody has looked at. */
async function received(given: Record<string, unknown> = aRelease()): Promise<string> {
  const sent = await society.post("/v1/releases", given);
  expect(sent.status).toBe(201);
  return sent.body.id;
}
const moderate = (id: string) => moderateRelease(systemContext(room.newsroom, "moderate"), id);
const historyOf = async (id: string): Promise<string[]> =>
  (await society.get(`/v1/releases/${id}/events`)).body.items.map(({ action }: any) => action);
const statusOf = async (id: string) => (await society.get(`/v1/releases/${id}`)).body.status;

/** Moderates a release, and lets something happen to it after the beginning and before the decision. */
function moderateOvertaken(id: string, meanwhile: () => Promise<unknown>) {
  return whileLocked(room, "release_bands", async (somebodyWaits) => {
    const run = moderate(id);
    await somebodyWaits();
    await meanwhile();
    return { run };
  }).then(({ run }) => run);
}

describe("moderating", () => {
  it("decides once when it runs twice at once", async () => {
    const id = await received();
    await Promise.all(Array.from({ length: 12 }, () => moderate(id)));
    // Wakes that gathered while nobody worked are no attempts that failed.
    expect(await historyOf(id)).toEqual(["submit", "moderate", "approve"]);
  });

  it("does nothing when it comes again", async () => {
    const id = await received();
    await moderate(id);
    const history = await historyOf(id);
    expect(await moderate(id)).toBeUndefined();
    expect(await historyOf(id)).toEqual(history);
  });

  it("goes on with a release whose first run died in the middle", async () => {
    const id = await received();
    await room.sql("update releases set status = 'moderating', run = 1, attempts = 1 where id = $1", [id]);
    expect(await moderate(id)).toBeUndefined();
    room.clock.travel(2000);
    expect(await moderate(id)).toMatchObject({ status: "approved", run: 2 });
  });

  it("leaves a draft alone, and a release that nobody sent", async () => {
    const draft = await society.post("/v1/releases?draft=true", aRelease());
    expect(await moderate(draft.body.id)).toBeUndefined();
    expect(await moderate("01980000-0000-7000-8000-000000000000")).toBeUndefined();
    expect(await statusOf(draft.body.id)).toBe("draft");
  });

  it("decides nothing about a release that was withdrawn meanwhile", async () => {
    const id = await received();
    const withdraw = () => society.post(`/v1/releases/${id}/withdrawal`);
    expect(await moderateOvertaken(id, withdraw)).toBeUndefined();
    expect(await historyOf(id)).toEqual(["submit", "moderate", "withdraw"]);
  });

  it("decides nothing about a release that an editor decided about meanwhile", async () => {
    const id = await received();
    const review = () =>
      editor.post(`/v1/admin/releases/${id}/reviews`, { decision: "reject", message: "Not news" });
    expect(await moderateOvertaken(id, review)).toBeUndefined();
    expect(await statusOf(id)).toBe("rejected");
  });

  it("does not hold what an editor approved meanwhile", async () => {
    const newcomer = await room.organization("unverified");
    const { id } = (await newcomer.post("/v1/releases", aRelease())).body;
    const approve = () => editor.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve" });
    expect(await moderateOvertaken(id, approve)).toBeUndefined();
    expect((await newcomer.get(`/v1/releases/${id}`)).body.status).toBe("approved");
  });

  it("decides nothing any more when it wakes to a later run", async () => {
    const id = await received();
    const zombie = await moderateOvertaken(id, async () => {
      await room.sql("update releases set run = run + 1 where id = $1", [id]);
    });
    expect(zombie).toBeUndefined();
    expect(await statusOf(id)).toBe("moderating");
  });

  it("decides nothing about copy that was replaced and sent again meanwhile", async () => {
    const id = await received(aFaultyRelease());
    let second: ReturnType<typeof moderate> | undefined;
    const first = await moderateOvertaken(id, async () => {
      const words = { decision: "request_changes", message: "Mend it" };
      await editor.post(`/v1/admin/releases/${id}/reviews`, words);
      const tag = (await society.get(`/v1/releases/${id}`)).headers.get("etag") ?? "";
      await society.patch(`/v1/releases/${id}`, { body: aRelease().body }, { "if-match": tag });
      await society.post(`/v1/releases/${id}/submission`);
      second = moderate(id);
      await until(async () => (await statusOf(id)) === "moderating");
    });
    expect(first).toBeUndefined();
    expect(await second).toMatchObject({ status: "approved", version: 2 });
  });

  it("late is as good as early", async () => {
    const id = await received();
    room.clock.travel(30 * 86_400_000);
    expect(await moderate(id)).toMatchObject({ status: "approved" });
  });
});

it("holds news that may move a price until its issuer names the moment", async () => {
  const issuer = await room.organization();
  await room.admin.patch(`/v1/admin/organizations/${issuer.id}`, { marketSensitive: true });
  const send = async (more: object) => {
    const release = aRelease();
    const body = `${release.body}\n\nThe society raises its dividend to two plants a share.`;
    const sent = await issuer.post("/v1/releases", { ...release, body, ...more });
    await moderate(sent.body.id);
    return (await issuer.get(`/v1/releases/${sent.body.id}`)).body;
  };
  const early = await send({});
  expect([early.status, early.moderation.findings[0]?.rule]).toEqual(["needs_review", "FN-05"]);
  const embargoedUntil = new Date(room.newsroom.clock.now().getTime() + 86_400_000).toISOString();
  expect(await send({ embargoedUntil })).toMatchObject({ status: "approved" });
});

describe("a release that cannot be judged", () => {
  it("goes to an editor after some tries, says so, and holds up nobody else", async () => {
    const { subjects } = room.newsroom;
    const choking: typeof subjects = Object.create(subjects, {
      find: {
        value: (...[text, look]: Parameters<typeof subjects.find>) => {
          if (text.title.includes("poisoned")) throw new Error("The model choked");
          return subjects.find(text, look);
        },
      },
    });
    Object.assign(room.newsroom, { subjects: choking });
    const poison = await received(aRelease({ headline: "Marlhaven warns of poisoned wells" }));
    const other = await received();
    await room.startWorking();
    await room.settled(society, other, "published");
    await until(async () => {
      room.clock.travel(6000);
      return (await statusOf(poison)) === "needs_review";
    });
    await room.stopWorking();
    Object.assign(room.newsroom, { subjects });
    const release = (await society.get(`/v1/releases/${poison}`)).body;
    expect(release.moderation.findings).toMatchObject([{ rule: "pipeline-failed", severity: "hold" }]);
    expect(release.waiting.reason).toContain("an editor will look");
    const approval = await editor.post(`/v1/admin/releases/${poison}/reviews`, { decision: "approve" });
    expect(approval.status).toBe(201);
  });
});
