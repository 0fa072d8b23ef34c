/** Makes a publication's daily email when its hour has come, and puts it in the post to its readers. */

import { gatherRecipients } from "../services/digests/gather.ts";
import { startDigest } from "../services/digests/start.ts";
import { defineJob } from "./define-job.ts";

export const digest = defineJob("digest", async (ctx, publicationId) => {
  await startDigest(ctx, publicationId);
  await gatherRecipients(ctx, publicationId);
});
