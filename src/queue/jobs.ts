/**
 * The contract between who enqueues and who works: job names and payloads. It lies below the services, so that a
 * service can wake a job and a job can call a service without a cycle. Payloads carry ids only.
 */

import { z } from "zod";

export const jobPayloads = {
  moderate: z.strictObject({ releaseId: z.uuid() }),
  publish: z.strictObject({ releaseId: z.uuid() }),
  mail: z.strictObject({ mailId: z.uuid() }),
} as const;

export type JobName = keyof typeof jobPayloads;
export type JobPayload<Name extends JobName> = z.output<(typeof jobPayloads)[Name]>;
export const jobNames = Object.keys(jobPayloads) as readonly JobName[];

/** What a service needs of the queue: to tell it that a row has become due. */
export interface Waker {
  /**
   * Tells the queue after a commit that a row is due, without waiting for it: should the word get lost, the
   * sweep finds the row. The same key twice wakes once.
   */
  wake<Name extends JobName>(name: Name, key: string, payload: JobPayload<Name>, delayMs?: number): void;
}
