/** What one rule says about the good release with changes, as the tests of each family ask it. Pure. */

import type { Copy } from "../../releases/release.ts";
import { checkRelease } from "../check.ts";
import { standardPack } from "../packs/standard-pack.ts";
import { goodBody, goodCopy, goodFacts, type Specimen } from "./specimen.ts";

/** What a finding of the rule says: its severity, the words that it points to, and its suggestion. */
export function judged(rule: string, change: Partial<Copy>, facts: Specimen["facts"] = {}) {
  const copy = { ...goodCopy, ...change };
  const organization = { ...goodFacts.organization, ...facts.organization };
  const findings = checkRelease(copy, { ...goodFacts, ...facts, organization }, standardPack);
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ severity, pointer, span, suggestion }) => {
      const field = (copy as unknown as Record<string, unknown>)[pointer.slice(1)];
      const words = span && typeof field === "string" ? field.slice(span.start, span.end) : undefined;
      return { severity, words, suggestion };
    });
}

/** Only the severities, in order. */
export const severitiesOf = (rule: string, change: Partial<Copy>, facts?: Specimen["facts"]) =>
  judged(rule, change, facts).map(({ severity }) => severity);
/** Only the words, in order. */
export const wordsOf = (rule: string, change: Partial<Copy>) =>
  judged(rule, change).map(({ words }) => words);
/** A paragraph at the end of the good body. */
export const more = (text: string): Partial<Copy> => ({ body: `${goodBody}\n\n${text}` });
