/** Sends mails that are due. */

import { sendMails } from "../services/mail/send.ts";
import { defineSharedJob } from "./define-job.ts";

export const mail = defineSharedJob("mail", sendMails);
