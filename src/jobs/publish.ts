/**
 * Publishes a release when its hour comes, and with it what else is due.
 *
 * The queue only wakes us; the row decides. A run that comes early, late, twice, or after the release was
 * withdrawn or rescheduled finds nothing due and ends quietly, so repeating is safe.
 */

import { publishWithOthers } from "../services/pipeline/rush.ts";
import { defineSharedJob } from "./define-job.ts";

export const publish = defineSharedJob(
  "publish",
  async (ctx, releaseIds) => {
    const published = new Set((await publishWithOthers(ctx, releaseIds)).map(({ id }) => id));
    for (const id of releaseIds) {
      if (published.has(id)) continue;
      ctx.log.debug({ release: { id } }, `Release ${id} was not due; nothing published`);
    }
  },
  "urgent",
);
