import { once } from "node:events";
import { request as ask } from "node:http";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { KeptAnswers } from "../../../src/adapters/answers/answers.ts";
import { Forms } from "../../../src/adapters/answers/forms.ts";
import type { PublicChange } from "../../../src/domain/answers/surrogate-keys.ts";
import { articleOut, listedArticleOut } from "../../../src/routes/public/article-out.ts";
import { aRelease } from "../../support/builders.ts";
import { type Client, clientOf } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../../support/newsroom.ts";
import { expectProblem, pointers } from "../../support/problems.ts";
import { sendRaw } from "../../support/raw.ts";
import { whileLocked } from "../../support/table-lock.ts";
import { run } from "../../support/template-database.ts";

let room: TestNewsroom;
let society: TestOrganization;
let editor: Client;
let twin: Client;

beforeAll(async () => {
  room = await openNewsroom();
  society = await room.organization();
  editor = await room.staff("managing_editor");
  twin = clientOf(await room.twin());
});
afterAll(() => room.close());

const published = async (given: Record<string, unknown> = {}) =>
  (await room.submitted(society, aRelease(given))).article as { id: string; slug: string };

/** As a client that unpacks nothing. */
async function raw(path: string, headers: Record<string, string> = {}, method = "GET") {
  const request = ask(`${room.origin}${path}`, { headers, method }).end();
  const [response] = await once(request, "response");
  const { "x-request-id": id, date: _date, ...shared } = response.headers;
  return { status: response.statusCode, id, headers: shared, body: await buffer(response) };
}

