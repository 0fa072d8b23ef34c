/** Finds what has to do with a published article, and tells those that it has to do with. */

import { relateArticle } from "../services/pipeline/relate.ts";
import { defineJob } from "./define-job.ts";

/** Relating reads much, and until it is done readers who ask have it found for them: publishing goes first. */
export const relate = defineJob(
  "relate",
  async (ctx, articleId) => {
    const done = await relateArticle(ctx, articleId);
    if (!done) ctx.log.debug({ article: { id: articleId } }, `Article ${articleId} had not to be related`);
  },
  "patient",
);
