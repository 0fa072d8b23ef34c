import { EventSource } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { aRelease } from "../../support/builders.ts";
import { type Client, clientOf } from "../../support/client.ts";
import { type Listening, listen, untilTold } from "../../support/event-stream.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../../support/newsroom.ts";
import { expectProblem, pointers } from "../../support/problems.ts";

// Several waits of `untilTold` in a row.
vi.setConfig({ testTimeout: 200_000 });

const path = "/v1/articles/stream";
let room: TestNewsroom;
let society: TestOrganization;
let editor: Client;
let twin: string;
const open: { close(): void }[] = [];

beforeAll(async () => {
  const bounds = { STREAM_LISTENERS: "21", STREAM_LISTENERS_PER_ADDRESS: "20", TRUST_PROXY: "loopback" };
  room = await openNewsroom({ env: bounds });
  society = await room.organization();
  editor = await room.staff("managing_editor");
  twin = await room.twin();
});
afterAll(() => room.close());
afterEach(async () => {
  for (const { close } of open.splice(0)) close();
  const listeners = async (origin: string) => (await clientOf(origin).get("/metrics")).text;
  for (const origin of [room.origin, twin])
    await until(async () => /^dateline_stream_listeners 0$/m.test(await listeners(origin)));
});

async function hear(origin: string, after?: string, address?: string): Promise<Listening> {
  const listening = await listen(origin, path, {
    ...(after !== undefined && { "last-event-id": after }),
    ...(address !== undefined && { "x-forwarded-for": address }),
  });
  open.push({ close: () => listening.close() });
  return listening;
}

const published = async (given: Record<string, unknown> = {}) =>
  (await room.submitted(society, aRelease(given))).article as { id: string; slug: string };

async function retract(id: string, how: Record<string, unknown> = {}) {
  const retraction = { reason: "Untrue", notice: "We withdraw it.", ...how };
  expect((await editor.put(`/v1/admin/articles/${id}/retraction`, retraction)).status).toBe(200);
}

