/** How many releases, and how many bytes of files, an organisation may send in a day. */

import type { Counting } from "../../adapters/limits.ts";
import type { Context, Submitter } from "../../context.ts";
import type { LimitName } from "../../domain/limits.ts";
import { AppError } from "../../errors.ts";

/**
 * Counts one release against the organisation's quota, unless the work that takes it in comes to nothing.
 *
 * @throws {AppError} `quota-exceeded`, `organization-suspended`
 */
export async function withinQuota<Result>(
  ctx: Context<Submitter>,
  work: () => Promise<Result>,
): Promise<Result> {
  return counted(ctx, quotaOf(ctx.actor), ownNumber(ctx.actor), work);
}

/**
 * Counts the files against the organisation's quota of bytes, unless the work that keeps them comes to nothing.
 *
 * @throws {AppError} `quota-exceeded`
 */
export async function withinFileQuota<Result>(
  ctx: Context<Submitter>,
  files: readonly { readonly bytes: number }[],
  work: () => Promise<Result>,
): Promise<Result> {
  if (files.length === 0) return work();
  const cost = files.reduce((kilobytes, { bytes }) => kilobytes + Math.ceil(bytes / 1000), 0);
  return counted(ctx, "quota-kilobytes", { cost }, work);
}

/** How many releases the organisation may send a day, and has sent; `null` where nothing is counted. */
export async function quotaLeft({
  limits,
  actor,
}: Context<Submitter>): Promise<{ perDay: number | null; used: number }> {
  const name = quotaOf(actor);
  const perDay = actor.dailyQuota ?? limits.sizeOf(name);
  return { perDay, used: await limits.used(name, actor.id, ownNumber(actor)) };
}

/** How many kilobytes of files the organisation may send a day, and has sent; `null` where nothing is counted. */
export async function fileQuotaLeft({
  limits,
  actor,
}: Context<Submitter>): Promise<{ kilobytesPerDay: number | null; kilobytesUsed: number }> {
  const name = "quota-kilobytes";
  return { kilobytesPerDay: limits.sizeOf(name), kilobytesUsed: await limits.used(name, actor.id) };
}

async function counted<Result>(
  { limits, actor }: Context<Submitter>,
  name: LimitName,
  counting: Counting,
  work: () => Promise<Result>,
): Promise<Result> {
  await limits.take(name, actor.id, counting);
  return work().catch(async (error: unknown) => {
    await limits.giveBack(name, actor.id, counting);
    throw error;
  });
}

function ownNumber({ dailyQuota }: Submitter): Counting {
  return { points: dailyQuota ?? undefined };
}

/** The limit that an organisation's trust puts it under. */
function quotaOf(actor: Submitter): LimitName {
  if (actor.trust === "suspended") {
    throw new AppError("organization-suspended", "The organisation is suspended; write to the desk.");
  }
  return `quota-${actor.trust}`;
}
