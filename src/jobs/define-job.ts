/** The frame of a job: it acts as the system, and is safe to run again. */

import { type Context, having, type Job, type Newsroom, systemContext } from "../context.ts";
import type { JobName } from "../queue/jobs.ts";
import type { Work } from "../queue/workers.ts";

/** Makes a job of a function that may run twice, early and late on the same row without harm. */
export function defineJob(
  name: JobName,
  run: (ctx: Context<Job>, id: string) => Promise<void>,
  pace?: Work["pace"],
): (newsroom: Newsroom, concurrency: number) => Work {
  return (newsroom, concurrency) => {
    const ctx = systemContext(having(newsroom, { log: newsroom.log.child({ job: name }) }), name);
    return { name, concurrency, pace, run: (id) => run(ctx, id) };
  };
}

/** As `defineJob`, of a function that sees to several rows at once, and may run again on any of them. */
export function defineSharedJob(
  name: JobName,
  run: (ctx: Context<Job>, ids: readonly string[]) => Promise<void>,
  pace?: Work["pace"],
): (newsroom: Newsroom, concurrency: number) => Work {
  return (newsroom, concurrency) => {
    const ctx = systemContext(having(newsroom, { log: newsroom.log.child({ job: name }) }), name);
    return { name, concurrency, pace, run: (id) => run(ctx, [id]), runTogether: (ids) => run(ctx, ids) };
  };
}
