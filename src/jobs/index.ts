/** The table of contents of the jobs: what each does and how many run at once in a process. */

import type { Newsroom } from "../context.ts";
import type { Work } from "../queue/workers.ts";
import { deliver } from "./deliver.ts";
import { learn } from "./learn.ts";
import { links } from "./links.ts";
import { digestMail, mail } from "./mail.ts";
import { moderate } from "./moderate.ts";
import { opinion } from "./opinion.ts";
import { publish } from "./publish.ts";
import { relate } from "./relate.ts";

/** Delivering is waiting for others' answers, so many at once cost little, and those that hang leave room for the rest. */
const endpointsAtOnce = 64;

/** Jobs of mails, a few of which go out together in each: little of it may be under way when a process dies. */
const mailsAtOnce = 2;

/** Requests to a language model that are under way at once. */
const askedAtOnce = 4;

/** Releases whose links are asked for at once, beside those that came up together. */
const linkedAtOnce = 4;

/** Every job of the newsroom; where nobody outside is asked, none that asks. */
export function jobs(newsroom: Newsroom): readonly Work[] {
  const concurrency = newsroom.config.WORKER_CONCURRENCY;
  return [
    moderate(newsroom, concurrency),
    publish(newsroom, concurrency),
    mail(newsroom, mailsAtOnce),
    deliver(newsroom, endpointsAtOnce),
    relate(newsroom, 1),
    learn(newsroom, 1),
    digestMail(newsroom, mailsAtOnce),
    ...(newsroom.languageModel ? [opinion(newsroom, askedAtOnce)] : []),
    ...(newsroom.linkChecker ? [links(newsroom, linkedAtOnce)] : []),
  ];
}
