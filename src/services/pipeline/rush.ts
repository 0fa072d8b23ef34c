/** At nine, hundreds of releases are due at once: who comes for one of them publishes others with it. */

import { randomInt } from "node:crypto";
import type { Context } from "../../context.ts";
import { oncePerDatabase } from "../../db/prepared.ts";
import type { Moved } from "../transition.ts";
import { publishIfDue } from "./publish.ts";
import { findDue } from "./publishable.ts";

/** Enough that a statement costs each of them little, few enough that each is out soon. */
const together = 16;
/** So many of those that are due are looked at to take some. */
const mostLookedAt = 200;
/** Others that one job publishes at the most; what is due behind them has jobs of its own. */
const mostOthers = 512;

/** What this process has looked at while it is at it, so that nothing is looked at twice. */
interface Rush {
  readonly taken: Set<string>;
  jobs: number;
}

const rushOf = oncePerDatabase((): Rush => ({ taken: new Set(), jobs: 0 }));

/**
 * Publishes releases as `publishIfDue` does, and where it was their hour, what else is due by its row: the jobs of those
 * cost more than publishing them, and come later to find it done. Returns what was published of the releases asked for.
 */
export async function publishWithOthers(ctx: Context, releaseIds: readonly string[]): Promise<Moved[]> {
  const rush = rushOf(ctx);
  rush.jobs += 1;
  for (const id of releaseIds) rush.taken.add(id);
  try {
    const own = await publishIfDue(ctx, releaseIds);
    if (own.length > 0) await publishOthers(ctx, rush);
    return own;
  } finally {
    rush.jobs -= 1;
    if (rush.jobs === 0) rush.taken.clear();
  }
}

async function publishOthers(ctx: Context, rush: Rush): Promise<void> {
  try {
    for (let count = 0; count < mostOthers; count += together) {
      const others = takeSome(rush, await findDue(ctx, mostLookedAt));
      if (others.length === 0) return;
      await publishIfDue(ctx, others);
    }
  } catch (error) {
    ctx.log.warn({ err: error }, "Could not publish others that are due; their own jobs will");
  }
}

/** Where each process begins somewhere else, two of them seldom take the same. */
function takeSome({ taken }: Rush, due: readonly { readonly id: string }[]): string[] {
  const free = due.map(({ id }) => id).filter((id) => !taken.has(id));
  const from = free.length > together ? randomInt(free.length - together + 1) : 0;
  const some = free.slice(from, from + together);
  for (const id of some) taken.add(id);
  return some;
}
