/** Asks for what a release links to, and notes what leads nowhere. */

import { checkLinksOf } from "../services/links/check.ts";
import { defineJob } from "./define-job.ts";

export const links = defineJob("links", async (ctx, releaseId) => {
  const dead = await checkLinksOf(ctx, releaseId);
  const fields = { release: { id: releaseId } };
  if (dead === undefined) ctx.log.debug(fields, `No links of release ${releaseId} were to be asked for`);
  else ctx.log.info({ ...fields, dead }, `Asked for the links of release ${releaseId}: ${dead} lead nowhere`);
});
