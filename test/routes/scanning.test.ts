import { Readable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openScanner } from "../../src/adapters/media/scanner.ts";
import { systemContext } from "../../src/context.ts";
import { scanWaiting } from "../../src/services/assets/scanning.ts";
import { aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { type Clamd, openClamd, virus, virusName } from "../support/neighbours/clamd.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { pointers } from "../support/problems.ts";

const silent = pino({ level: "silent" });
const clean = "%PDF-1.7\nA plan of the harbour\n%%EOF\n";
const tooLarge = "too large";
const infected = `%PDF-1.7\n${virus}\n%%EOF\n`;

let clamd: Clamd;
let room: TestNewsroom;
let society: TestOrganization;
let editor: Client;

beforeAll(async () => {
  clamd = await openClamd();
  room = await openNewsroom({ env: { CLAMD_URL: `tcp://127.0.0.1:${clamd.port}` } });
  [society, editor] = await Promise.all([room.organization(), room.staff("editor")]);
});
afterAll(async () => {
  await room.close();
  await clamd.stop();
});
beforeEach(() => clamd.behave());

const blob = (content: string) => new Blob([content], { type: "application/pdf" });

function send(content: string, fileName = "plan.pdf") {
  const form = new FormData();
  form.set("file", blob(content), fileName);
  return society.post("/v1/assets", form);
}

/** Sends a file that the scanner was not there to look at. */
async function sentUnseen(content: string): Promise<string> {
  await clamd.stop();
  const { status, body } = await send(content);
  expect([status, body.scan]).toEqual([201, "pending"]);
  return body.id;
}

const scanOf = async (id: string) => (await society.get(`/v1/assets/${id}`)).body.scan;
const scanned = (id: string) => until(async () => (await scanOf(id)) !== "pending");

const withFile = (...attachments: string[]) => room.submitted(society, aRelease({ attachments }));

/** A release that an editor approved all the same. */
async function approved(id: string) {
  expect((await editor.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve" })).status).toBe(201);
  return room.settled(society, id, "published");
}

async function fetched({ article }: Record<string, any>, method = "GET"): Promise<Response> {
  const { body } = await room.reader.get(`/v1/articles/${article.slug}`);
  return fetch(`${room.origin}${new URL(body.attachments[0].url).pathname}`, { method });
}

const objections = ({ moderation }: Record<string, any>) =>
  moderation.findings.filter(({ rule }: Record<string, unknown>) => rule === "MD-02");

describe("a file, where a scanner is configured,", () => {
  it("is clean where nothing is found, and goes to readers", async () => {
    const { body } = await send(clean);
    expect(body.scan).toBe("clean");
    const release = await withFile(body.id);
    expect([release.status, objections(release)]).toEqual(["published", []]);
    expect(await (await fetched(release)).text()).toBe(clean);
  });

  it("is refused where something is found, says what, and leaves nothing", async () => {
    const before = await room.storedFiles();
    const reply = await send(infected);
    expect([reply.status, pointers(reply)]).toEqual([422, ["file"]]);
    expect(reply.body.errors[0].detail).toBe(`is not taken: the virus scanner found ${virusName} in it`);
    expect(await room.storedFiles()).toEqual(before);
  });

  it("is refused with the release that it comes with", async () => {
    const [before, releases] = [await room.storedFiles(), await room.sql("select id from releases")];
    const form = new FormData();
    form.set("release", JSON.stringify(aRelease()));
    form.append("attachments", blob(clean), "plan.pdf");
    form.append("attachments", blob(infected), "bill.pdf");
    const reply = await society.post("/v1/releases", form);
    expect([reply.status, pointers(reply)]).toEqual([422, ["attachments/1"]]);
    expect(await room.storedFiles()).toEqual(before);
    expect(await room.sql("select id from releases")).toEqual(releases);
  });

  it("is scanned as it came, before a picture is decoded", async () => {
    const reply = await send(`not even a picture ${virus}`, "photo.jpg");
    expect(reply.body.errors[0].detail).toContain(virusName);
  });
});

describe("a file that the scanner could not look at", () => {
  beforeAll(() => clamd.stop());

  it("is taken, holds its release, and is kept from readers until the scanner is back", async () => {
    const id = await sentUnseen(clean);
    const held = await withFile(id);
    expect(held.status).toBe("needs_review");
    expect(objections(held)).toMatchObject([
      {
        severity: "hold",
        pointer: "/attachments/0",
        message: expect.stringContaining('"plan.pdf" could not'),
      },
    ]);
    const release = await approved(held.id);
    const [withheld, headed] = [await fetched(release), await fetched(release, "HEAD")];
    expect([withheld.status, headed.status]).toEqual([503, 503]);
    expect(withheld.headers.get("retry-after")).toBe("60");
    expect(withheld.headers.get("cache-control")).toBe("no-store");
    expect(await withheld.json()).toMatchObject({ detail: "The file waits for the virus scanner." });
    await clamd.start();
    await scanned(id);
    expect(await scanOf(id)).toBe("clean");
    expect(await (await fetched(release)).text()).toBe(clean);
  });

  it("never reaches readers when something is found then", async () => {
    const id = await sentUnseen(infected);
    const release = await approved((await withFile(id)).id);
    await clamd.start();
    await scanned(id);
    expect(await scanOf(id)).toBe("infected");
    expect((await fetched(release)).status).toBe(404);
  });

  it("sends its release back when something was found by the time that it is judged", async () => {
    const id = await sentUnseen(infected);
    await clamd.start();
    await scanned(id);
    const release = await withFile((await send(clean)).body.id, id);
    expect(release.status).toBe("changes_requested");
    expect(objections(release)).toMatchObject([
      { severity: "fix", pointer: "/attachments/1", message: expect.stringContaining(virusName) },
    ]);
  });

  it("is asked about again and again, and by several at once, without harm", async () => {
    const id = await sentUnseen(clean);
    await clamd.start();
    const scanner = openScanner({ host: "127.0.0.1", port: clamd.port }, silent);
    const ctx = systemContext({ ...room.newsroom, scanner }, "sweep");
    await Promise.all(Array.from({ length: 3 }, () => scanWaiting(ctx)));
    expect(await scanOf(id)).toBe("clean");
    expect(await scanWaiting(ctx)).toBe(0);
  });

  it("does not keep others waiting when the scanner cannot look at it", async () => {
    await room.stopWorking();
    const ids = [await sentUnseen(clean), await sentUnseen(`${clean}${tooLarge}`), await sentUnseen(clean)];
    await clamd.start();
    clamd.refuse(tooLarge);
    const scanner = openScanner({ host: "127.0.0.1", port: clamd.port }, silent);
    const ctx = systemContext({ ...room.newsroom, scanner }, "sweep");
    await scanWaiting(ctx);
    expect(await Promise.all(ids.map(scanOf))).toEqual(["clean", "pending", "clean"]);
    clamd.refuse(undefined);
    await room.startWorking();
    await scanned(ids[1]!);
  });

  it("does not keep others waiting when the store has lost it", async () => {
    const lost = await sentUnseen(clean);
    const [row] = await room.sql("select storage_key from assets where id = $1", [lost]);
    await room.newsroom.media.remove(row?.storage_key);
    const id = await sentUnseen(clean);
    await clamd.start();
    await scanned(id);
    expect([await scanOf(lost), await scanOf(id)]).toEqual(["pending", "clean"]);
  });

  it("is like every other file once no scanner is configured any more", async () => {
    await room.stopWorking();
    const id = await sentUnseen(clean);
    await scanWaiting(systemContext({ ...room.newsroom, scanner: undefined }, "sweep"));
    expect(await scanOf(id)).toBe("not_scanned");
    await clamd.start();
    await room.startWorking();
  });
});

describe("an answer of the scanner", () => {
  it.each([
    ["that the file is too large for it", "INSTREAM size limit exceeded. ERROR\0"],
    ["that it cannot", "stream: Can't allocate memory ERROR\0"],
    ["that only looks like a good one", "stream: OK and more\0"],
    ["without a word", ""],
  ])("%s is no reason to call the file clean", async (_, answer) => {
    clamd.behave(answer);
    const scanner = openScanner({ host: "127.0.0.1", port: clamd.port }, silent);
    const large = Readable.from(Array.from({ length: 64 }, () => Buffer.alloc(65_536)));
    expect(await scanner.scan(large)).toEqual({ scan: "pending", found: null });
    expect(large.destroyed).toBe(true);
  });

  it("is not waited for without end, and after three such files not at all for a while", async () => {
    clamd.behave(null);
    const scanner = openScanner({ host: "127.0.0.1", port: clamd.port }, silent, 50);
    const ask = () => scanner.scan(Readable.from([Buffer.from(clean)]));
    for (let time = 0; time < 3; time += 1) expect((await ask()).scan).toBe("pending");
    clamd.behave();
    const before = clamd.scanned();
    expect([(await ask()).scan, clamd.scanned()]).toEqual(["pending", before]);
  });
});
