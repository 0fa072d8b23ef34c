/** Doing what a request asks in one transaction, and telling the queue once it is committed. */

import type { Context } from "../context.ts";
import type { Tx } from "../db/client.ts";
import { wasInRing } from "../db/conflicts.ts";
import { gatherWakes } from "./wakes.ts";

/** A transaction that was ended for others that it waited with is tried so many times. */
const attempts = 3;

/**
 * Runs the work in a transaction and, where the request carries an idempotency key, records the answer in it.
 * The answer is made from what the work returns. `timeoutMs` is for work that takes longer than a request usually may.
 * The work does nothing outside of the transaction: where it and others waited in a ring, it is done anew.
 */
export async function transact<Result>(
  ctx: Context,
  work: (tx: Tx) => Promise<Result>,
  { timeoutMs }: { readonly timeoutMs?: number } = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transactOnce(ctx, work, timeoutMs);
    } catch (error) {
      if (attempt === attempts || !wasInRing(error)) throw error;
      ctx.log.warn({ err: error }, "A transaction waited with another in a ring, and is tried again");
    }
  }
}

async function transactOnce<Result>(
  ctx: Context,
  work: (tx: Tx) => Promise<Result>,
  timeoutMs: number | undefined,
): Promise<Result> {
  const wakes = gatherWakes();
  const result = await ctx.db.$transaction(
    async (tx) => {
      wakes.of(tx);
      await ctx.once?.claim(tx);
      const done = await work(tx);
      await ctx.once?.record(tx, done);
      return done;
    },
    timeoutMs === undefined ? {} : { timeout: timeoutMs },
  );
  wakes.tell(ctx);
  return result;
}
