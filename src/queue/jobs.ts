/**
 * The contract between who enqueues and who works. It lies below the services, so that a service can wake a job and
 * a job can call a service without a cycle. A job carries ids only, and several where several became due together.
 */

import { z } from "zod";

/** What is done to a row, by the table that its id is of. */
export const jobNames = [
  "moderate", // a release
  "publish", // a release
  "mail", // a mail, which is sent
  "deliver", // an endpoint, which is sent what is due to it
  "relate", // an article, to others
  "learn", // a publication, from what its editors decided
  "opinion", // a release, which a language model is asked about
  "links", // a release, whose links are asked for
  "digest-mail", // a mail that brings a daily email to its reader, which is sent
] as const;
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
