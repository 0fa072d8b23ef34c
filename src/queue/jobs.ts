/**
 * The contract between who enqueues and who works. It lies below the services, so that a service can wake a job and
 * a job can call a service without a cycle. A job carries ids only, and several where several became due together.
 */

import { z } from "zod";

export const jobNames = [
  "moderate",
  "publish",
  "mail",
  "deliver",
  "relate",
  "learn",
  "opinion",
  "links",
] as const;
/** What is done to a row: a release is moderated or published, a mail is sent, an endpoint is delivered to, an article related to others, a publication learns, a model is asked about a release, its links are asked for. */
export type JobName = (typeof jobNames)[number];

/** Rows that one job sees to at the most: enough that a rush costs few jobs, few enough to share among workers. */
export const maxIds = 16;

export const jobPayload = z.strictObject({ ids: z.array(z.uuid()).min(1).max(maxIds) });
export type JobPayload = z.output<typeof jobPayload>;

/** What a service needs of the queue: to tell it that a row has become due. */
export interface Waker {
  /**
   * Tells the queue after a commit that a row is due, now or after a delay, without waiting for it: should the word
   * get lost, the sweep finds the row. Told twice, the row is looked at twice, which is harmless.
   */
  wake(name: JobName, id: string, delayMs?: number): void;
}
