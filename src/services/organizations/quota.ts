/** How many releases an organisation may send in a day. */

import type { Context, Submitter } from "../../context.ts";
import type { LimitName } from "../../domain/limits.ts";
import { AppError } from "../../errors.ts";

/**
 * Counts one release against the organisation's quota, unless the work that takes it in comes to nothing.
 *
 * @throws {AppError} `quota-exceeded`, `organization-suspended`
 */
export async function withinQuota<Result>(
  { limits, actor }: Context<Submitter>,
  work: () => Promise<Result>,
): Promise<Result> {
  const counted = [quotaOf(actor), actor.id, actor.dailyQuota ?? undefined] as const;
  await limits.take(...counted);
  return work().catch(async (error: unknown) => {
    await limits.giveBack(...counted);
    throw error;
  });
}

/** How many releases the organisation may send a day, and has sent; `null` where nothing is counted. */
export async function quotaLeft({
  limits,
  actor,
}: Context<Submitter>): Promise<{ perDay: number | null; used: number }> {
  const name = quotaOf(actor);
  const perDay = actor.dailyQuota ?? limits.sizeOf(name);
  return { perDay, used: await limits.used(name, actor.id, actor.dailyQuota ?? undefined) };
}

/** The limit that an organisation's trust puts it under. */
function quotaOf(actor: Submitter): LimitName {
  if (actor.trust === "suspended") {
    throw new AppError("organization-suspended", "The organisation is suspended; write to the desk.");
  }
  return `quota-${actor.trust}`;
}
