/** Contract section 2: not a single answer escapes the format of a problem, whatever is sent. */

import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemTypes } from "../../src/errors.ts";
import { aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";
import { accidentIn, expectProblem, pointers } from "../support/problems.ts";
import { multipartRequest, sendRaw } from "../support/raw.ts";
import { call, type Route, routeTable } from "../support/surfaces/route-table.ts";

let room: TestNewsroom;
let society: TestOrganization;
let routes: Route[];

beforeAll(async () => {
  room = await openNewsroom({ working: false, env: { RATE_LIMITS: "off" } });
  society = await room.organization();
  routes = await routeTable(room.reader);
});
afterAll(() => room.close());

const json = { "content-type": "application/json" };
const megabytes = (count: number) => "x".repeat(count * 1024 * 1024);

describe("what cannot be read", () => {
  it("is 400 when it is malformed JSON", async () => {
    expectProblem(await society.post("/v1/releases", '{"headline": ', json), 400, "malformed-request");
  });

  it("is 400 when the address is malformed", async () => {
    expectProblem(await society.get("/v1/releases/%zz"), 400, "malformed-request");
  });

  it("is 400 when it is not UTF-8", async () => {
    const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
    const reply = await fetch(`${room.origin}/v1/organizations`, { method: "POST", headers: json, body });
    expect(await reply.json()).toMatchObject({ type: "/problems/malformed-request", status: 400 });
  });

  it.each(["__proto__", "constructor"])("is 400 when it names %s", async (name) => {
    const body = `{"${name}": {"prototype": {"isAdmin": true}}}`;
    expectProblem(await society.post("/v1/releases", body, json), 400, "malformed-request");
  });

  it("is 404 when there is no such route", async () => {
    expectProblem(await society.get("/v1/no-such-thing"), 404, "not-found");
  });

  it.each([
    ["/v1/releases", "GET, HEAD, POST, OPTIONS"],
    ["/v1/articles/any", "GET, HEAD, OPTIONS"],
    ["/feeds/rss.xml", "GET, HEAD, OPTIONS"],
    ["/health/live", "GET, HEAD, OPTIONS"],
  ])("is 405 with the methods that there are when %s has no such method", async (path, allow) => {
    const refused = await society.put(path, '{"never": ', json);
    expectProblem(refused, 405, "method-not-allowed");
    expect(refused.headers.get("allow")).toBe(allow);
    const told = await fetch(`${room.origin}${path}?publication=main`, { method: "OPTIONS" });
    expect(told).toMatchObject({ status: 204 });
    expect(told.headers.get("allow")).toBe(allow);
  });

  it("is 404 when there is no such route for OPTIONS either", async () => {
    const reply = await fetch(`${room.origin}/v1/no-such-thing`, { method: "OPTIONS" });
    expect(await reply.json()).toMatchObject({ type: "/problems/not-found" });
    expect(reply.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("lets a page of another site ask what the public reads, and nothing else", async () => {
    const asked = { origin: "https://other.example", "access-control-request-method": "GET" };
    const preflight = (path: string) => fetch(`${room.origin}${path}`, { method: "OPTIONS", headers: asked });
    const [open, shut] = [await preflight("/v1/articles/any"), await preflight("/v1/releases")];
    expect([open.status, open.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
    expect(open.headers.get("access-control-allow-methods")).toBe("GET, HEAD");
    expect([shut.status, shut.headers.get("access-control-allow-origin")]).toEqual([204, null]);
  });

  it("is 404 when the id cannot be one", async () => {
    expectProblem(await society.get("/v1/releases/5abc"), 404, "not-found");
  });

  it.each([
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "nonsense",
    "application/json, text/plain",
  ])("is 415 when it comes as %s", async (type) => {
    const reply = await society.post("/v1/releases", JSON.stringify(aRelease()), { "content-type": type });
    expectProblem(reply, 415, "unsupported-media-type");
  });

  it("is 415 when it is a form where JSON is taken", async () => {
    const form = new FormData();
    form.set("name", "Society");
    expectProblem(await room.reader.post("/v1/organizations", form), 415, "unsupported-media-type");
  });

  it("is 415 when it is compressed", async () => {
    const reply = await fetch(`${room.origin}/v1/checks`, {
      method: "POST",
      headers: { ...json, "content-encoding": "gzip" },
      body: gzipSync(JSON.stringify(aRelease())),
    });
    expect(await reply.json()).toMatchObject({ type: "/problems/unsupported-media-type", status: 415 });
  });

  it.each([
    "Application/JSON",
    "application/json ; charset=UTF-8",
    "application/json;charset=utf-8;x=1",
    " application/json",
  ])("is checked all the same when it comes as %j", async (type) => {
    const reply = await society.post("/v1/releases", JSON.stringify({ unknown: 1 }), {
      "content-type": type,
    });
    expectProblem(reply, 422, "invalid-request");
  });

  it("is 413 when it is larger than a body may be", async () => {
    const reply = await society.post("/v1/releases", JSON.stringify(aRelease({ body: megabytes(2) })), json);
    expectProblem(reply, 413, "payload-too-large");
  });

  it("is 413 when thirty megabytes of JSON come", async () => {
    const reply = await society.post("/v1/releases", JSON.stringify(aRelease({ body: megabytes(30) })), json);
    expectProblem(reply, 413, "payload-too-large");
  });

  it.each(["of unknown number", "of one length"])(
    "is 413 to who sends it all, in chunks %s, before reading",
    async (chunks) => {
      const start = "POST /v1/checks HTTP/1.1\r\nhost: of.example\r\ncontent-type: application/json\r\n";
      const bytes = megabytes(1);
      const body =
        chunks === "of one length"
          ? `content-length: ${30 * bytes.length}\r\n\r\n${bytes.repeat(30)}`
          : `transfer-encoding: chunked\r\n\r\n${`100000\r\n${bytes}\r\n`.repeat(30)}0\r\n\r\n`;
      const reply = await sendRaw(room.origin, start + body, { readsLast: true });
      expect(JSON.parse(reply.text)).toMatchObject({ type: "/problems/payload-too-large", status: 413 });
    },
  );

  it("is 413 to who sends a file of thirty megabytes before reading", async () => {
    const parts = [{ name: "file", value: megabytes(30), fileName: "large.pdf" }];
    const bytes = multipartRequest({ path: "/v1/assets", key: society.key, parts });
    const reply = await sendRaw(room.origin, bytes, { readsLast: true });
    expect(JSON.parse(reply.text)).toMatchObject({ type: "/problems/payload-too-large", status: 413 });
    expect(await room.storedFiles()).toEqual([]);
  });

  it("is 413 when a file has thirty megabytes, and nothing of it stays", async () => {
    const form = new FormData();
    form.set("file", new Blob([megabytes(30)]), "large.pdf");
    expectProblem(await society.post("/v1/assets", form), 413, "payload-too-large");
    expect(await room.storedFiles()).toEqual([]);
  });
});

describe("an invalid request", () => {
  it("is told every fault at once, with a pointer to each", async () => {
    const reply = await society.post("/v1/releases", {
      kind: "gossip",
      body: "",
      mediaContact: { name: "Ruth", email: "nobody", fax: "1" },
      tags: ["ok", 5],
      surprise: true,
    });
    expectProblem(reply, 422, "invalid-request");
    expect(pointers(reply)).toEqual(
      [
        "/attestation",
        "/body",
        "/headline",
        "/kind",
        "/mediaContact/email",
        "/mediaContact/fax",
        "/surprise",
        "/tags/1",
      ].toSorted(),
    );
  });

  it("is one without a body where one is needed", async () => {
    expectProblem(await society.post("/v1/releases"), 422, "invalid-request");
  });

  it("names unknown fields of a query", async () => {
    const reply = await society.get("/v1/releases?limt=5&status=gone");
    expectProblem(reply, 422, "invalid-request");
    expect(pointers(reply)).toEqual(["/limt", "/status"]);
  });

  it.each([
    ["NUL", "a\u0000b"],
    ["half of a surrogate pair", "a\ud800b"],
    ["a control that turns the direction", "a\u202eb"],
    ["an isolate", "a\u2066b"],
    ["an escape", "a\u001b[2Jb"],
  ])("has %s in a text", async (_name, text) => {
    // JSON.stringify writes half a pair as the escape \ud800, which is what a client sends.
    const reply = await society.post("/v1/releases", aRelease({ headline: text, body: text, tags: [text] }));
    expectProblem(reply, 422, "invalid-request");
    expect(pointers(reply)).toEqual(["/body", "/headline", "/tags/0"]);
  });

  it.each([
    ["an array", ["Society"]],
    ["an object", { not: null }],
    ["a number", 5],
    ["a boolean", true],
  ])("has %s where a text is expected", async (_name, value) => {
    const reply = await room.reader.post("/v1/organizations/verify", { token: value });
    expect(pointers(reply)).toEqual(["/token"]);
  });

  it("takes the last of duplicate keys, and checks that one", async () => {
    const reply = await room.reader.post("/v1/organizations/verify", '{"token":"good","token":5}', json);
    expect(pointers(reply)).toEqual(["/token"]);
  });
});

describe("every type of problem", () => {
  it("is explained where it points to", async () => {
    const replies = await Promise.all(
      Object.keys(problemTypes).map((name) => room.reader.get(`/problems/${name}`)),
    );
    expect(replies.map(({ status, body }) => [status, body.type])).toEqual(
      Object.keys(problemTypes).map((name) => [200, `/problems/${name}`]),
    );
  });

  it("is a problem itself when it is unknown", async () => {
    expectProblem(await room.reader.get("/problems/constructor"), 404, "not-found");
  });
});

const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const hostileValues = {
  "an array": [],
  "an object": {},
  null: null,
  "a number in words": "5abc",
  "a huge number": 1e308,
  "a negative number": -1,
  NUL: "\u0000",
  "half a pair": "\ud800",
  "an override": "\u202e",
  "an operator": { not: null },
  "a year nobody writes": "0000-01-01T00:00:00Z",
  "a long text": "x".repeat(70_000),
};

interface Attempt {
  readonly route: Route;
  readonly path?: string;
  readonly body?: unknown;
}

/** Sends each with the key that the route takes, and names those that were an accident. */
async function accidents(attempts: readonly Attempt[]): Promise<string[]> {
  const found: string[] = [];
  for (const { route, path = route.path, body } of attempts) {
    const key = route.isPublic ? undefined : route.isDesk ? room.newsroom.config.ADMIN_API_KEY : society.key;
    const headers = { ...(body !== undefined && json), "if-match": '"1"' };
    const accident = accidentIn(
      await call(room.origin, { method: route.method, path }, { key, body, headers }),
    );
    if (accident)
      found.push(`${route.method} ${path.slice(0, 100)} ${String(body).slice(0, 60)}: ${accident}`);
  }
  return found;
}

describe("every route that takes JSON", () => {
  const attempts = (bodies: (fields: readonly string[]) => readonly unknown[]) =>
    routes.flatMap((route) => bodies(route.fields ?? []).map((body) => ({ route, body })));

  it("refuses as a problem what is no object, nested 10,000 deep, or not JSON at all", async () => {
    const bodies = [
      "[]",
      '"x"',
      "5",
      "null",
      "{}",
      "",
      "{",
      nested(10_000),
      `{"a":${nested(10_000)}}`,
      "\ufeff{}",
    ];
    expect(await accidents(attempts((fields) => (fields.length > 0 ? bodies : [])))).toEqual([]);
  });

  it.each(Object.entries(hostileValues))("refuses as a problem %s in every field", async (_name, value) => {
    const inAll = (fields: readonly string[]) =>
      fields.length > 0 ? [JSON.stringify(Object.fromEntries(fields.map((field) => [field, value])))] : [];
    expect(await accidents(attempts(inAll))).toEqual([]);
  });

  it("takes nothing into the store from any of it", async () => {
    expect(await room.storedFiles()).toEqual([]);
  });
});

describe("every route", () => {
  it.each([
    "%00",
    "%ED%A0%80",
    "5abc",
    "%22",
    "a&limit=1",
    "0000-01-01T00%3A00%3A00Z",
    "x".repeat(3000),
    "%E2%80%AE",
  ])("answers a query of %s without an accident", async (value) => {
    const attempts = routes
      .filter(({ method }) => method === "GET")
      .flatMap((route) =>
        [...route.query, "__proto__"].map((name) => ({ route, path: `${route.path}?${name}=${value}` })),
      );
    expect(await accidents(attempts)).toEqual([]);
  });

  it.each(["%00", "..%2f..%2fetc", "x".repeat(500), "%F0%9F%93%B0", "-1", "null", "%20"])(
    "answers %s in its path without an accident",
    async (value) => {
      const attempts = routes
        .filter(({ template }) => template.includes("{"))
        .map((route) => ({ route, path: route.template.replace(/\{[^}]+\}/g, value) }));
      expect(await accidents(attempts)).toEqual([]);
    },
  );

  it("says which request an error belongs to, also when the client named it", async () => {
    const reply = await society.get("/v1/releases/5abc", { "x-request-id": "trace-1:2.3" });
    expect(reply.body.instance).toBe("urn:request:trace-1:2.3");
  });
});

describe("bytes that are no request", () => {
  const post = (headers: string, body = "") =>
    `POST /v1/checks HTTP/1.1\r\nhost: dateline.example\r\n${headers}\r\n\r\n${body}`;

  it.each([
    ["garbage", "\u0016\u0003\u0001 hello there\r\n\r\n"],
    [
      "a length and chunks at once",
      post("content-type: application/json\r\ncontent-length: 4\r\ntransfer-encoding: chunked", "0\r\n\r\n"),
    ],
    [
      "a chunk of no number",
      post("content-type: application/json\r\ntransfer-encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n"),
    ],
    ["two lengths", post("content-length: 2\r\ncontent-length: 3", "{}")],
    ["a folded header", post("x-a: b\r\n c: d\r\ncontent-length: 0\r\nbad header: x")],
    ["no host", "GET /v1/articles HTTP/1.1\r\n\r\n"],
  ])("is 400 when %s comes", async (_name, bytes) => {
    const reply = await sendRaw(room.origin, bytes);
    expect(reply).toMatchObject({ status: 400 });
    expect(reply.headers).toContain("application/problem+json");
    expect(JSON.parse(reply.text)).toMatchObject({ type: "/problems/malformed-request", status: 400 });
  });

  it("is 431 when the headers are larger than allowed", async () => {
    const reply = await sendRaw(
      room.origin,
      `GET /v1/articles HTTP/1.1\r\nhost: a\r\nx-a: ${"a".repeat(40_000)}\r\n\r\n`,
    );
    expect(JSON.parse(reply.text)).toMatchObject({ type: "/problems/headers-too-large", status: 431 });
  });
});