describe("a kept answer", () => {
  it("is the one that was made, to the byte and the header, but for the request's id", async () => {
    const { slug } = await published();
    const [made, kept] = [await raw(`/v1/articles/${slug}`), await raw(`/v1/articles/${slug}`)];
    expect([kept.headers, kept.body]).toEqual([made.headers, made.body]);
    expect(kept.id).not.toBe(made.id);
    expect(made.headers).toMatchObject({
      "surrogate-key": expect.stringContaining("article/"),
      "access-control-allow-origin": "*",
      "access-control-expose-headers": expect.stringContaining("link"),
      "content-security-policy": expect.any(String),
      vary: "Accept-Encoding",
    });
    expect((await raw("/v1/articles", { "x-request-id": "mine" })).id).toBe("mine");
  });

  it("is framed alike each time, and ends a connection that the client wants ended", async () => {
    const { slug } = await published();
    const ask = (version: string, field = "") =>
      sendRaw(room.origin, `GET /v1/articles/${slug} HTTP/${version}\r\nhost: of.example\r\n${field}\r\n`);
    const framed = ({ headers }: { readonly headers: string }) =>
      headers.replace(/^x-request-id: .*|^Date: .*/gm, "");
    const idIn = ({ headers }: { readonly headers: string }) => /^x-request-id: (.*)\r$/m.exec(headers)?.[1];
    await ask("1.1");
    const replies = [];
    for (let time = 0; time < 5; time += 1) replies.push(await ask("1.1"));
    expect(new Set(replies.map(framed)).size).toBe(1);
    expect(new Set(replies.map(idIn)).size).toBe(5);
    expect(replies[0]?.headers).toMatch(/^Date: .*\r\nConnection: keep-alive\r\nKeep-Alive: timeout=/m);
    for (const [version, field] of [["1.1", "connection: close\r\n"], ["1.0"]] as const) {
      const reply = await ask(version, field);
      expect(reply.headers).toMatch(/^Connection: close$/m);
      expect(reply.text).toBe(replies[0]?.text);
    }
    const named = await ask("1.1", "x-request-id: mine\r\n");
    expect([idIn(named), framed(named)]).toEqual(["mine", framed(replies[0] as (typeof replies)[0])]);
    // Ids that stand in the head already, the first of a second and the next.
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    for (const id of ["id", "x", "1", "Date:", "no good"]) {
      vi.setSystemTime(Date.now() + 1000);
      expect(framed(await ask("1.1", `x-request-id: ${id}\r\n`))).toBe(framed(named));
      const next = await ask("1.1", "x-request-id: next\r\n");
      expect([idIn(next), framed(next)]).toEqual(["next", framed(named)]);
    }
  });

  it("follows the one before on a connection where several are asked for in a row", async () => {
    const { slug } = await published();
    const [plain, unchanged] = [await raw(`/v1/articles/${slug}`), "if-none-match: *\r\n"];
    const ask = (method: string, field = "") =>
      `${method} /v1/articles/${slug} HTTP/1.1\r\nhost: of.example\r\n${field}\r\n`;
    const { hostname, port } = new URL(room.origin);
    const socket = connect({ host: hostname, port: Number(port) });
    const asked = [ask("GET"), ask("GET", unchanged), ask("HEAD"), ask("GET")];
    socket.write([...asked, ...asked, ask("GET", "connection: close\r\n")].join(""));
    const received = (await buffer(socket)).toString();
    const statuses = [200, 304, 200, 200].map(String);
    expect([...received.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status)).toEqual([
      ...statuses,
      ...statuses,
      "200",
    ]);
    // As often as it was asked for by GET, and nowhere else.
    expect(received.split(plain.body.toString())).toHaveLength(6);
    expect(received.match(/^Date: /gm)).toHaveLength(9);
  });

  it("says the same compressed, under a tag of its own, to HEAD without a body, and 304 to any of its tags", async () => {
    const { slug } = await published();
    const path = `/v1/articles/${slug}`;
    const first = await raw(path, { "accept-encoding": "br" }, "HEAD");
    expect([first.headers, first.body.length]).toEqual([
      (await raw(path, { "accept-encoding": "br" })).headers,
      0,
    ]);
    // Made, then kept: what is true of one is of the other.
    for (const target of [path, path, "/v1/articles?limit=3", "/v1/articles?limit=3"]) {
      const [gzip, br] = [
        await raw(target, { "accept-encoding": "gzip" }),
        await raw(target, { "accept-encoding": "gzip, br" }),
      ];
      const plain = await raw(target);
      expect([gzip.headers["content-encoding"], br.headers["content-encoding"]]).toEqual(["gzip", "br"]);
      expect(
        gunzipSync(gzip.body).equals(plain.body) && brotliDecompressSync(br.body).equals(plain.body),
      ).toBe(true);
      const etags = [plain, gzip, br].map(({ headers }) => headers.etag ?? "");
      expect(new Set(etags).size).toBe(3);
      const head = await raw(target, {}, "HEAD");
      expect([head.status, head.headers, head.body.length]).toEqual([200, plain.headers, 0]);
      for (const etag of [...etags, `W/${etags[0]}`, "*"]) {
        const again = await raw(target, { "if-none-match": etag });
        const { "cache-control": cacheControl, "surrogate-key": surrogate } = plain.headers;
        expect([again.status, again.body.length]).toEqual([304, 0]);
        expect(again.headers).toMatchObject({ "cache-control": cacheControl, "surrogate-key": surrogate });
        // Those of the body it came with, which the client has.
        expect(again.headers).not.toHaveProperty("content-security-policy");
      }
      expect((await raw(target, { "if-none-match": '"another"' })).status).toBe(200);
    }
  });

  it("is what the API says it is, and what the desk sees", async () => {
    const { id, slug } = await published({
      tags: ["Old things"],
      person: { name: "Ada", role: "Chair" },
      kind: "personnel",
    });
    await room.admin.patch("/v1/admin/publications/main", { timeZone: "Asia/Kolkata" });
    const { headers } = await room.reader.get(`/v1/articles/${slug}`);
    const corrected = await editor.post(
      `/v1/admin/articles/${id}/corrections`,
      { changes: { dek: "Another line" }, notice: "The line was wrong." },
      { "if-match": headers.get("etag") ?? "" },
    );
    const { body } = await room.reader.get(`/v1/articles/${slug}`);
    const { body: list } = await room.reader.get("/v1/articles?limit=1");
    expect(body).toEqual(corrected.body);
    expect(body.publishedAtLocal).toMatch(/ GMT\+5:30$/);
    expect(articleOut.strict().parse(body)).toEqual(body);
    expect(listedArticleOut.strict().parse(list.items[0])).toEqual(list.items[0]);
    const { bodyHtml: _html, bodyText: _text, boilerplate: _about, ...listed } = body;
    expect(list.items[0]).toEqual(listed);
  });

  it("has the members of each item that were asked for, in one order, and no others", async () => {
    await published();
    const { body } = await room.reader.get("/v1/articles?fields=slug,id,slug&limit=1");
    expect(Object.keys(body.items[0])).toEqual(["id", "slug"]);
    const refused = await room.reader.get("/v1/articles?fields=id,bodyHtml");
    expectProblem(refused, 422, "invalid-request");
    expect(pointers(refused)).toEqual(["/fields"]);
  });
});

