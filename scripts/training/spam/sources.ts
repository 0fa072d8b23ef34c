/** What the spam filter learns from: sets whose licence allows it, spam made up for it, and real releases as what is none. */

import { join } from "node:path";
import { z } from "zod";
import { readLines } from "../../evaluation/json-lines.ts";

const line = z.object({
  id: z.string(),
  title: z.string().nullish(),
  text: z.string(),
  label: z.string().nullish(),
  source: z.string().default(""),
});
type Line = z.output<typeof line>;

export interface SourceText {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

const readSet = (folder: string, file: string) => readLines(join(folder, file), line);
const isSpam = ({ label }: Line) => label === "spam";

/** Mails of SpamAssassin's archive that are spam; Enron's may not be learned from by what ships. */
export function readSpamMail(folder: string): SourceText[] {
  return readSet(folder, "mail_spam.jsonl")
    .filter((mail) => isSpam(mail) && mail.source.startsWith("spamassassin/"))
    .map(asText);
}

/** Enron's mails that are spam, to measure by. */
export function readUnseenSpamMail(folder: string): SourceText[] {
  return readSet(folder, "mail_spam.jsonl")
    .filter((mail) => isSpam(mail) && mail.source.startsWith("enron"))
    .map(asText);
}

/** Mails that are none, to measure by. */
export function readHonestMail(folder: string): SourceText[] {
  return readSet(folder, "mail_spam.jsonl")
    .filter((mail) => !isSpam(mail))
    .map(asText);
}

/** Short messages and comments that are spam. */
export function readSpamMessages(folder: string): SourceText[] {
  return readSet(folder, "sms_spam.jsonl").filter(isSpam).map(asText);
}

/** Real releases at length; or of some topics alone. */
export function readReleases(folder: string, topics?: readonly string[]): SourceText[] {
  return readSet(folder, "pr.jsonl")
    .filter(({ label }) => topics === undefined || topics.includes(label ?? ""))
    .map(asText);
}

/** The beginnings of more releases. */
export function readLeads(folder: string): SourceText[] {
  return readSet(folder, "pr_topics.jsonl").map(asText);
}

/** So many beginnings of news make a text as long as a paragraph or two. */
const newsInText = 3;

/** Beginnings of news, which speak to their readers as some releases do: three to a text. */
export function readNews(folder: string): SourceText[] {
  const lines = readSet(folder, "huffpost2022.jsonl").map(asText);
  return Array.from({ length: Math.floor(lines.length / newsInText) }, (_, at) => {
    const some = lines.slice(at * newsInText, (at + 1) * newsInText);
    return {
      id: some[0]?.id ?? "",
      title: "",
      text: some.map(({ title, text }) => `${title}. ${text}`).join("\n"),
    };
  });
}

/** Comments on what others wrote, which speak to a reader as spam does, and are none. */
export function readComments(folder: string): SourceText[] {
  return readSet(folder, "toxic.jsonl")
    .filter(({ label }) => label === "ok")
    .map(asText);
}

function asText({ id, title, text }: Line): SourceText {
  return { id, title: title ?? "", text };
}
