/** Delivers what is due to one endpoint. */

import { deliverTo } from "../services/webhooks/deliver.ts";
import { defineJob } from "./define-job.ts";

export const deliver = defineJob("deliver", deliverTo);
