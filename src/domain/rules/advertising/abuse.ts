/** SP-02, SP-03: what a model says of a text, as findings. A score is no proof, so neither may reject. Pure. */

import type { Finding } from "../../releases/moderation.ts";
import type { SpamReading } from "../../spam/filter.ts";
import { mayBeEnglish } from "../../spam/low-quality.ts";
import { defineRule, limit, plain, type RuleSettings } from "../rule.ts";
import { inBody } from "../view.ts";

const spamSettings = plain.extend({ leastScore: limit.max(1) });
const emptySettings = plain.extend({ minWords: limit, maxRepetition: limit.max(1), minOrder: limit.max(1) });

/** Whether so high a score is held. */
export function isSpam({ score }: SpamReading, settings: RuleSettings): boolean {
  return score >= spamSettings.parse(settings).leastScore;
}

/** Whether the score means anything for a text in this language; one that is not known is read as English if it may be. */
export function scoresSpamIn(language: string | undefined, read: () => Pick<SpamReading, "known">): boolean {
  return language === undefined ? mayBeEnglish(read()) : (spam.languages ?? [language]).includes(language);
}

export function isSpamFinding({ rule }: Pick<Finding, "rule">): boolean {
  return rule === spam.id;
}

/** Whether a rule on abuse other than the score's objects. */
export function isOtherAbuse(finding: Pick<Finding, "rule">): boolean {
  return finding.rule.startsWith("SP-") && !isSpamFinding(finding);
}

/** Why a text is none that was written for readers; undefined for one that was. */
export function emptinessOf(reading: SpamReading, settings: RuleSettings): string | undefined {
  const { minWords, maxRepetition, minOrder } = emptySettings.parse(settings);
  if (reading.words < minWords) return `There are only ${reading.words} words of news here.`;
  if (reading.repetition > maxRepetition) return "The same words come again and again.";
  if (reading.order !== null && reading.order < minOrder)
    return "The words stand in no order that makes sense.";
  return undefined;
}

const spam = defineRule({
  id: "SP-02",
  what: "A passage of some sixty words that reads like unsolicited advertising or fraud to a model that learned from both and from real releases, and from the verdicts of the publication's editors.",
  why: "Spam comes dressed as a release, or as a paragraph in the midst of one. Of real releases one in two hundred scores as high, so a person looks.",
  languages: ["en"],
  settings: spamSettings,
  run(view, settings, { reading }) {
    if (!reading || !isSpam(reading, settings)) return [];
    return [inBody(view, reading.passage, { message: "This passage reads like unsolicited advertising." })];
  },
});

const empty = defineRule({
  id: "SP-03",
  what: "A text without news: a stub, the same words repeated, or words in no order.",
  why: "Search engines are written for with such text, and readers have nothing of it.",
  languages: ["en"],
  settings: emptySettings,
  run(_view, settings, { reading }) {
    const message = reading && emptinessOf(reading, settings);
    return message ? [{ pointer: "/body", message }] : [];
  },
});

export const abuseRules = [spam, empty];
