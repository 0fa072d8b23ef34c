/** Judges a received release: approves it, sends it back, refuses it, or asks an editor. */

import { moderateRelease } from "../services/pipeline/moderate.ts";
import { defineJob } from "./define-job.ts";

export const moderate = defineJob(
  "moderate",
  async (ctx, releaseId) => {
    const moved = await moderateRelease(ctx, releaseId);
    const fields = { release: { id: releaseId } };
    if (moved) ctx.log.info(fields, `Moderated release ${releaseId}: ${moved.status}`);
    else ctx.log.debug(fields, `Release ${releaseId} was not waiting for moderation`);
  },
  "urgent",
);
