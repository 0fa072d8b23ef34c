/** Asking for what a release links to, and noting what surely leads nowhere; it moves nothing. */

import type { LinkChecker } from "../../adapters/egress/link-checker.ts";
import type { Context } from "../../context.ts";
import { addressesIn, deadLinkRule } from "../../domain/rules/links/dead-links.ts";
import { waitForEmbargo } from "../outside.ts";
import { findPack } from "../pipeline/packs-in-force.ts";
import { believedAfterMs, claimServer, findKnown, type KnownLink, keepAnswer } from "./answers.ts";
import { noteFindings } from "./findings.ts";
import { beginWithinMs, dropWork, finishWork, linkWork, putOff, type Taken, takeWork } from "./work.ts";

/** How soon a server is asked again that somebody else asks. */
const busyMs = 2000;

/**
 * Asks for the links of a release, if that is due, and notes the dead ones where it still is what it was. Coming early,
 * twice, or after it was decided, changed or put under an embargo asks nobody and changes nothing. Returns how many
 * findings it has now, or `undefined` where nothing was due.
 */
export async function checkLinksOf(ctx: Context, releaseId: string): Promise<number | undefined> {
  const { linkChecker } = ctx;
  if (!linkChecker) return undefined;
  const taken = await takeWork(ctx, releaseId);
  if (!taken) {
    await waitForEmbargo(ctx, linkWork, releaseId);
    return undefined;
  }
  const pack = await findPack(ctx, taken.rulePack);
  if (!taken.isWanted || !pack.rules[deadLinkRule.id]) {
    await dropWork(ctx, taken);
    return undefined;
  }
  const { known, comeAgainMs } = await askForAll(ctx, linkChecker, taken);
  const noted = await noteFindings(ctx, taken, pack, known);
  await (comeAgainMs === undefined ? finishWork(ctx, taken) : putOff(ctx, taken, comeAgainMs));
  if (taken.hour) ctx.queues.wake("publish", releaseId);
  return noted;
}

interface Asked {
  readonly known: ReadonlyMap<string, KnownLink>;
  /** Where not everything is known: when to go on. */
  readonly comeAgainMs: number | undefined;
}

/** One address after the other, so that a release costs nobody more than a reader who follows its links would. */
async function askForAll(ctx: Context, checker: LinkChecker, taken: Taken): Promise<Asked> {
  const endAt = performance.now() + beginWithinMs;
  const known = new Map<string, KnownLink>();
  const waits: number[] = [];
  for (const address of addressesIn(taken.copy)) {
    const link = performance.now() < endAt ? await askFor(ctx, checker, taken, address) : undefined;
    if (link) known.set(address, link);
    if (!link) waits.push(busyMs);
    else if (link.verdict === "suspect") waits.push(believedAfterMs);
  }
  return { known, comeAgainMs: waits.length > 0 ? Math.min(...waits) : undefined };
}

async function askFor(
  ctx: Context,
  checker: LinkChecker,
  taken: Taken,
  address: string,
): Promise<KnownLink | undefined> {
  // Read one by one: while the first were asked for, somebody else may have asked for this one.
  const known = (await findKnown(ctx, [address])).get(address);
  const isOld = known?.verdict === "dead" && taken.hour !== null && known.askedAt < taken.hour;
  if (known && !isOld) return known;
  if (!(await claimServer(ctx, taken, address))) return undefined;
  return keepAnswer(ctx, address, await checker.ask(address));
}
