import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it, vi } from "vitest";
import { findPostmaster } from "../../src/db/embedded/postmaster.ts";
import { clusterIn } from "../db/owners.ts";
import { aRelease } from "../support/builders.ts";
import { type Client, clientOf } from "../support/client.ts";
import { listen } from "../support/event-stream.ts";
import { until } from "../support/newsroom.ts";
import { openPremises, type Premises, spawnProcess } from "../support/processes.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const opened: Promise<Premises>[] = [];
const open = () => {
  const premises = openPremises();
  opened.push(premises);
  return premises;
};
afterAll(async () => {
  for (const premises of opened) await (await premises).close();
});

interface HalfSent {
  finish(): Promise<{ status: number; body: Record<string, unknown> }>;
}

/** A submission whose head has reached the server, and whose body has not been sent. */
async function halfSent(address: string, key: string, agent: Agent): Promise<HalfSent> {
  const body = JSON.stringify(aRelease());
  const sending = request(`${address}/v1/releases`, {
    method: "POST",
    agent,
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      expect: "100-continue",
    },
  });
  sending.on("error", () => undefined);
  sending.flushHeaders();
  await once(sending, "continue");
  return {
    finish: async () => {
      sending.end(body);
      const [response] = (await once(sending, "response")) as [IncomingMessage];
      return { status: response.statusCode ?? 0, body: JSON.parse(await text(response)) };
    },
  };
}

const refusesConnections = (address: string) =>
  clientOf(address)
    .get("/health/live")
    .then(
      () => false,
      () => true,
    );

/** Submits one release after the other until the process says that it closes, or is gone. */
async function submitUntilClosed(society: Client, answers: { status: number; id: string }[]): Promise<void> {
  const next = () => society.post("/v1/releases", aRelease()).catch(() => undefined);
  for (let reply = await next(); reply; reply = await next()) {
    answers.push({ status: reply.status, id: reply.body.id });
    if (reply.headers.get("connection") === "close") return;
  }
}

describe.concurrent("a process that is told to close", () => {
  it("answers every request it has begun, and ends well", async () => {
    const premises = await open();
    const { origin, ...both } = await premises.start("both");
    const society = await premises.organization(origin);
    const agent = new Agent({ keepAlive: true });
    const begun = await Promise.all(Array.from({ length: 8 }, () => halfSent(origin, society.key, agent)));
    both.signal("SIGTERM");
    await until(() => refusesConnections(origin));
    const answers = await Promise.all(begun.map((sent) => sent.finish()));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(await both.ended).toEqual({ code: 0, signal: null });
    expect(both.errors()).toBe("");
    agent.destroy();
    const ids = answers.map(({ body }) => body.id);
    const kept = await premises.sql("select count(*)::int as count from releases where id = any($1)", [ids]);
    expect(kept).toEqual([{ count: 8 }]);
  });

  it("cuts no answer under load, finishes its jobs, and is not hurried by more signals", async () => {
    const premises = await open();
    const both = await premises.start("both");
    const society = await premises.organization(both.origin);
    const answers: { status: number; id: string }[] = [];
    const submitting = Array.from({ length: 6 }, () => submitUntilClosed(society, answers));
    await until(() => answers.length > 40);
    // As one Ctrl-C under npm arrives.
    for (const signal of ["SIGINT", "SIGINT", "SIGTERM"] as const) both.signal(signal);
    await Promise.all(submitting);
    expect(await both.ended).toEqual({ code: 0, signal: null });
    expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
    const ids = answers.map(({ id }) => id);
    const kept = await premises.sql("select status from releases where id = any($1)", [ids]);
    expect(kept).toHaveLength(answers.length);
    // A job that runs is finished: nothing is left half-way between the beginning and the verdict.
    expect(kept.filter(({ status }) => status === "moderating")).toEqual([]);
  });

  it("ends the streams that are open, so that their listeners go elsewhere", async () => {
    const premises = await open();
    const api = await premises.start("api");
    const listening = await listen(api.origin, "/v1/articles/stream");
    await listening.live();
    expect(await api.end("SIGTERM")).toEqual({ code: 0, signal: null });
    await until(() => listening.hasEnded());
    expect(listening.text()).toMatch(/\n\n$/);
  });

  it("does not wait for a client that never finishes its request", async () => {
    const premises = await open();
    const api = await premises.start("api");
    const { key } = await premises.organization(api.origin);
    const agent = new Agent();
    await halfSent(api.origin, key, agent);
    expect(await api.end("SIGTERM")).toEqual({ code: 0, signal: null });
    agent.destroy();
  });

  it("closes when the signal comes during its start, and takes the database that it brought along with it", async () => {
    const premises = await open();
    const { DATABASE_URL: _none, ...variables } = premises.variables;
    const server = () => findPostmaster(clusterIn(premises.dataDir));
    const starting = spawnProcess("both", variables);
    await until(async () => starting.hasEnded() || (await server()) !== undefined, undefined, 40_000);
    const ended = await starting.end("SIGTERM");
    expect({ ...ended, said: starting.errors() }).toEqual({ code: 0, signal: null, said: "" });
    expect(await server()).toBeUndefined();
    const started = spawnProcess("both", variables);
    await started.listening();
    expect(await server()).toBeDefined();
    expect(await started.end("SIGTERM")).toEqual({ code: 0, signal: null });
    expect(await server()).toBeUndefined();
  });

  it("answers as a worker for its health, its readiness and its metrics, and for nothing else", async () => {
    const worker = await (await open()).start("worker");
    const asking = clientOf(worker.origin);
    expect((await asking.get("/health/live")).status).toBe(200);
    expect(await asking.get("/health/ready")).toMatchObject({ status: 200, body: { status: "ready" } });
    const metrics = (await asking.get("/metrics")).text;
    expect(metrics).toMatch(/^dateline_queue_jobs\{queue="publish",state="waiting"\} 0$/m);
    expect(metrics).toMatch(/^dateline_queue_oldest_seconds\{queue="publish"\} 0$/m);
    expect((await asking.get("/v1/articles")).status).toBe(404);
    expect(await worker.end("SIGTERM")).toEqual({ code: 0, signal: null });
  });
});
