/** What operators, their machines and the API's documentation rely on: health, metrics, description, log. */

import { Writable } from "node:stream";
import { type Logger, pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFaultyRelease, aRelease } from "../support/builders.ts";
import { clientOf } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { routeTable } from "../support/surfaces/route-table.ts";

let room: TestNewsroom;
let society: TestOrganization;
const written: string[] = [];

function logInto(lines: string[]): Logger {
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    lines.push(chunk.toString("utf8"));
    done();
  };
  return pino({ level: "trace" }, new Writable({ write }));
}

beforeAll(async () => {
  room = await openNewsroom({ log: logInto(written) });
  society = await room.organization();
});
afterAll(() => room.close());

describe("the id of a request", () => {
  it.each(["trace-1", "0af7651916cd43dd8448eb211c80319c", "a:b.c_d-e"])(
    "is the client's %s when it is sane",
    async (id) => {
      expect(
        (await room.reader.get("/v1/articles", { "x-request-id": id })).headers.get("x-request-id"),
      ).toBe(id);
    },
  );

  it.each(["", "a b", "a,b", "<script>", "x".repeat(101)])(
    "is made anew when the client's is %j",
    async (id) => {
      const made = (await room.reader.get("/v1/articles", { "x-request-id": id })).headers.get(
        "x-request-id",
      );
      expect(made).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it("is on every line that the request logs", async () => {
    await society.get("/v1/releases", { "x-request-id": "trace-of-this-test" });
    await until(() => written.some((line) => line.includes('"reqId":"trace-of-this-test"')));
  });
});

describe("health", () => {
  it("is live while the process answers", async () => {
    const reply = await room.reader.get("/health/live");
    expect([reply.status, reply.body, reply.headers.get("cache-control")]).toEqual([
      200,
      { status: "live" },
      "no-store",
    ]);
  });

  it("is ready while what it needs answers", async () => {
    const reply = await room.reader.get("/health/ready");
    expect([reply.status, reply.body]).toEqual([200, { status: "ready" }]);
  });
});

describe("metrics", () => {
  it("come in the format of Prometheus", async () => {
    const { headers, text } = await room.reader.get("/metrics");
    expect(headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const odd = text
      .split("\n")
      .filter((line) => !/^$|^# (HELP|TYPE) |^[a-z_:][a-z0-9_:]*(\{[^}]*\})? \S+$/i.test(line));
    expect(odd).toEqual([]);
  });

  it("count requests by route and not by address, so that ids do not become labels", async () => {
    const { body } = await society.post("/v1/releases?draft=true", aRelease());
    await society.get(`/v1/releases/${body.id}`);
    const { text } = await room.reader.get("/metrics");
    expect(text).toContain('route="/v1/releases/:id"');
    expect(text).not.toContain(body.id);
  });
});

describe("an answer that is kept", () => {
  it("is logged and counted as the one that was made", async () => {
    const path = "/v1/articles?limit=7";
    for (const id of ["made", "kept-1", "kept-2"]) await room.reader.get(path, { "x-request-id": id });
    const lines = () =>
      written.map((line) => JSON.parse(line)).filter(({ reqId }) => /^(made|kept-\d)$/.test(reqId));
    await until(() => lines().length === 3);
    const [made, ...kept] = lines().map(({ time, reqId: _id, elapsedMs, ...rest }) => {
      expect([time, elapsedMs]).toEqual([expect.any(Number), expect.any(Number)]);
      return rest;
    });
    expect(kept).toEqual([made, made]);
    const counted = async () => {
      const { text } = await room.reader.get("/metrics");
      return /_count\{method="GET",route="\/v1\/articles",status="200"\} (\d+)/.exec(text)?.[1];
    };
    const before = Number(await counted());
    for (let count = 0; count < 600; count += 1) await room.reader.get(path);
    expect(Number(await counted())).toBe(before + 600);
  });
});

describe("the API's description", () => {
  it("has the routes of this snapshot", async () => {
    const table = (await routeTable(room.reader)).map(
      ({ method, template, summary }) => `${method} ${template}: ${summary}`,
    );
    await expect(`${table.toSorted().join("\n")}\n`).toMatchFileSnapshot("routes.snapshot.txt");
  });

  it("is OpenAPI 3.1 whose references all lead somewhere", async () => {
    const { body, text } = await room.reader.get("/openapi.json");
    expect(body).toMatchObject({ openapi: expect.stringMatching(/^3\.1/), info: { title: "Dateline" } });
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(5);
    expect(references.filter((name) => !(name! in body.components.schemas))).toEqual([]);
  });

  it("describes every operation with a summary, a tag and its answers", async () => {
    const { body } = await room.reader.get("/openapi.json");
    const operations = Object.entries<any>(body.paths).flatMap(([path, methods]) =>
      Object.entries<any>(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
    );
    const bare = operations.filter(
      ({ operation }) =>
        !operation.summary || !operation.tags?.length || Object.keys(operation.responses).length === 0,
    );
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  it("names every parameter in the paths", async () => {
    const { body } = await room.reader.get("/openapi.json");
    const missing = Object.entries<any>(body.paths).flatMap(([path, methods]) =>
      [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) =>
        Object.entries<any>(methods)
          .filter(
            ([, { parameters = [] }]) =>
              !parameters.some((one: any) => one.in === "path" && one.name === name),
          )
          .map(([method]) => `${method} ${path}: ${name}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  it("can be tried on a page whose script is the server's own", async () => {
    const { status, text } = await fetch(`${room.origin}/docs/`).then(async (reply) => ({
      status: reply.status,
      text: await reply.text(),
    }));
    const scripts = [...text.matchAll(/<script[^>]+src="([^"]+)"/g)].map(
      ([, src]) => new URL(src!, `${room.origin}/docs/`),
    );
    expect([status, scripts.length > 0, scripts.every(({ origin }) => origin === room.origin)]).toEqual([
      200,
      true,
      true,
    ]);
    expect((await fetch(scripts[0]!)).status).toBe(200);
  });
});

describe("the log", () => {
  it("has no key, token, address or text in it, whatever happens", async () => {
    const words = "Quincunx Zephyrine marmalade";
    const contact = { name: "Xanthippe Quill", email: "xanthippe@canary.example" };
    const signUp = await room.reader.post("/v1/organizations", { name: "Canary Society", contact });
    const canary = clientOf(room.origin, signUp.body.apiKey);
    const mailed = async () => (await room.outbox()).find((mail) => mail.includes("canary.example")) ?? "";
    await until(async () => (await mailed()) !== "");
    const token = /token=3D([\w-]+)/.exec((await mailed()).replaceAll("=\n", ""))?.[1] ?? "";
    await room.reader.get(`/v1/organizations/verify?token=${token}`);
    await room.reader.post("/v1/organizations/verify", { token });
    await room.reader.post("/v1/organizations/verify", { token });
    await canary.post("/v1/checks", aRelease({ headline: words }));
    await canary.get(`/v1/releases?key=${signUp.body.apiKey}`);
    await clientOf(room.origin, `${signUp.body.apiKey}x`).get("/v1/releases");
    const release = aFaultyRelease({ headline: `${words} of the harbour`, mediaContact: contact });
    await room.submitted(canary, release);
    await canary.post("/v1/releases", { ...release, kind: words });
    await canary.post("/v1/releases", `{"headline": "${words}`, { "content-type": "application/json" });
    const secrets = [
      token,
      signUp.body.apiKey,
      signUp.body.apiKey.split("_").at(-1),
      words,
      "marmalade",
      contact.email,
      contact.name,
    ];
    expect(token).not.toBe("");
    expect(secrets.filter((secret) => written.join("").includes(secret))).toEqual([]);
  });

  it("says who read a release and whom it was refused", async () => {
    const [release, editor] = [await room.submitted(society), await room.staff("editor")];
    for (const by of [editor, society, room.reader]) await by.get(`/v1/admin/releases/${release.id}`);
    const looks = () =>
      written.map((line) => JSON.parse(line)).filter(({ route }) => route === "/v1/admin/releases/:id");
    await until(() => looks().length === 3);
    expect(looks().map(({ status, caller, named }) => [status, caller, named])).toEqual([
      [200, { role: "editor", id: editor.id }, release.id],
      [403, { role: "submitter", id: society.id }, release.id],
      [401, undefined, undefined],
    ]);
  });

  it("is one object of JSON a line, whatever a client puts into its request", async () => {
    await room.reader.get("/v1/%0d%0a%7B%22level%22%3A60%7D%1b%5B31m", {
      "x-request-id": "a",
      "user-agent": '"}\t{"level":60',
    });
    const odd = written
      .join("")
      .split("\n")
      .filter((line) => line !== "" && typeof JSON.parse(line).level !== "number");
    expect(odd).toEqual([]);
  });
});
