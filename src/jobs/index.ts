/** The table of contents of the jobs: what each does and how many run at once in a process. */

import type { Newsroom } from "../context.ts";
import type { Work } from "../queue/workers.ts";
import { mail } from "./mail.ts";
import { moderate } from "./moderate.ts";
import { publish } from "./publish.ts";

/** Every job of the newsroom. */
export function jobs(newsroom: Newsroom): readonly Work[] {
  const concurrency = newsroom.config.WORKER_CONCURRENCY;
  return [moderate(newsroom, concurrency), publish(newsroom, concurrency), mail(newsroom, 4)];
}
