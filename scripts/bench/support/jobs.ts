/** How long single jobs take, by BullMQ's own stamps: from the moment a worker asks for one until it says that it is done. */

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { connectQueue, type QueueConnection } from "../../../src/queue/connection.ts";
import { jobPayload } from "../../../src/queue/jobs.ts";

/** What the newsroom's own workers ask for. */
export const lease = { concurrency: 8, lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 20 };
/** BullMQ keeps so many that are done. */
const mostKept = 1000;
const patienceMs = 30_000;

/** The queue's backend that the newsroom on this database uses. */
export function connectBackend(databaseUrl: string): Promise<QueueConnection> {
  return connectQueue({ redisUrl: process.env.REDIS_URL || undefined, databaseUrl });
}

/** Milliseconds of the first job that was done for each row, by the row's id. */
export async function timesByRow(
  connection: QueueConnection,
  queueName: string,
): Promise<Map<string, number>> {
  const queue = connection.openQueue(queueName, {});
  const jobs = await queue.getJobs(["completed"], 0, mostKept - 1, false);
  await queue.close();
  const times = new Map<string, number>();
  const inOrder = jobs.sort((a, b) => (a.processedOn ?? 0) - (b.processedOn ?? 0));
  for (const { data, processedOn, finishedOn } of inOrder) {
    for (const id of jobPayload.parse(data).ids) {
      if (!times.has(id)) times.set(id, (finishedOn ?? Number.NaN) - (processedOn ?? Number.NaN));
    }
  }
  return times;
}

/** Milliseconds of jobs that do nothing, one at a time, and the CPU time of this process for each, which adds them too. */
export async function timeNoOps(connection: QueueConnection, count: number, warmUp: number) {
  const name = `bench-noop-${randomUUID().slice(0, 8)}`;
  const queue = connection.openQueue(name, { removeOnComplete: { count: mostKept } });
  let done = 0;
  const work = async () => {
    done += 1;
  };
  const worker = connection.openWorker(name, work, lease);
  await worker.waitUntilReady();
  let cpu = process.cpuUsage();
  for (let number = 0; number < warmUp + count; number += 1) {
    if (number === warmUp) cpu = process.cpuUsage();
    await queue.add(name, { ids: [randomUUID()] }, {});
    const end = Date.now() + patienceMs;
    while (done <= number) {
      if (Date.now() > end) throw new Error("A job that does nothing was not done");
      await pause(2);
    }
    await pause(10);
  }
  const { user, system } = process.cpuUsage(cpu);
  await worker.close();
  const times = [...(await timesByRow(connection, name)).values()].slice(-count);
  await queue.close();
  return { times, cpuMs: (user + system) / 1000 / count };
}
