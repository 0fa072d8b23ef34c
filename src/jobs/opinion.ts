/** Asks a language model about releases that wait for an editor, one after the other. */

import { askAbout } from "../services/opinions/ask.ts";
import { defineSharedJob } from "./define-job.ts";

export const opinion = defineSharedJob("opinion", async (ctx, releaseIds) => {
  for (const id of releaseIds) {
    const given = await askAbout(ctx, id);
    const fields = { release: { id } };
    if (given) ctx.log.info(fields, `Release ${id} has a second opinion`);
    else ctx.log.debug(fields, `Release ${id} got no second opinion`);
  }
});
