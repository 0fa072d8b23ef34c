import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { aRelease } from "../support/builders.ts";
import { type Client, clientOf } from "../support/client.ts";
import { hasRedis, type OwnRedis, openRedis } from "../support/neighbours/redis-server.ts";
import { until } from "../support/newsroom.ts";
import { openPremises, type Premises, type Process } from "../support/processes.ts";
import { allPublished, submitTimed } from "../support/submissions.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

describe.skipIf(!hasRedis)("with Redis away", () => {
  let redis: OwnRedis;
  let premises: Premises;
  let both: Process;
  let society: Client;
  let origin: string;

  beforeAll(async () => {
    redis = await openRedis();
    premises = await openPremises();
    both = premises.spawn("both", { REDIS_URL: redis.url });
    origin = await both.listening();
    society = await premises.organization(origin);
  });
  afterAll(async () => {
    redis.signal("SIGCONT");
    await premises.close();
    await redis.close();
  });

  const submitMany = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        submitTimed(society, `away-${Date.now()}-${index}`, aRelease()),
      ),
    );

  it.each([
    ["is gone", () => redis.kill(), () => redis.start()],
    ["hangs", () => redis.signal("SIGSTOP"), () => redis.signal("SIGCONT")],
  ])("takes every release while it %s, and publishes them all", async (_how, away, back) => {
    await away();
    const submissions = await submitMany(6);
    expect(submissions.map(({ reply }) => reply.status)).toEqual(Array(6).fill(201));
    for (const { tookMs } of submissions) expect(tookMs).toBeLessThan(8000);
    const readiness = await clientOf(origin).get("/health/ready");
    expect(readiness).toMatchObject({ status: 503, body: { missing: { redis: expect.any(String) } } });
    await back();
    await allPublished(
      premises,
      submissions.map(({ reply }) => reply.body.id),
    );
    await until(async () => (await clientOf(origin).get("/health/ready")).status === 200);
  });

  it("loses nothing when everything in it is thrown away", async () => {
    const submitting = submitMany(30);
    await redis.wipe();
    const submissions = await submitting;
    await redis.wipe();
    expect(submissions.map(({ reply }) => reply.status)).toEqual(Array(30).fill(201));
    await allPublished(
      premises,
      submissions.map(({ reply }) => reply.body.id),
    );
  });

  it("closes well although it is gone", async () => {
    await redis.kill();
    expect(await both.end("SIGTERM")).toEqual({ code: 0, signal: null });
  });
});
