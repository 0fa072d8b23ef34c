/**
 * Publishes a release when its hour comes.
 *
 * The queue only wakes us; the row decides. A run that comes early, late, twice, or after the release was
 * withdrawn or rescheduled finds nothing due and ends quietly, so repeating is safe.
 */

import { publishIfDue } from "../services/pipeline/publish.ts";
import { defineJob } from "./define-job.ts";

export const publish = defineJob(
  "publish",
  async (ctx, releaseId) => {
    const published = await publishIfDue(ctx, releaseId);
    const fields = { release: { id: releaseId } };
    if (!published) ctx.log.debug(fields, `Release ${releaseId} was not due; nothing published`);
  },
  "urgent",
);
