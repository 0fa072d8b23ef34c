/** Sweeps for what is overdue, at once and then every few seconds; a timer, because the queue may be what failed. */

import type { Logger } from "pino";
import { type Newsroom, systemContext } from "../context.ts";
import { countNewWords, fillSearch, newPass, type SearchPass } from "../services/articles/search/upkeep.ts";
import { scanWaiting } from "../services/assets/scanning.ts";
import { removeUnusedAssets } from "../services/assets/unused.ts";
import { makeDigests } from "../services/digests/make.ts";
import { fillNameKeys } from "../services/organizations/lookalikes.ts";
import { sweepOverdue } from "../services/pipeline/overdue.ts";
import { raiseZoneDrift } from "../services/pipeline/zone-drift.ts";

export interface Sweeper {
  /** Sweeps no more, and waits for a sweep that runs. */
  close(): Promise<void>;
}

/** Starts sweeping. A sweep that fails is logged and the next one tries again. */
export function startSweeping(newsroom: Newsroom): Sweeper {
  const ctx = systemContext(newsroom, "sweep");
  let zonesCompared = false;
  let searchMayLack: SearchPass | undefined = newPass;
  let namesMayLack = true;
  const work = async () => {
    await sweepOverdue(ctx);
    if (searchMayLack) searchMayLack = await fillSearch(ctx, searchMayLack);
    if (namesMayLack) namesMayLack = await fillNameKeys(ctx);
    await countNewWords(ctx);
    if (!zonesCompared) await raiseZoneDrift(ctx);
    zonesCompared = true;
    await removeUnusedAssets(ctx);
    await makeDigests(ctx);
  };
  // What waits for a scanner that hangs does not keep the sweep waiting.
  const turns = [
    oneAtATime("The sweep", newsroom.log, work),
    oneAtATime("Scanning", newsroom.log, () => scanWaiting(ctx)),
  ];
  const takeTurns = () => {
    for (const turn of turns) turn.take();
  };
  takeTurns();
  const timer = setInterval(takeTurns, newsroom.config.SWEEP_SECONDS * 1000);
  return {
    close: async () => {
      clearInterval(timer);
      await Promise.all(turns.map((turn) => turn.ended()));
    },
  };
}

/** Work that is begun when its turn comes, unless the last turn is still at it. */
function oneAtATime(name: string, log: Logger, work: () => Promise<unknown>) {
  let running: Promise<unknown> | undefined;
  return {
    take: () => {
      running ??= work()
        .catch((error: unknown) => log.error({ err: error }, `${name} failed; the next one tries again`))
        .finally(() => {
          running = undefined;
        });
    },
    ended: async () => void (await running),
  };
}
