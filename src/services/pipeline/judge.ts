/** What the machine makes of a release: findings, verdict, categories. The same for a job and for `POST /v1/checks`. */

import { setImmediate as nextTurn } from "node:timers/promises";
import { detectLanguage } from "../../adapters/models/language.ts";
import type { Newsroom } from "../../context.ts";
import type { Scored } from "../../domain/categories/classifier.ts";
import { type Finding, scoreOf, verdictFrom } from "../../domain/releases/moderation.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { isOtherAbuse } from "../../domain/rules/advertising/abuse.ts";
import { checkView } from "../../domain/rules/check.ts";
import type { RulePack } from "../../domain/rules/packs/pack.ts";
import type { ReleaseFacts } from "../../domain/rules/rule.ts";
import { type ReleaseView, viewOf } from "../../domain/rules/view.ts";
import { readableText } from "../../domain/source-text/source-text.ts";
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

/** What a copy is by itself, whoever sends it and whatever came before it. */
export interface Reading extends Pick<Judgement, "categories" | "subjects" | "language"> {
  readonly view: ReleaseView;
  readonly spam: {
    readonly shipped: SpamReading;
    /** With what the publication's editors taught. */
    readonly taught: SpamReading;
  };
}

/**
 * Reads a copy as its publication does, in steps: what was asked of others before is sent first, and what they answer is
 * not kept waiting.
 */
export async function readCopy(
  { subjects, spamFilter }: Pick<Newsroom, "subjects" | "spamFilter">,
  copy: Copy,
  { categoriser, spamLayer }: Models,
  pack: RulePack,
): Promise<Reading> {
  await nextTurn();
  const text = readableText(copy.body, copy.bodyFormat);
  const words = { title: copy.headline, text };
  const language = await detectLanguage(text);
  await nextTurn();
  const look = categoriser.look(words);
  const categories = categoriser.categorise(look);
  await nextTurn();
  const shipped = spamFilter.read(words);
  const taught = spamLayer
    ? { ...shipped, score: taughtScore(spamLayer, spamLesson(shipped, look)) }
    : shipped;
  await nextTurn();
  const view = viewOf(copy, language, pack.words);
  return { view, language, categories, subjects: subjects.find(words, look), spam: { shipped, taught } };
}

/** Judges what was read of a copy by the rules of the same pack. Decides nothing and remembers nothing. */
export function judge(
  { view, spam, language, categories, subjects }: Reading,
  facts: Omit<ReleaseFacts, "detectedLanguage" | "reading">,
  pack: RulePack,
): Judgement {
  const findings = findAll(spam, (reading) =>
    checkView(view, { ...facts, detectedLanguage: language, reading }, pack),
  );
  return {
    moderation: {
      verdict: verdictFrom(findings),
      score: scoreOf(findings),
      rulePack: `${pack.id}@${pack.version}`,
      findings,
    },
    categories,
    subjects,
    language,
  };
}

/** What editors taught of advertising takes nothing back where another rule speaks of abuse too. */
function findAll(
  { shipped, taught }: Reading["spam"],
  check: (reading: SpamReading) => Finding[],
): Finding[] {
  const findings = check(taught);
  return taught.score < shipped.score && findings.some(isOtherAbuse) ? check(shipped) : findings;
}