describe("the stream of articles", () => {
  it("tells a browser at another process what happens to an article, in order, with what is left of it", async () => {
    const browser = new EventSource(`${twin}${path}`);
    open.push({ close: () => browser.close() });
    const told: { type: string; id: string; data: Record<string, any> }[] = [];
    for (const type of ["article.published", "article.corrected", "article.retracted"]) {
      browser.addEventListener(type, ({ data, lastEventId }: any) =>
        told.push({ type, id: lastEventId, data: JSON.parse(data) }),
      );
    }
    await until(() => browser.readyState === 1);
    const { id, slug } = await published();
    await untilTold(() => told.length === 1);
    const listed = (await room.reader.get("/v1/articles?limit=1")).body.items[0];
    const correction = { changes: { dek: "By hand" }, notice: "It was done by hand." };
    const { headers } = await room.reader.get(`/v1/articles/${slug}`);
    const seen = { "if-match": headers.get("etag") ?? "" };
    await editor.post(`/v1/admin/articles/${id}/corrections`, correction, seen);
    await untilTold(() => told.length === 2);
    await retract(id);
    await untilTold(() => told.length === 3);
    await retract(id, { kill: true });
    await untilTold(() => told.length === 4);
    const common = { publication: "main", id, kill: false, notice: null };
    expect(told.map(({ data: { timestamp: _at, ...data } }) => data)).toEqual([
      { type: "article.published", ...common, version: 1, article: listed },
      {
        ...{ type: "article.corrected", ...common, version: 2 },
        article: expect.objectContaining({ dek: "By hand", version: 2 }),
      },
      { type: "article.retracted", ...common, version: 2, notice: "We withdraw it.", article: null },
      { type: "article.retracted", ...common, version: 2, kill: true, article: null },
    ]);
    expect(told.every(({ type, data }) => type === data.type)).toBe(true);
    // Who comes later hears that it happened, and not a word of what was killed.
    const late = await hear(room.origin, String(Number(told[0]?.id) - 1));
    await late.live();
    expect(late.events().map(({ data }) => [data.type, data.article, data.notice])).toEqual(
      told.map(({ type }) => [type, null, null]),
    );
  });

  it("loses nothing and doubles nothing for who leaves and comes back, at whichever process", async () => {
    const { id } = await published();
    const first = await hear(room.origin);
    await first.live();
    const from = first.lastId();
    const changes = 240;
    // As by processes that die before they tell, in transactions that overlap.
    const changing = Promise.all(
      Array.from({ length: changes }, () =>
        room.sql("update articles set version = version + 1 where id = $1", [id]),
      ),
    );
    const heard: string[] = [];
    const stayed = [first];
    let at = from;
    for (let visit = 0; heard.length < changes; visit += 1) {
      const origin = visit % 2 === 0 ? room.origin : twin;
      // Comes while changes come, has much to catch up with, and stays.
      if (visit < 16) stayed.push(await hear(origin, from));
      const listening = await hear(origin, at);
      const enough = Math.min(5, changes - heard.length);
      await untilTold(() => listening.events().length >= enough);
      listening.close();
      heard.push(...listening.events().map((event) => event.id));
      at = listening.lastId();
    }
    await changing;
    const rows = await room.sql(
      "select position from article_changes where position > $1 and article_id = $2 order by txid, position",
      [from, id],
    );
    expect(heard).toEqual(rows.map(({ position }) => position));
    for (const listening of stayed) {
      await untilTold(() => listening.events().length >= changes);
      expect(listening.events().map((event) => event.id)).toEqual(heard);
    }
  });

  it("waits for who reads slowly what it had missed, and tells it then what came up meanwhile", async () => {
    const { id } = await published();
    const before = await hear(room.origin);
    await before.live();
    before.close();
    // More than fits into the buffers of a connection, and less than is read at once.
    await room.sql("update articles set summary = repeat('x', 400000) where id = $1", [id]);
    await room.sql(
      `insert into article_changes (publication_id, publication, action, article_id, version, at)
       select publication_id, 'main', 'corrected', id, 1, now() from articles, generate_series(1, 40) where id = $1`,
      [id],
    );
    let slow = await hear(room.origin, before.lastId());
    // On a busy machine it may look asleep before it is, be dropped, and come back as any listener does.
    while (!(await slow.sleepAfter("article.corrected"))) slow = await hear(room.origin, before.lastId());
    const quick = await hear(room.origin, before.lastId());
    await quick.live();
    const { id: next } = await published();
    await untilTold(() => quick.events().some(({ data }) => data.id === next));
    expect(slow.events().length).toBeLessThan(40);
    slow.wake();
    const knows = ({ events }: Pick<typeof slow, "events">) => events().some(({ data }) => data.id === next);
    const waited = () => `It heard ${slow.events().length} events, and waits`;
    await untilTold(() => knows(slow) || slow.hasEnded(), waited);
    // Who takes nothing between two heartbeats is dropped, and comes back to where it was.
    const back = knows(slow) ? undefined : await hear(room.origin, slow.lastId());
    if (back) await untilTold(() => knows(back));
    const heard = [...slow.events(), ...(back?.events() ?? [])];
    expect(heard.map((event) => event.id)).toEqual(quick.events().map((event) => event.id));
    await room.sql("update articles set summary = '' where id = $1", [id]);
  });

  it("is of one publication, and says how far it has heard when that is quiet", async () => {
    await room.admin.post("/v1/admin/publications", { slug: "star", name: "The Star", timeZone: "UTC" });
    const start = await hear(room.origin);
    await start.live();
    const { id } = await published();
    await untilTold(() => start.events().some(({ data }) => data.id === id));
    const star = await listen(twin, `${path}?publication=star&lastEventId=${start.lastId()}`);
    open.push({ close: () => star.close() });
    await star.live();
    expect(star.events()).toEqual([]);
    const since = await listen(twin, `${path}?publication=star&lastEventId=0`);
    open.push({ close: () => since.close() });
    await since.live();
    expect([since.events(), Number(since.lastId()) >= Number(start.lastId())]).toEqual([[], true]);
  });

  it("passes proxies unchanged and unkept, and answers HEAD with its headers alone", async () => {
    const { status, headers } = await hear(room.origin);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "access-control-allow-origin": "*",
      "content-security-policy": expect.any(String),
    });
    const head = await fetch(`${room.origin}${path}`, { method: "HEAD" });
    expect([head.status, head.headers.get("content-type")]).toEqual([200, headers["content-type"]]);
  });

  it.each([
    ["nonsense", 422, "invalid-request"],
    ["-1", 422, "invalid-request"],
    ["99999999", 422, "invalid-request"],
    ["1".repeat(16), 422, "invalid-request"],
  ])("is refused after the event %s, which never was", async (id, status, type) => {
    const inHeader = await room.reader.get(path, { "last-event-id": id });
    const inQuery = await room.reader.get(`${path}?lastEventId=${id}`);
    for (const refused of [inHeader, inQuery]) expectProblem(refused, status, type);
    expect([pointers(inHeader), pointers(inQuery)]).toEqual([["Last-Event-ID"], ["/lastEventId"]]);
  });

  it("is refused for a publication that is not there", async () => {
    expectProblem(await room.reader.get(`${path}?publication=nowhere`), 404, "not-found");
  });

  it("has room for so many, and for fewer of one address", async () => {
    const ask = (address: string) => room.reader.get(path, { "x-forwarded-for": address });
    for (let count = 0; count < 20; count += 1) await hear(room.origin, undefined, `2001:db8::${count}`);
    const crowd = await ask("2001:db8::77");
    expectProblem(crowd, 429, "rate-limited");
    expect(crowd.body.limit).toBe("stream");
    expect(crowd.headers.get("ratelimit-policy")).toBe('"stream";q=20;qu="concurrent-requests"');
    await hear(room.origin, undefined, "192.0.2.1");
    const full = await ask("192.0.2.2");
    expectProblem(full, 503, "unavailable");
    expect([crowd, full].map(({ headers }) => headers.get("retry-after"))).toEqual(["10", "10"]);
  });
});
