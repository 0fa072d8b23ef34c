/** The frame of a job: its payload is checked, it acts as the system, and it is safe to run it again. */

import { type Context, type Job, type Newsroom, systemContext } from "../context.ts";
import { type JobName, type JobPayload, jobPayloads } from "../queue/jobs.ts";
import type { Work } from "../queue/workers.ts";

/** Makes a job of a function that may run twice, early and late without harm. */
export function defineJob<Name extends JobName>(
  name: Name,
  run: (ctx: Context<Job>, payload: JobPayload<Name>) => Promise<void>,
): (newsroom: Newsroom, concurrency: number) => Work {
  return (newsroom, concurrency) => ({
    name,
    concurrency,
    run: async (payload) => {
      const ctx = systemContext({ ...newsroom, log: newsroom.log.child({ job: name }) }, name);
      await run(ctx, jobPayloads[name].parse(payload) as JobPayload<Name>);
    },
  });
}
