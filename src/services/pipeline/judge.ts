/** What the machine makes of a release: findings, verdict, categories. The same for a job and for `POST /v1/checks`. */

import { detectLanguage } from "../../adapters/language.ts";
import type { Newsroom } from "../../context.ts";
import type { Scored } from "../../domain/categories/classifier.ts";
import { type Finding, scoreOf, verdictFrom } from "../../domain/moderation.ts";
import type { Copy } from "../../domain/release.ts";
import { isOtherAbuse } from "../../domain/rules/abuse.ts";
import { checkRelease } from "../../domain/rules/check.ts";
import type { RulePack } from "../../domain/rules/pack.ts";
import type { ReleaseFacts } from "../../domain/rules/rule.ts";
import { readableText } from "../../domain/source-text.ts";
import type { SpamReading } from "../../domain/spam/filter.ts";
import { spamLesson, taughtScore } from "../../domain/spam/taught.ts";
import type { Subject } from "../../domain/subjects/find-subjects.ts";
import type { Moderation } from "../releases/current.ts";
import type { Models } from "./models-in-force.ts";

export interface Judgement {
  readonly moderation: Moderation;
  readonly categories: Scored[];
  readonly subjects: Subject[];
  /** ISO 639-1 code of the body; `null` if unsure. */
  readonly language: string | null;
}

/** Judges a copy as its publication does. Decides nothing and remembers nothing. */
export async function judge(
  { subjects, spamFilter }: Pick<Newsroom, "subjects" | "spamFilter">,
  copy: Copy,
  facts: Omit<ReleaseFacts, "detectedLanguage" | "reading">,
  { pack, categoriser, spamLayer }: Models & { readonly pack: RulePack },
): Promise<Judgement> {
  const text = readableText(copy.body, copy.bodyFormat);
  const language = await detectLanguage(text);
  const words = { title: copy.headline, text };
  const look = categoriser.look(words);
  const shipped = spamFilter.read(words);
  const taught = spamLayer
    ? { ...shipped, score: taughtScore(spamLayer, spamLesson(shipped, look)) }
    : shipped;
  const findings = findAll({ shipped, taught }, (reading) =>
    checkRelease(copy, { ...facts, detectedLanguage: language, reading }, pack),
  );
  return {
    moderation: {
      verdict: verdictFrom(findings),
      score: scoreOf(findings),
      rulePack: `${pack.id}@${pack.version}`,
      findings,
    },
    categories: categoriser.categorise(look),
    subjects: subjects.find(words, look),
    language,
  };
}

/** What editors taught of advertising takes nothing back where another rule speaks of abuse too. */
function findAll(
  { shipped, taught }: { readonly shipped: SpamReading; readonly taught: SpamReading },
  check: (reading: SpamReading) => Finding[],
): Finding[] {
  const findings = check(taught);
  return taught.score < shipped.score && findings.some(isOtherAbuse) ? check(shipped) : findings;
}