describe("what changes", () => {
  it("is shown by the next answer here, and soon in every process, whether or not its message arrives", async () => {
    const { id, slug } = await published();
    const path = `/v1/articles/${slug}`;
    const { headers } = await room.reader.get(path);
    expect((await twin.get(path)).body.version).toBe(1);
    const notice = "A name was wrong.";
    const changes = { summary: "Corrected." };
    await editor.post(
      `/v1/admin/articles/${id}/corrections`,
      { changes, notice },
      { "if-match": headers.get("etag") ?? "" },
    );
    expect((await room.reader.get(path)).body).toMatchObject({ version: 2, summary: "Corrected." });
    await until(async () => (await twin.get(path)).body.version === 2);
    // As by a process that dies before it tells.
    await room.sql("update articles set version = version + 1, dek = 'Silently' where id = $1", [id]);
    await until(async () => (await room.reader.get(path)).body.dek === "Silently");
    await until(async () => (await twin.get(path)).body.dek === "Silently");
  });

  it("is shown by the next answer here, also when the database is cut off from hearing of it", async () => {
    const { id, slug } = await published();
    const path = `/v1/articles/${slug}`;
    const { headers } = await room.reader.get(path);
    const database = new URL(room.databaseUrl).pathname.slice(1);
    const connections = (allowed: boolean) =>
      run(inject("serverUrl"), `alter database ${database} with allow_connections ${allowed}`);
    await connections(false);
    onTestFinished(async () => void (await connections(true)));
    await room.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'dateline changes'",
      [database],
    );
    const corrected = await editor.post(
      `/v1/admin/articles/${id}/corrections`,
      { changes: { summary: "Corrected." }, notice: "A name was wrong." },
      { "if-match": headers.get("etag") ?? "" },
    );
    expect(corrected.status).toBe(201);
    expect((await room.reader.get(path)).body).toMatchObject({ version: 2, summary: "Corrected." });
    await connections(true);
    // Heard again, answers are kept again.
    await until(() => performance.now() - room.newsroom.changes.heardUntil() < 900);
    expect((await room.reader.get(path)).body.version).toBe(2);
  });

  it("was not found before it was there, and that is not kept", async () => {
    const release = aRelease({ headline: "Marlhaven waits for what is not there yet" });
    expect(await room.reader.get("/v1/articles/marlhaven-waits-for-what-is-not-there-yet")).toMatchObject({
      status: 404,
    });
    const { article } = await room.submitted(society, release);
    expect(await room.reader.get(`/v1/articles/${article.slug}`)).toMatchObject({ status: 200 });
    expect((await room.reader.get("/v1/articles?limit=1")).body.items[0].id).toBe(article.id);
  });
});

