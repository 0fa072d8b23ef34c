/** The queues as Bull Board, the page that shows them, wants them handed over. */

import type { BaseAdapter } from "@bull-board/api/baseAdapter";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import type { Queue } from "bullmq";
import type { JobQueue } from "./connection.ts";
import type { JobName } from "./jobs.ts";

/** One adapter for each queue, shown by the name of its jobs. */
export function boardAdapters(queues: ReadonlyMap<JobName, JobQueue>): BaseAdapter[] {
  return [...queues].map(
    // On either backend it is BullMQ's queue; `JobQueue` names the part of it that this project uses.
    ([name, queue]) => new BullMQAdapter(queue as unknown as Queue, { displayName: name }),
  );
}
