import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findPostmaster } from "../../src/db/embedded/postmaster.ts";
import { clusterIn, killServer } from "../db/owners.ts";
import { aRelease } from "../support/builders.ts";
import { type Client, clientOf } from "../support/client.ts";
import { until } from "../support/newsroom.ts";
import { type OwnDatabase, openOwnDatabase, openPremises, type Premises } from "../support/processes.ts";

import { allPublished, submitTimed } from "../support/submissions.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

describe("with the database away", () => {
  let database: OwnDatabase;
  let premises: Premises;
  let society: Client;
  let origin: string;

  /** Stops or continues the server with all its processes, connections included. */
  const signalServer = async (signal: "SIGSTOP" | "SIGCONT") => {
    const server = await findPostmaster(clusterIn(database.dataDir));
    if (!server) throw new Error("No server runs");
    const children = await readFile(`/proc/${server.pid}/task/${server.pid}/children`, "utf8");
    for (const pid of [server.pid, ...children.split(" ").filter(Boolean).map(Number)])
      process.kill(pid, signal);
  };

  const ready = () => clientOf(origin).get("/health/ready");

  beforeAll(async () => {
    database = await openOwnDatabase();
    premises = await openPremises(database.url);
    ({ origin } = await premises.start("both"));
    society = await premises.organization(origin);
  });
  afterAll(async () => {
    await signalServer("SIGCONT").catch(() => undefined);
    await premises.close();
    await database.close();
  });

  it("takes no release while it hangs, says so soon, and heals by itself without losing or doubling one", async () => {
    const releases = Array.from({ length: 4 }, (_, index) => ({
      name: `hung-${index}`,
      release: aRelease(),
    }));
    await signalServer("SIGSTOP");
    const hung = await Promise.all(releases.map(({ name, release }) => submitTimed(society, name, release)));
    for (const { reply, tookMs } of hung) {
      expect(reply).toMatchObject({ status: 503, body: { status: 503, title: expect.any(String) } });
      expect(reply.headers.get("content-type")).toContain("application/problem+json");
      expect(reply.headers.get("retry-after")).toBe("1");
      expect(tookMs).toBeLessThan(8000);
    }
    expect(await ready()).toMatchObject({ status: 503, body: { missing: { database: expect.any(String) } } });
    await signalServer("SIGCONT");
    await until(async () => (await ready()).status === 200);
    const ids: string[] = [];
    for (const { name, release } of releases) {
      await until(async () => {
        const { status, body } = await society.post("/v1/releases", release, { "idempotency-key": name });
        if (status === 201) ids.push(body.id);
        return status === 201;
      });
    }
    await allPublished(premises, ids);
    expect(await premises.sql("select id from releases order by id")).toEqual(
      ids.sort().map((id) => ({ id })),
    );
  });

  it("goes on when its server was killed and has recovered", async () => {
    await killServer(database.dataDir);
    const release = aRelease();
    const answers: number[] = [];
    let id = "";
    await until(async () => {
      const { reply } = await submitTimed(society, "after-the-kill", release);
      answers.push(reply.status);
      if (reply.status === 201) id = reply.body.id;
      return reply.status === 201;
    });
    expect(answers.filter((status) => status !== 201 && status !== 503)).toEqual([]);
    await allPublished(premises, [id]);
    // Woken by the queue again, and not only found by the sweep.
    const next = await society.post("/v1/releases", aRelease());
    await allPublished(premises, [next.body.id]);
    expect(await ready()).toMatchObject({ status: 200 });
  });
});