describe("many who ask at once", () => {
  it("are given what one of them made", async () => {
    await published();
    // Jobs read the table too, and would wait beside the readers.
    await room.stopWorking();
    const asked = await whileLocked(room, "articles", async (somebodyWaits) => {
      const replies = Array.from({ length: 12 }, () => room.reader.get("/v1/articles?limit=7"));
      await somebodyWaits();
      // Answered after them on the same process.
      await room.reader.get("/health/ready");
      const waiting = await room.sql(
        "select from pg_locks where relation = 'articles'::regclass and not granted",
      );
      return { waiting, replies };
    });
    const replies = await Promise.all(asked.replies);
    await room.startWorking();
    expect(asked.waiting).toHaveLength(1);
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(replies[0]?.status).toBe(200);
  });
});

describe("the memory of a process", () => {
  const answer = { route: "/", headers: {}, forms: new Forms(Buffer.from("{}"), '"1"') };
  const aChange = {
    ...{ publication: "main", articleId: null, version: 1, kind: null },
    ...{ organizationId: null, category: null, formerCategory: null },
  };

  it("does not keep what was begun before a change of what it shows, and does keep what shows something else", async () => {
    const answers = new KeptAnswers({ changes: room.newsroom.changes, maxBytes: 1e6 });
    const [old, other] = [answers.begin("/old"), answers.begin("/other")];
    await published();
    // Heard of a moment after the commit.
    await until(async () => answers.inFlight("/old") === undefined);
    old.land(answer, ["list/main"], true);
    other.land(answer, ["article/other"], true);
    expect([answers.find("/old"), answers.find("/other")]).toEqual([undefined, answer]);
  });

  it("is bounded, and searches and deep pages crowd out only each other", async () => {
    const answers = new KeptAnswers({ changes: room.newsroom.changes, maxBytes: 100_000 });
    answers.begin("/common").land(answer, ["everything"], true);
    const make = (at: number) => answers.begin(`/rare?${at}`).land(answer, ["everything"], false);
    for (let at = 0; at < 1000; at += 1) {
      make(at);
      // Asked for once by somebody, and perhaps by nobody again.
      expect(answers.find(`/rare?${at}`)).toBeUndefined();
      make(at);
    }
    expect([answers.find("/common"), answers.find("/rare?0")]).toEqual([answer, undefined]);
    expect(answers.find("/rare?999")).toBe(answer);
  });

  it("gives a list that is behind for a quarter of a second while others publish much, and nothing retracted", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    onTestFinished(() => void vi.useRealTimers());
    let hear: (changes: readonly PublicChange[]) => void = () => undefined;
    const heardUntil = () => performance.now();
    const onHeard = (listener: typeof hear) => {
      hear = listener;
      return () => undefined;
    };
    const answers = new KeptAnswers({
      changes: { ...room.newsroom.changes, heardUntil, onHeard, pending: () => undefined },
      maxBytes: 1e6,
    });
    const happens = (action: PublicChange["action"]) =>
      hear([{ ...aChange, action, position: 1, at: new Date(0) }]);
    const make = (andMeanwhile: () => void = () => undefined) => {
      const flight = answers.begin("/list");
      andMeanwhile();
      flight.land(answer, ["list/main"], true);
    };
    const givenAfter = (action: PublicChange["action"]) => {
      happens(action);
      return answers.find("/list");
    };
    for (let time = 0; time < 8; time += 1) {
      make();
      expect(givenAfter("published")).toBeUndefined();
    }
    make(() => happens("published"));
    expect(givenAfter("published")).toBe(answer);
    expect(givenAfter("retracted")).toBeUndefined();
    make(() => happens("corrected"));
    expect(answers.find("/list")).toBeUndefined();
    make();
    vi.advanceTimersByTime(249);
    expect(givenAfter("published")).toBe(answer);
    vi.advanceTimersByTime(1);
    expect(answers.find("/list")).toBeUndefined();
  });

  it("is not trusted while the database is away", async () => {
    const silent = {
      ...room.newsroom.changes,
      heardUntil: () => performance.now() - 1000,
      onHeard: () => () => undefined,
    };
    const answers = new KeptAnswers({ changes: silent, maxBytes: 1e6 });
    answers.begin("/old").land(answer, ["everything"], true);
    expect(answers.find("/old")).toBeUndefined();
  });
});
