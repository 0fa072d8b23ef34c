/** The job that learns a publication's model anew from its editors' decisions. */

import { refitModel } from "../services/learning/refit.ts";
import { defineJob } from "./define-job.ts";

export const learn = defineJob("learn", async (ctx, publicationId) => {
  await refitModel(ctx, publicationId);
});
