/** Checking a release against the editorial rules: the same answer every time, within milliseconds. Pure. */

import type { Finding } from "../releases/moderation.ts";
import type { Copy } from "../releases/release.ts";
import { mayBeEnglish } from "../spam/low-quality.ts";
import { rules } from "./all.ts";
import { findBlocked } from "./blocked/blocked.ts";
import { type DeadLinks, deadLinkRule } from "./links/dead-links.ts";
import type { RulePack } from "./packs/pack.ts";
import type { Hit, ReleaseFacts, Rule, RuleSettings } from "./rule.ts";
import { type ReleaseView, viewOf } from "./view.ts";

/** A place beyond these teaches the submitter nothing more. */
const maxFindingsOfRule = 20;

/**
 * Everything the pack's rules object to, in the order of the rules, then what the desk has blocked. Never throws, and asks
 * nobody; what needs a network or a learned model is found elsewhere.
 */
export function checkRelease(copy: Copy, facts: ReleaseFacts, pack: RulePack): Finding[] {
  return checkView(viewOf(copy, facts.detectedLanguage, pack.words), facts, pack);
}

/** The same of a copy that was read with the pack's words. */
export function checkView(view: ReleaseView, facts: ReleaseFacts, pack: RulePack): Finding[] {
  const found = rules.flatMap((rule) => {
    const settings = pack.rules[rule.id];
    if (!settings || !understands(rule, view.language, facts)) return [];
    const hits = rule.run(view, settings, facts).slice(0, maxFindingsOfRule);
    return hits.map((hit) => findingOf(rule, settings, hit));
  });
  const blocked = facts.blocks ? findBlocked(view, facts, facts.blocks) : [];
  return [...found, ...blocked.slice(0, maxFindingsOfRule)];
}

/** What LK-02 alone objects to, if the pack applies it: `isDue` of a release that is about to go out. */
export function checkLinks(copy: Copy, deadLinks: DeadLinks, pack: RulePack, isDue: boolean): Finding[] {
  const settings = pack.rules[deadLinkRule.id];
  if (!settings) return [];
  const hits = deadLinkRule.run({ copy }, deadLinkRule.settings.parse(settings), { deadLinks, isDue });
  return hits.slice(0, maxFindingsOfRule).map((hit) => findingOf(deadLinkRule, settings, hit));
}

/** A release whose language is not known is read as one in the rule's, unless most of its words are not English. */
function understands(
  { languages }: Rule,
  written: string | undefined,
  { reading }: Pick<ReleaseFacts, "reading">,
): boolean {
  if (languages === undefined) return true;
  return written === undefined ? !reading || mayBeEnglish(reading) : languages.includes(written);
}

function findingOf({ id }: Pick<Rule, "id">, settings: RuleSettings, hit: Hit): Finding {
  const { pointer, message, span, evidence, suggestion } = hit;
  return {
    rule: id,
    severity: hit.severity ?? settings.severity,
    message,
    pointer,
    ...(span && { span }),
    ...(evidence !== undefined && { evidence }),
    ...(suggestion !== undefined && { suggestion }),
  };
}
