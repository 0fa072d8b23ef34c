/** What leaves about rule packs and their trials. */

import { z } from "zod";
import { finding, verdicts } from "../../../domain/releases/moderation.ts";
import { rules } from "../../../domain/rules/all.ts";
import type { ListedPack, WholePack } from "../../../services/administration/rules/rule-packs.ts";
import type { Trial } from "../../../services/administration/rules/trials.ts";
import { instantOut, isoOrNull } from "../../representations.ts";

export const packOut = z
  .object({
    id: z.string().meta({ description: "`standard`, the shipped pack, or a UUID." }),
    name: z.string().meta({ description: "As a verdict's `rulePack` has it.", examples: ["main@7"] }),
    publication: z.string().nullable().meta({ description: "Whose it is; `null` of the shipped pack." }),
    number: z.int(),
    note: z.string().nullable(),
    author: z.object({ id: z.string(), name: z.string() }).nullable(),
    createdAt: instantOut.nullable(),
    active: z.boolean().meta({ description: "Whether it is in force." }),
  })
  .meta({ id: "RulePack" });

const ruleOut = z.object({
  id: z.string(),
  what: z.string(),
  why: z.string(),
  languages: z.array(z.string()).nullable(),
  settings: z
    .record(z.string(), z.unknown())
    .nullable()
    .meta({ description: "`null` where the pack leaves the rule out." }),
});

export const wholePackOut = packOut
  .extend({
    rules: z.array(ruleOut),
    words: z.record(z.string(), z.array(z.string())),
    misread: z.array(z.string()).meta({
      description: "Rules and lists in it that this release of the program reads otherwise or not at all.",
    }),
  })
  .meta({ id: "WholeRulePack" });

const verdictCounts = z.object(Object.fromEntries(verdicts.map((verdict) => [verdict, z.int()])));
const judgedOut = z.object({ pack: z.string(), verdicts: verdictCounts });

export const trialOut = z
  .object({
    before: judgedOut.meta({ description: "By the pack in force." }),
    after: judgedOut,
    judged: z.int().meta({ description: "Releases that were judged, the newest first." }),
    complete: z
      .boolean()
      .meta({ description: "`false` where there was no time for all that were asked for." }),
    changed: z.array(
      z.object({
        release: z.uuid(),
        headline: z.string(),
        before: z.enum(verdicts),
        after: z.enum(verdicts),
        added: z.array(finding),
        removed: z.array(finding),
      }),
    ),
  })
  .meta({ id: "RulePackTrial" });

export function representPack({ createdAt, ...pack }: ListedPack): z.output<typeof packOut> {
  return { ...pack, createdAt: isoOrNull(createdAt) };
}

export function representWholePack({ pack, misread, ...listed }: WholePack): z.output<typeof wholePackOut> {
  return {
    ...representPack(listed),
    rules: rules.map(({ id, what, why, languages }) => ({
      ...{ id, what, why, languages: languages ? [...languages] : null },
      settings: pack.rules[id] ? { ...pack.rules[id] } : null,
    })),
    words: pack.words,
    misread: [...misread],
  };
}

export function representTrial({ changed, ...trial }: Trial): z.output<typeof trialOut> {
  return {
    ...trial,
    changed: changed.map(({ added, removed, ...tried }) => ({
      ...tried,
      added: [...added],
      removed: [...removed],
    })),
  };
}
