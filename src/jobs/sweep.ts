/** Sweeps for what is overdue, at once and then every few seconds; a timer, because the queue may be what failed. */

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
  let running: Promise<unknown> | undefined;
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
    await scanWaiting(ctx);
  };
  const sweep = () => {
    running ??= work()
      .catch((error: unknown) =>
        newsroom.log.error({ err: error }, "The sweep failed; the next one tries again"),
      )
      .finally(() => {
        running = undefined;
      });
  };
  sweep();
  const timer = setInterval(sweep, newsroom.config.SWEEP_SECONDS * 1000);
  return {
    close: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
