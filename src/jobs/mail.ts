/** Sends mails that are due: letters, and those that bring a digest, of which there may be thousands. */

import { sendMails } from "../services/mail/send.ts";
import { defineSharedJob } from "./define-job.ts";

export const mail = defineSharedJob("mail", sendMails);
export const digestMail = defineSharedJob("digest-mail", sendMails);
