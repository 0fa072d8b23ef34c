/** What the machine makes of a release: findings, verdict, categories. The same for a job and for `POST /v1/checks`. */

import { detectLanguage } from "../../adapters/language.ts";
import type { Newsroom } from "../../context.ts";
import type { Scored } from "../../domain/categories/classifier.ts";
import { scoresWithin } from "../../domain/category-choice.ts";
import { scoreOf, verdictFrom } from "../../domain/moderation.ts";
import type { Copy } from "../../domain/release.ts";
import { checkRelease } from "../../domain/rules/check.ts";
import type { ReleaseFacts } from "../../domain/rules/rule.ts";
import { type RulePack, standardPack } from "../../domain/rules/standard-pack.ts";
import { readableText } from "../../domain/source-text.ts";
import type { Moderation } from "../releases/current.ts";

export interface Judgement {
  readonly moderation: Moderation;
  readonly categories: Scored[];
  /** ISO 639-1 code of the body; `null` if unsure. */
  readonly language: string | null;
}

const packs: Readonly<Record<string, RulePack>> = { standard: standardPack };

/** The rule pack that a publication has in force. */
export function packNamed(name: string): RulePack {
  const pack = packs[name];
  if (!pack) throw new Error(`There is no rule pack "${name}"`);
  return pack;
}

/** Judges a copy by a pack and the shipped model. Decides nothing and remembers nothing. */
export function judge(
  { classifier }: Pick<Newsroom, "classifier">,
  copy: Copy,
  facts: Omit<ReleaseFacts, "detectedLanguage">,
  setting: { readonly pack: RulePack; readonly categories: ReadonlySet<string> },
): Judgement {
  const text = readableText(copy.body, copy.bodyFormat);
  const { code, reliable } = detectLanguage(text);
  const language = reliable ? code : null;
  const findings = checkRelease(copy, { ...facts, detectedLanguage: language }, setting.pack);
  return {
    moderation: {
      verdict: verdictFrom(findings),
      score: scoreOf(findings),
      rulePack: `${setting.pack.id}@${setting.pack.version}`,
      findings,
    },
    categories: scoresWithin(classifier.classify({ title: copy.headline, text }), setting.categories),
    language,
  };
}
