import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { aRelease } from "../support/builders.ts";
import { type Client, clientOf } from "../support/client.ts";
import { type FaultProxy, openFaultProxy } from "../support/neighbours/fault-proxy.ts";
import { until } from "../support/newsroom.ts";
import { openPremises, type Premises } from "../support/processes.ts";
import { allPublished } from "../support/submissions.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/**
 * Column names of the statements, which the server repeats in its answers. All of an answer is sent after the commit,
 * so a connection that is cut there has done its work.
 */
const answerOf = { receiving: "inserted", moving: "eventId" };

let premises: Premises;
let proxy: FaultProxy;
let society: Client;
let origin: string;

beforeAll(async () => {
  premises = await openPremises();
  const behind = new URL(premises.databaseUrl);
  proxy = await openFaultProxy(Number(behind.port));
  behind.port = String(proxy.port);
  ({ origin } = await premises.start("both", { DATABASE_URL: behind.href }));
  const { key } = await premises.organization(origin);
  society = clientOf(origin, key);
});
afterAll(async () => {
  await premises.close();
  await proxy.close();
});

const history = async (id: string) =>
  (
    await premises.sql(
      "select action from release_events where release_id = $1 and action <> 'moderate' order by id",
      [id],
    )
  ).map(({ action }) => action);

/** Whether no job waits, runs or is to be tried again. */
const queuesAreIdle = async () => {
  const { text } = await clientOf(origin).get("/metrics");
  const busy = /^dateline_queue_jobs\{.*state="(?:waiting|delayed|active)"\} [1-9]/m;
  return text.includes("dateline_queue_jobs{") && !busy.test(text);
};

describe("when the database did its work and its answer got lost", () => {
  it("a submission is answered by the record of its idempotency key", async () => {
    const cut = proxy.cutAt(answerOf.receiving);
    const unheard = await society.post("/v1/releases", aRelease(), { "idempotency-key": "unheard" });
    await cut;
    expect(unheard.status).toBe(201);
    expect(unheard.headers.get("idempotency-replayed")).toBe("true");
    await allPublished(premises, [unheard.body.id]);
    expect(await premises.sql("select id from releases")).toEqual([{ id: unheard.body.id }]);
  });

  it("a submission without a key is answered with 503, and its repeat with the one release", async () => {
    const release = aRelease({ externalRef: "unheard" });
    const cut = proxy.cutAt(answerOf.receiving);
    const unheard = await society.post("/v1/releases", release);
    await cut;
    expect(unheard).toMatchObject({ status: 503, body: { status: 503 } });
    expect(unheard.headers.get("retry-after")).toBe("1");
    const known = await premises.sql("select id from releases where external_ref = 'unheard'");
    const repeat = await society.post("/v1/releases", release);
    expect(repeat).toMatchObject({ status: 409, body: { type: "/problems/duplicate-external-ref" } });
    expect(known).toEqual([{ id: repeat.body.releaseId }]);
    await allPublished(premises, [repeat.body.releaseId]);
  });

  it.each([
    ["the beginning of its moderation", 1],
    ["its approval", 2],
    ["its publication", 3],
  ])("a release goes out once although %s was not heard of", async (_what, nth) => {
    const cut = proxy.cutAt(answerOf.moving, nth);
    const { body } = await society.post("/v1/releases", aRelease());
    await cut;
    await allPublished(premises, [body.id]);
    // The attempt that was not heard of comes again, and changes nothing.
    await until(queuesAreIdle);
    expect(await history(body.id)).toEqual(["submit", "approve", "publish"]);
    const articles = await premises.sql("select count(*)::int as count from articles where release_id = $1", [
      body.id,
    ]);
    expect(articles).toEqual([{ count: 1 }]);
  });
});
