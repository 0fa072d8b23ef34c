/** Making a rule pack from another, and reading one that another release of this code has kept. Pure. */

import { z } from "zod";
import { type Fault, invalidRequest } from "../../../errors.ts";
import { rules } from "../all.ts";
import { type Words, words } from "../reading/word-lists.ts";
import type { RuleSettings } from "../rule.ts";
import { type RulePack, rulePack } from "./pack.ts";
import { standardPack } from "./standard-pack.ts";

/**
 * What a pack says otherwise than the one that it is made from: a JSON merge patch (RFC 7396) of its rules and lists.
 * What it may say of each is for the rules to know.
 */
export const packChanges = z
  .strictObject({
    rules: z
      .record(z.string().max(20), z.record(z.string().max(40), z.unknown()).nullable())
      .default({})
      .meta({
        description: "By rule, the settings to replace; `null` leaves the rule out, `{}` takes it in.",
      }),
    words: z
      .record(z.string().max(40), z.array(z.string()))
      .default({})
      .meta({ description: "By name, the lists to replace, each as a whole." }),
  })
  .refine(
    (changes) => Object.keys(changes.rules).length + Object.keys(changes.words).length > 0,
    "must change something",
  );
export type PackChanges = z.output<typeof packChanges>;

/**
 * The pack that the changes make of the base. A rule that the base leaves out starts from the shipped settings.
 *
 * @throws {AppError} `invalid-request`, with every fault and its place below `/changes`
 */
export function changedPack(
  base: RulePack,
  changes: PackChanges,
  name: { id: string; version: string },
): RulePack {
  const isRule = ([id]: [string, unknown]) => rules.some((rule) => rule.id === id);
  const ofRules = Object.fromEntries(Object.entries(changes.rules).filter(isRule));
  const unknown = Object.keys(without(changes.rules, ofRules)).map((id) => ({
    pointer: `/changes/rules/${pointed(id)}`,
    detail: "is no rule",
  }));
  const starting = Object.fromEntries(
    Object.keys(ofRules).map((id) => [id, base.rules[id] ?? standardPack.rules[id]]),
  );
  const parsed = rulePack.safeParse({
    ...name,
    rules: { ...without(base.rules, ofRules), ...record(merged(starting, ofRules)) },
    words: { ...base.words, ...changes.words },
  });
  if (parsed.success && unknown.length === 0) return parsed.data;
  throw invalidRequest(...unknown, ...(parsed.error?.issues ?? []).flatMap(faultsOf));
}

function without(all: Readonly<Record<string, unknown>>, named: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(all).filter(([key]) => !Object.hasOwn(named, key)));
}

/** RFC 7396: objects are merged, `null` removes, everything else replaces. */
function merged(target: unknown, patch: unknown): unknown {
  if (!isRecord(target) || !isRecord(patch)) return patch;
  const kept = Object.entries(patch).filter(([, value]) => value !== null);
  const changed = kept.map(([key, value]) => [key, merged(own(target, key), value)]);
  return { ...without(target, patch), ...Object.fromEntries(changed) };
}

function own(target: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(target, key) ? target[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const pointer = `/changes${issue.path.map((part) => `/${pointed(String(part))}`).join("")}`;
  if (issue.code !== "unrecognized_keys")
    return [{ pointer, detail: issue.message.replace(/^Invalid input: /, "") }];
  return issue.keys.map((key) => ({ pointer: `${pointer}/${pointed(key)}`, detail: "is not a setting" }));
}

/** RFC 6901. */
function pointed(part: string): string {
  return part.replaceAll("~", "~0").replaceAll("/", "~1");
}

const kept = z.object({
  id: z.string(),
  version: z.string(),
  rules: z.record(z.string(), z.unknown()),
  words: z.record(z.string(), z.unknown()),
});

/** A pack as it was kept, as far as this code understands it. */
export interface KeptPack {
  readonly pack: RulePack;
  /** Names of rules and lists that were left out or filled in. */
  readonly misread: readonly string[];
}

/**
 * Reads a kept pack, also one of an older or newer release of the code: a rule that is not known here is left out, a
 * setting or list that it lacks is the shipped pack's, and a rule whose settings make no sense is not applied.
 */
export function readKeptPack(stored: unknown): KeptPack {
  const { id, version, ...given } = kept.parse(stored);
  const misread = Object.keys(given.rules).filter((name) => !rules.some((rule) => rule.id === name));
  const rows: Record<string, RuleSettings> = {};
  for (const rule of rules) {
    const row = given.rules[rule.id];
    if (row === undefined) continue;
    const whole = rule.settings.safeParse(row);
    if (!whole.success) misread.push(rule.id);
    const filled = whole.success ? whole : rule.settings.safeParse(merged(standardPack.rules[rule.id], row));
    if (filled.success) rows[rule.id] = filled.data;
  }
  const lists = Object.entries(words.shape).map(([name, list]) => {
    const read = list.safeParse(given.words[name]);
    if (!read.success) misread.push(name);
    return [name, read.success ? read.data : standardPack.words[name as keyof Words]];
  });
  return { pack: { id, version, rules: rows, words: Object.fromEntries(lists) as Words }, misread };
}
