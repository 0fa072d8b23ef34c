/** Submitting while something fails, and waiting for what comes of it. */

import type { Client, Reply } from "./client.ts";
import { until } from "./newsroom.ts";
import type { Premises } from "./processes.ts";

/** Submits, and says how long the answer took. */
export async function submitTimed(
  society: Client,
  name: string,
  release: object,
): Promise<{ reply: Reply<any>; tookMs: number }> {
  const before = performance.now();
  const reply = await society.post("/v1/releases", release, { "idempotency-key": name });
  return { reply, tookMs: performance.now() - before };
}

/** Waits until these releases are out, and names those that are not when they never are. */
export async function allPublished(premises: Premises, ids: readonly string[]): Promise<void> {
  let left: unknown[] = [];
  const statement = "select id, status from releases where id = any($1) and status <> 'published'";
  await until(
    async () => {
      left = await premises.sql(statement, [ids]);
      return left.length === 0;
    },
    () => `Not published: ${JSON.stringify(left)}`,
    40_000,
  );
}
