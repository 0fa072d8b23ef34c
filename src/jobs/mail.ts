/** Sends one mail that is due. */

import { sendMail } from "../services/pipeline/mail.ts";
import { defineJob } from "./define-job.ts";

export const mail = defineJob("mail", sendMail);
