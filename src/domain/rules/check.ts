/** Checking a release against the editorial rules: the same answer every time, within milliseconds. Pure. */

import type { Finding } from "../moderation.ts";
import type { Copy } from "../release.ts";
import { rules } from "./all.ts";
import type { RulePack } from "./pack.ts";
import type { Hit, ReleaseFacts, Rule, RuleSettings } from "./rule.ts";
import { viewOf } from "./view.ts";

/** A place beyond these teaches the submitter nothing more. */
const maxFindingsOfRule = 20;

/**
 * Everything the pack's rules object to, in the order of the rules. Never throws, and asks nobody; what needs
 * a network or a learned model is found elsewhere.
 */
export function checkRelease(copy: Copy, facts: ReleaseFacts, pack: RulePack): Finding[] {
  const view = viewOf(copy, facts, pack.words);
  return rules.flatMap((rule) => {
    const settings = pack.rules[rule.id];
    if (!settings || !understands(rule, view.languages)) return [];
    const hits = rule.run(view, settings, facts).slice(0, maxFindingsOfRule);
    return hits.map((hit) => findingOf(rule, settings, hit));
  });
}

/** A release whose language is not known is read as one in the rule's. */
function understands({ languages }: Rule, written: readonly string[]): boolean {
  return languages === undefined || written.every((language) => languages.includes(language));
}

function findingOf({ id }: Rule, settings: RuleSettings, hit: Hit): Finding {
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
