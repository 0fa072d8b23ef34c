/** A rule pack: which rules a publication applies, how severely, and with which limits and lists. Pure. */

import { z } from "zod";
import { slugText } from "../../articles/slug.ts";
import { rules } from "../all.ts";
import { type Words, words } from "../reading/word-lists.ts";
import type { RuleSettings } from "../rule.ts";

export interface RulePack {
  readonly id: string;
  /** Kept with every verdict: of the shipped pack year, month and a count; of a publication's own its number. */
  readonly version: string;
  /** A rule without a row is not applied. */
  readonly rules: Readonly<Record<string, RuleSettings>>;
  readonly words: Words;
}

const rows = z.strictObject(Object.fromEntries(rules.map(({ id, settings }) => [id, settings.optional()])));

/** A rule pack as a publication may hold it; a row of an unknown rule, or one with a wrong limit, is refused. */
export const rulePack = z.strictObject({
  id: slugText,
  version: z.string().regex(/^(\d{4}-\d{2}-)?\d+$/, "must be a version such as 2026-11-1 or 7"),
  rules: rows.transform((given) => given as Record<string, RuleSettings>),
  words,
});
