/**
 * What an editorial rule is: one pure function with the shape of its settings. The settings themselves, a
 * row each, are in a rule pack, since publications disagree about limits and lists. Pure.
 */

import { z } from "zod";
import type { Severity } from "../moderation.ts";
import { severities } from "../moderation.ts";
import type { Range } from "../source-text.ts";
import type { ReleaseView } from "./view.ts";

/** What a rule may know besides the copy; services read it from the database. */
export interface ReleaseFacts {
  readonly organization: {
    readonly name: string;
    readonly trust: "unverified" | "verified" | "trusted" | "suspended";
    readonly website: string | null;
    readonly contactEmail: string;
    readonly boilerplate: string | null;
    /** The domain that the organisation proved to be its own. */
    readonly verifiedDomain?: string | null;
  };
  /** The organisation has never been published before. */
  readonly isFirst: boolean;
  readonly attested: boolean;
  /** ISO 639-1 of the body; `null` if unsure. */
  readonly detectedLanguage: string | null;
  /** An earlier release with the same text. */
  readonly earlier: {
    readonly releaseId: string;
    readonly headline: string;
    readonly publishedAt: string | null;
  } | null;
  /** By the database's clock. */
  readonly now: Date;
}

/** One objection; the rule's id and, where it has none of its own, the severity come from the pack. */
export interface Hit {
  readonly pointer: string;
  readonly message: string;
  readonly span?: Range | undefined;
  readonly evidence?: string | undefined;
  readonly suggestion?: string | undefined;
  readonly severity?: Severity | undefined;
}

const severity = z.enum(severities);

/** What every row of a pack says. */
export const plain = z.strictObject({ severity });
/** Of a rule with a graver form: what counts as grave is said by its other settings. */
export const graded = z.strictObject({ severity, grave: severity });
export const limit = z.number().nonnegative();

export type RuleSettings = z.output<typeof plain>;

export interface Rule<Settings extends RuleSettings = RuleSettings> {
  readonly id: string;
  /** What it objects to and why, for `docs/rules.md`. */
  readonly what: string;
  readonly why: string;
  /** ISO 639-1 codes of the languages it understands; it stays silent about every other. */
  readonly languages?: readonly string[];
  readonly settings: z.ZodType<Settings>;
  /** Written as a method, so that rules with different settings fit one list. */
  run(view: ReleaseView, settings: Settings, facts: ReleaseFacts): readonly Hit[];
}

/** Takes the type of the settings from their schema. */
export function defineRule<Settings extends RuleSettings>(rule: Rule<Settings>): Rule {
  return rule as Rule;
}
