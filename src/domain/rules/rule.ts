/**
 * What an editorial rule is: one pure function with the shape of its settings. The settings themselves, a
 * row each, are in a rule pack, since publications disagree about limits and lists. Pure.
 */

import { z } from "zod";
import type { Severity } from "../releases/moderation.ts";
import { severities } from "../releases/moderation.ts";
import type { Range } from "../source-text/source-text.ts";
import type { SpamReading } from "../spam/filter.ts";
import type { Blocklist } from "./blocked/blocked.ts";
import type { WithheldFile } from "./body/files.ts";
import type { Picture } from "./body/pictures.ts";
import type { DeadLinks } from "./links/dead-links.ts";
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
    /** The desk has marked it: what it says may move the price of shares. */
    readonly marketSensitive?: boolean;
  };
  /** The organisation has never been published before. */
  readonly isFirst: boolean;
  readonly attested: boolean;
  /** It names the moment before which nobody may know. */
  readonly isEmbargoed?: boolean;
  /** ISO 639-1 of the body; `null` if unsure. */
  readonly detectedLanguage: string | null;
  /** What the spam filter makes of headline and body; none where nobody asked it. */
  readonly reading?: SpamReading | undefined;
  /** An earlier release that this one copies; what the organisation may not know of it is `null`. */
  readonly earlier: {
    /** Whether the bodies say the very same words. */
    readonly isIdentical: boolean;
    readonly releaseId: string | null;
    readonly headline: string | null;
    readonly publishedAt: string | null;
    /** Whether only other publications have it. */
    readonly isElsewhere?: boolean;
  } | null;
  /** An earlier release that the desk refused and that this one repeats; its id where it is the organisation's own. */
  readonly refused?: { readonly isIdentical: boolean; readonly releaseId: string | null } | null;
  /** The names of other organisations that the organisation's could be taken for. */
  readonly lookalikes?: readonly string[];
  /** What came within an hour before; none where the desk trusts the organisation. */
  readonly burst?: Burst | null;
  /** Links of it that are known to lead nowhere; none where nobody asked. */
  readonly deadLinks?: DeadLinks | undefined;
  /** It is about to go out. */
  readonly isDue?: boolean | undefined;
  /** The first picture that is attached, which readers see; none where there is none, or nobody asked. */
  readonly firstPicture?: Picture | undefined;
  /** Attached files that readers may not see as they are now; none where nobody asked. */
  readonly withheldFiles?: readonly WithheldFile[] | undefined;
  /** What the desk has blocked for this publication; none where that is not asked. */
  readonly blocks?: Blocklist | undefined;
  /** By the database's clock. */
  readonly now: Date;
}

/** How much came at once, the release itself included. */
export interface Burst {
  /** How many who are not trusted sent from the same network; of an agency's clients, the agency. */
  readonly senders: number;
  /** How many releases the sender sent. */
  readonly releases: number;
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
