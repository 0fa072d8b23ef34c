/** The life of a file where attachments lie in a bucket of an S3 service. */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemContext } from "../../src/context.ts";
import { removeUnusedAssets } from "../../src/services/assets/unused.ts";
import { aRelease } from "../support/builders.ts";
import { openS3, passing, type S3, s3Environment } from "../support/neighbours/s3.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { pointers } from "../support/problems.ts";

let s3: S3;
let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  for (const [name, value] of Object.entries(s3Environment)) vi.stubEnv(name, value);
  s3 = await openS3();
  room = await openNewsroom({ env: { STORAGE_URL: s3.storageUrl } });
  society = await room.organization();
});
afterAll(async () => {
  await room.close();
  await s3.close();
  vi.unstubAllEnvs();
});

/** A document that no two tests share, longer than what a connection holds of it on the way. */
const aPlan = (bytes = 3_000_000) => Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(bytes)]);

function send(content: Buffer | string) {
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(Buffer.from(content))]), "plan.pdf");
  return society.post("/v1/assets", form);
}

/** A file of a published article. */
async function published(content: Buffer) {
  const { id } = (await send(content)).body;
  const release = await room.submitted(society, aRelease({ attachments: [id] }));
  const { body } = await room.reader.get(`/v1/articles/${release.article.slug}`);
  return { release, url: `${room.origin}${new URL(body.attachments[0].url).pathname}` };
}
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const read = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });

describe("a file in a bucket", () => {
  it("is one object with a name that says nothing, and nothing is left on the disk", async () => {
    const before = await s3.keys();
    expect((await send(aPlan())).status).toBe(201);
    const added = (await s3.keys()).filter((key) => !before.includes(key));
    expect(added).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(await room.storedFiles()).toEqual([]);
  });

  it("never gets there when it is refused", async () => {
    const asked = s3.asked.length;
    expect(pointers(await send("this is only text"))).toEqual(["file"]);
    expect(s3.asked.slice(asked)).toEqual([]);
  });

  it("is read whole by readers of its article", async () => {
    const plan = aPlan();
    const { url } = await published(plan);
    const response = await read(url);
    expect([response.status, response.headers.get("content-length")]).toEqual([200, `${plan.length}`]);
    expect((await bytesOf(response)).equals(plan)).toBe(true);
  });

  it.each([
    ["bytes=0-8", 0, 9],
    ["bytes=1000000-2000000", 1_000_000, 2_000_001],
    ["bytes=-5", -5, undefined],
  ])("is read in part: %s", async (range, from, to) => {
    const plan = aPlan();
    const response = await read((await published(plan)).url, { range });
    expect(response.status).toBe(206);
    expect((await bytesOf(response)).equals(plan.subarray(from, to))).toBe(true);
  });

  it("is not asked for where the reader has it, or wants to know only what it is", async () => {
    const plan = aPlan();
    const { url } = await published(plan);
    const etag = (await read(url, { range: "bytes=0-0" })).headers.get("etag")!;
    const asked = s3.asked.length;
    expect((await read(url, { "if-none-match": etag })).status).toBe(304);
    const { status, headers } = await fetch(url, { method: "HEAD" });
    expect([status, headers.get("content-length")]).toEqual([200, `${plan.length}`]);
    expect(s3.asked.slice(asked)).toEqual([]);
  });

  it("is gone for readers as soon as its article is taken down", async () => {
    const { release, url } = await published(aPlan());
    const words = { reason: "Untrue", notice: "We withdraw it." };
    await room.admin.put(`/v1/admin/articles/${release.article.id}/retraction`, words);
    const asked = s3.asked.length;
    expect((await read(url)).status).toBe(404);
    expect(s3.asked.slice(asked)).toEqual([]);
  });

  it("is removed when no release named it for two weeks", async () => {
    await room.stopWorking();
    const before = await s3.keys();
    await send(aPlan());
    room.clock.travel(14 * 86_400_000 + 60_000);
    const removed = await removeUnusedAssets(systemContext(room.newsroom, "sweep"));
    await room.startWorking();
    expect(removed).toBeGreaterThan(0);
    expect((await s3.keys()).filter((key) => !before.includes(key))).toEqual([]);
  });

  it("is an accident of ours where somebody took it out of the bucket", async () => {
    const { url } = await published(aPlan());
    await s3.empty();
    const response = await read(url);
    expect([response.status, response.headers.get("cache-control")]).toEqual([500, null]);
  });

  it("is let go by a reader who hangs up in the middle", async () => {
    const { url } = await published(aPlan(20_000_000));
    const reader = readerOf(url);
    await once(reader, "readable");
    expect(s3.busy()).toBe(1);
    reader.destroy();
    await until(() => s3.busy() === 0);
  });

  it("is let go by a reader who hangs up before it comes", async () => {
    const { url } = await published(aPlan(20_000_000));
    const pass = new Promise<() => void>((resolve) => {
      s3.behave((_request, _response, letThrough) => resolve(letThrough));
    });
    const reader = readerOf(url);
    const letThrough = await pass;
    s3.behave(passing);
    reader.destroy();
    await once(reader, "close");
    letThrough();
    await until(() => s3.busy() === 0);
  });
});

/** A reader who has asked for the address and reads no more than it is made to. */
function readerOf(url: string): Socket {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
  return socket;
}
