import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import type { JobName } from "../../src/queue/jobs.ts";
import { removeUnusedAssets } from "../../src/services/assets/unused.ts";
import { moderateRelease } from "../../src/services/pipeline/moderate.ts";
import { publishIfDue } from "../../src/services/pipeline/publish.ts";
import { aRelease, hence } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { pointers } from "../support/problems.ts";
import { untilWaiting, whileHeld } from "../support/table-lock.ts";

const minute = 60_000;
let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom({ working: false });
  society = await room.organization();
});
afterEach(() => room.stopWorking());
afterAll(() => room.close());

async function received(given: Record<string, unknown> = {}): Promise<string> {
  return (await society.post("/v1/releases", aRelease(given))).body.id;
}

/** Waits until a queue knows of the work, then empties it, as a Redis that lost everything would. */
async function lose(name: JobName): Promise<void> {
  const depth = async () => (await room.newsroom.queues.depths()).find((queue) => queue.name === name);
  const held = async () => ((await depth())?.waiting ?? 0) + ((await depth())?.delayed ?? 0);
  await until(async () => (await held()) > 0);
  const queue = room.connection.openQueue(`${room.newsroom.config.QUEUE_PREFIX}-${name}`, {});
  // A wake that was still on its way comes after the first time.
  await until(async () => {
    await (queue as unknown as { obliterate(how: { force: true }): Promise<void> }).obliterate({
      force: true,
    });
    return (await held()) === 0;
  });
  await queue.close();
}

describe("the sweep", () => {
  it("finds a release whose wake-up was lost, and has it moderated and published", async () => {
    const id = await received();
    await lose("moderate");
    room.clock.travel(6000);
    await room.startWorking();
    await room.settled(society, id, "published");
  });

  it("finds a release whose publication was lost", async () => {
    const id = await received();
    await moderateRelease(systemContext(room.newsroom, "moderate"), id);
    await lose("moderate");
    await lose("publish");
    room.clock.travel(6000);
    await room.startWorking();
    await room.settled(society, id, "published");
  });

  it("finds a release whose hour came while the queue knew nothing of it", async () => {
    const id = await received({ publishAt: hence(room, 60 * minute) });
    await moderateRelease(systemContext(room.newsroom, "moderate"), id);
    await publishIfDue(systemContext(room.newsroom, "publish"), [id]);
    await lose("moderate");
    await lose("publish");
    room.clock.travel(61 * minute);
    await room.startWorking();
    await room.settled(society, id, "published");
  });

  it("finds a release whose worker died in the middle", async () => {
    const id = await received();
    await lose("moderate");
    await room.sql("update releases set status = 'moderating', run = 1, attempts = 1 where id = $1", [id]);
    room.clock.travel(6000);
    await room.startWorking();
    await room.settled(society, id, "published");
  });

  it("finds a mail that nobody sent", async () => {
    const email = `${randomUUID()}@society.example`;
    const contact = { name: "Ruth Okafor", email };
    await room.reader.post("/v1/organizations", { name: "Marlhaven Society", contact });
    await lose("mail");
    room.clock.travel(6000);
    await room.startWorking();
    await until(async () => (await room.outbox()).some((mail) => mail.includes(email)));
  });

  it("leaves a release whose hour has not come", async () => {
    const early = await received({ publishAt: hence(room, 60 * minute) });
    await moderateRelease(systemContext(room.newsroom, "moderate"), early);
    await publishIfDue(systemContext(room.newsroom, "publish"), [early]);
    const due = await received();
    await lose("moderate");
    room.clock.travel(6000);
    await room.startWorking();
    await room.settled(society, due, "published");
    expect((await society.get(`/v1/releases/${early}`)).body.status).toBe("scheduled");
  });

  it("forgets answers that are kept no longer", async () => {
    const key = { "idempotency-key": `sweep-${randomUUID()}` };
    await society.post("/v1/releases", aRelease(), key);
    const kept = () => room.sql("select key from idempotency_keys");
    expect(await kept()).not.toEqual([]);
    room.clock.travel(7 * 86_400_000 + minute);
    await room.startWorking();
    await until(async () => (await kept()).length === 0);
  });
});

describe("a file that no release names", () => {
  const twoWeeks = 14 * 24 * 60 * minute;
  const remove = () => removeUnusedAssets(systemContext(room.newsroom, "sweep"));
  const statusOf = async (id: string) => (await society.get(`/v1/assets/${id}`)).status;
  const draft = (...attachments: readonly string[]) =>
    society.post("/v1/releases?draft=true", aRelease({ attachments }));
  async function aFile(): Promise<string> {
    const form = new FormData();
    form.set("file", new Blob(["%PDF-1.7"]), "a.pdf");
    return (await society.post("/v1/assets", form)).body.id;
  }

  it("is removed after two weeks and not before, once of two sweeps at once, with what is stored of it", async () => {
    const before = await room.storedFiles();
    const id = await aFile();
    room.clock.travel(twoWeeks - minute);
    expect([await remove(), await statusOf(id)]).toEqual([0, 200]);
    room.clock.travel(2 * minute);
    expect((await Promise.all([remove(), remove()])).toSorted()).toEqual([0, 1]);
    expect([await statusOf(id), await room.storedFiles()]).toEqual([404, before]);
  });

  it("is found by the sweep", async () => {
    const id = await aFile();
    room.clock.travel(twoWeeks);
    await room.startWorking();
    await until(async () => (await statusOf(id)) === 404);
  });

  it("is named in vain once its time is up", async () => {
    const file = await aFile();
    const { body, headers } = await draft();
    room.clock.travel(twoWeeks);
    const ifMatch = { "if-match": headers.get("etag")! };
    const replies = [
      await draft(file),
      await society.patch(`/v1/releases/${body.id}`, { attachments: [file] }, ifMatch),
    ];
    expect(replies.map((reply) => [reply.status, pointers(reply)])).toEqual([
      [422, ["/attachments"]],
      [422, ["/attachments"]],
    ]);
    expect(await remove()).toBe(1);
  });

  it("stays for good when a draft comes to name it, also one that does no more", async () => {
    const [first, second] = [await aFile(), await aFile()];
    const { body, headers } = await draft(first);
    const changed = { attachments: [second] };
    await society.patch(`/v1/releases/${body.id}`, changed, { "if-match": headers.get("etag")! });
    room.clock.travel(twoWeeks);
    expect([await remove(), await statusOf(first), await statusOf(second)]).toEqual([0, 200, 200]);
  });

  it("stays when its time is up while a release that names it is being taken in", async () => {
    const stored = await room.storedFiles();
    const id = await aFile();
    room.clock.travel(twoWeeks - minute);
    // The release waits for its organisation when it has found the file.
    const held = ["select from organizations where id = $1 for update", society.id] as const;
    const { naming, removed } = await whileHeld(room, held, async () => {
      const waiting = draft(id);
      await untilWaiting(room);
      room.clock.travel(2 * minute);
      return { naming: waiting, removed: await remove() };
    });
    expect([(await naming).status, removed, await remove(), await statusOf(id)]).toEqual([201, 0, 0, 200]);
    expect(await room.storedFiles()).toHaveLength(stored.length + 1);
  });
});
