import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, it, vi } from "vitest";
import { aRelease } from "../support/builders.ts";
import { type Client, clientOf } from "../support/client.ts";
import { until } from "../support/newsroom.ts";
import { openPremises, type Premises, type Process } from "../support/processes.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const opened: Promise<Premises>[] = [];
const open = () => {
  const premises = openPremises();
  opened.push(premises);
  return premises;
};
afterAll(async () => {
  for (const premises of opened) await (await premises).close();
});

const published = async (premises: Premises, id: string) => {
  const statusOf = async () =>
    (await premises.sql("select status from releases where id = $1", [id]))[0]?.status;
  let status: unknown;
  await until(
    async () => {
      status = await statusOf();
      return status === "published";
    },
    () => `Release ${id} is still ${status}`,
    40_000,
  );
};

/** What decided or published a release, in order; beginnings may repeat, these may not. */
const decisions = async (premises: Premises, id: string) =>
  (
    await premises.sql(
      "select action from release_events where release_id = $1 and action <> 'moderate' order by id",
      [id],
    )
  ).map(({ action }) => action);

const articles = async (premises: Premises, id: string) =>
  (await premises.sql("select count(*)::int as count from articles where release_id = $1", [id]))[0]?.count;

const failing = (point: string, signal = "SIGKILL") => ({
  CRASH_AT: point,
  CRASH_WITH: signal,
  LOG_LEVEL: "debug",
});

const submitted = async (society: Client) => {
  const reply = await society.post("/v1/releases", aRelease());
  expect(reply.status).toBe(201);
  return reply.body.id as string;
};

describe.concurrent("a release", () => {
  it("is there once when its API was killed after the commit, and is answered for at the repeat", async ({
    expect,
  }) => {
    const premises = await open();
    const healthy = await premises.start("both");
    const { key, id: organization } = await premises.organization(healthy.origin);
    const killed = await premises.start("api", failing("receive.after_commit"));
    const [release, headers] = [aRelease(), { "idempotency-key": "asked-twice" }];
    await expect(clientOf(killed.origin, key).post("/v1/releases", release, headers)).rejects.toThrow();
    expect(await killed.ended).toMatchObject({ signal: "SIGKILL" });
    const repeat = await clientOf(healthy.origin, key).post("/v1/releases", release, headers);
    expect(repeat.status).toBe(201);
    expect(repeat.headers.get("idempotency-replayed")).toBe("true");
    await published(premises, repeat.body.id);
    const kept = await premises.sql("select id from releases where organization_id = $1", [organization]);
    expect(kept).toEqual([{ id: repeat.body.id }]);
    expect(await articles(premises, repeat.body.id)).toBe(1);
  });

  it("is published once though a worker was killed at every step of its way", async ({ expect }) => {
    const premises = await open();
    const api = await premises.start("api");
    const id = await submitted(await premises.organization(api.origin));
    for (const point of [
      "moderate.begun",
      "moderate.after_commit",
      "publish.begun",
      "publish.after_commit",
    ]) {
      const worker = premises.spawn("worker", failing(point));
      expect(await worker.ended, point).toMatchObject({ signal: "SIGKILL" });
    }
    await published(premises, id);
    const last = await premises.start("worker", { LOG_LEVEL: "debug" });
    // The job whose worker was killed after it had published comes once more, and finds nothing due.
    await until(
      () => last.output().includes(`Release ${id} was not due`),
      () => "The killed worker's job never came again",
      40_000,
    );
    expect(await decisions(premises, id)).toEqual(["submit", "approve", "publish"]);
    expect(await articles(premises, id)).toBe(1);
  });

  it("is decided and published once though two workers slept through their leases over it", async ({
    expect,
  }) => {
    const premises = await open();
    const api = await premises.start("api");
    const id = await submitted(await premises.organization(api.origin));
    const first = premises.spawn("worker", failing("moderate.begun", "SIGSTOP"));
    await until(
      () => isStopped(first),
      () => "The first worker never came to moderate it",
      40_000,
    );
    const second = premises.spawn("worker", failing("publish.begun", "SIGSTOP"));
    await until(
      () => isStopped(second),
      () => "The second worker never came to publish it",
      40_000,
    );
    await premises.start("worker");
    await published(premises, id);
    first.signal("SIGCONT");
    second.signal("SIGCONT");
    for (const [worker, words] of [
      [first, "was not waiting for moderation"],
      [second, "was not due"],
    ] as const) {
      await until(
        () => worker.output().includes(`Release ${id} ${words}`),
        () => `The worker that slept never found that the release ${words}`,
        40_000,
      );
    }
    expect(await decisions(premises, id)).toEqual(["submit", "approve", "publish"]);
    expect(await articles(premises, id)).toBe(1);
  });
});

/** Whether the kernel holds it (Linux). */
async function isStopped({ pid }: Process): Promise<boolean> {
  return /\(.*\) T /.test(await readFile(`/proc/${pid}/stat`, "utf8"));
}
