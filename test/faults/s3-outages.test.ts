import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { systemContext } from "../../src/context.ts";
import { removeUnusedAssets } from "../../src/services/assets/unused.ts";
import { aRelease } from "../support/builders.ts";
import type { Reply } from "../support/client.ts";
import { openS3, passing, type S3, s3Environment } from "../support/neighbours/s3.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

vi.setConfig({ testTimeout: 30_000 });

/** What a client may wait for at the most, of which the service has five seconds. */
const soonMs = 8000;
const plan = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(400_000, "x")]);

let s3: S3;
let room: TestNewsroom;
let society: TestOrganization;
let logged = "";
/** Of a file of a published article. */
let url: string;

beforeAll(async () => {
  for (const [name, value] of Object.entries(s3Environment)) vi.stubEnv(name, value);
  s3 = await openS3();
  const write = (line: string) => {
    logged += line;
  };
  const log = pino({ level: "warn" }, { write });
  room = await openNewsroom({ env: { STORAGE_URL: s3.storageUrl }, log });
  society = await room.organization();
  const { id } = (await send()).body;
  const release = await room.submitted(society, aRelease({ attachments: [id] }));
  const { body } = await room.reader.get(`/v1/articles/${release.article.slug}`);
  url = `${room.origin}${new URL(body.attachments[0].url).pathname}`;
});
beforeEach(() => {
  logged = "";
});
afterEach(() => s3.behave(passing));
afterAll(async () => {
  await room.close();
  await s3.close();
  vi.unstubAllEnvs();
});

function send(headers: Record<string, string> = {}) {
  const form = new FormData();
  form.set("file", new Blob([plan]), "plan.pdf");
  return society.post("/v1/assets", form, headers);
}

function sendWith(release: Record<string, unknown>) {
  const form = new FormData();
  form.set("release", JSON.stringify(release));
  form.append("attachments", new Blob([plan]), "plan.pdf");
  return society.post("/v1/releases", form);
}

async function timed<Answer>(work: Promise<Answer>): Promise<{ answer: Answer; tookMs: number }> {
  const begin = Date.now();
  return { answer: await work, tookMs: Date.now() - begin };
}

async function whileAway<Result>(work: () => Promise<Result>): Promise<Result> {
  await s3.goAway();
  try {
    return await work();
  } finally {
    await s3.comeBack();
  }
}

function expectAway(reply: Reply<any>): void {
  expectProblem(reply, 503, "unavailable");
  expect(reply.headers.get("retry-after")).toBe("1");
  expect(reply.body.detail).toBe("The store of files is away; try again.");
}

const readFile = () => room.reader.get(new URL(url).pathname);
/** An answer that never comes, to what is asked with this method. */
const hanging = (method: string) =>
  s3.behave((request, _response, pass) => {
    if (request.method !== method) pass();
  });

describe("a file that is sent while S3 is away", () => {
  it("is refused for now, leaves nothing, and is taken when it is sent again", async () => {
    const before = await s3.keys();
    const key = { "idempotency-key": "sent-while-away" };
    expectAway(await whileAway(() => send(key)));
    expect([await room.storedFiles(), await s3.keys()]).toEqual([[], before]);
    expect((await send(key)).status).toBe(201);
    expect(await s3.keys()).toHaveLength(before.length + 1);
  });

  it("is refused with the release that it came with", async () => {
    const count = async () => (await room.sql("select count(*)::int from releases"))[0]!.count;
    const before = await count();
    expectAway(await whileAway(() => sendWith(aRelease())));
    expect([await count(), await room.storedFiles()]).toEqual([before, []]);
  });

  it("is refused soon where S3 takes it and never answers", async () => {
    hanging("PUT");
    const { answer, tookMs } = await timed(send());
    expectAway(answer);
    expect(tookMs).toBeLessThan(soonMs);
    expect(await room.storedFiles()).toEqual([]);
  });

  it("is taken once where an answer of S3 is lost", async () => {
    const before = await s3.keys();
    let lost = 0;
    s3.behave((request, response, pass) => {
      if (request.method === "PUT" && lost === 0) {
        lost += 1;
        response.writeHead = () => response.destroy() as never;
      }
      pass();
    });
    expect((await send()).status).toBe(201);
    expect([lost, (await s3.keys()).length]).toEqual([1, before.length + 1]);
  });

  it("is not left in the bucket where every answer of S3 is lost", async () => {
    const before = await s3.keys();
    s3.behave((request, response, pass) => {
      if (request.method === "PUT") response.writeHead = () => response.destroy() as never;
      pass();
    });
    expectAway(await send());
    await until(async () => (await s3.keys()).length === before.length);
  });

  it("stays in the bucket where S3 does not remove it, and its release is refused as ever", async () => {
    s3.behave((request, response, pass) => (request.method === "DELETE" ? response.destroy() : pass()));
    expect(pointers(await sendWith(aRelease({ headline: "" })))).toEqual(["/headline"]);
    expect(logged).toMatch(/The file [0-9a-f]{32} stays in the store/);
  });
});

describe("a file that is read while S3 is away", () => {
  it("cannot be had for now, which nobody keeps, while articles can", async () => {
    await whileAway(async () => {
      const reply = await readFile();
      expectAway(reply);
      expect(reply.headers.get("cache-control")).toBeNull();
      expect((await room.reader.get("/v1/articles")).status).toBe(200);
      expect((await room.reader.get("/health/ready")).status).toBe(200);
    });
    expect((await readFile()).status).toBe(200);
  });

  it.each([
    ["never answers", () => hanging("GET")],
    [
      "answers and sends nothing",
      () =>
        s3.behave((_request, response) => {
          response.writeHead(200, { "content-length": plan.length }).flushHeaders();
        }),
    ],
  ])("cannot be had soon where S3 %s", async (_name, behave) => {
    behave();
    const { answer, tookMs } = await timed(readFile());
    expectAway(answer);
    expect(tookMs).toBeLessThan(soonMs);
    await until(() => s3.busy() === 0);
  });

  it("cannot be had where S3 says that it is busy, again and again", async () => {
    s3.behave((_request, response) => {
      response.writeHead(503).end("<Error><Code>SlowDown</Code></Error>");
    });
    expectAway(await readFile());
    expect(logged).toContain("answers 503 SlowDown");
  });

  it("breaks off where S3 does in the middle, so that no reader takes a part for the whole", async () => {
    s3.behave((_request, response) => {
      response.writeHead(200, { "content-length": plan.length });
      response.write(plan.subarray(0, 100_000), () => response.destroy());
    });
    await expect(readFile()).rejects.toThrow();
  });

  it("leaves no credentials in the log, which says what is the matter", async () => {
    await whileAway(readFile);
    expect(logged).toContain("the bucket dateline-files cannot be reached (ECONNREFUSED)");
    expect(logged).not.toContain(s3Environment.AWS_SECRET_ACCESS_KEY);
  });
});

describe("a file that no release names", () => {
  it("waits for the next sweep while S3 is away", async () => {
    await room.stopWorking();
    const { id } = (await send()).body;
    const rows = () => room.sql("select id from assets where id = $1", [id]);
    const remove = () => removeUnusedAssets(systemContext(room.newsroom, "sweep"));
    room.clock.travel(14 * 86_400_000 + 60_000);
    expect([await whileAway(remove), await rows()]).toEqual([0, [{ id }]]);
    expect(await remove()).toBeGreaterThan(0);
    expect(await rows()).toEqual([]);
  });
});
