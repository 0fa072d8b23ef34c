/**
 * What the shipped categoriser learns from: sets whose licence allows it, and how their own labels map onto the
 * twelve categories. Weak labels count little for each text and much by their number; hand labels count most.
 */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Example } from "../../src/domain/categories/training/corpus.ts";
import { readLines } from "../evaluation/json-lines.ts";
import { hintOf } from "./title-hints.ts";

type Target = Example["target"];

const line = z.object({
  id: z.string(),
  title: z.string().default(""),
  text: z.string(),
  label: z.string().nullable(),
  kind: z.string().optional(),
});
type Line = z.output<typeof line>;

const goldLine = line.extend({ label: z.string(), accept: z.array(z.string()) });
export type GoldLine = z.output<typeof goldLine>;

interface Source {
  readonly file: string;
  readonly weight: number;
  readonly targetOf: (line: Line) => Target | undefined;
}

/** The forum a wire service posted a release to; a coarse hint, so some leave the choice open. */
const topics: Readonly<Record<string, Target>> = {
  crypto: { business: 1 },
  finance: { business: 1 },
  startup: { business: 1 },
  hr: { business: 1 },
  leadership: { business: 1 },
  marketing: { business: 1 },
  health: { health: 1 },
  technology: { technology: 1 },
  lifestyle: { lifestyle: 1 },
  travel: { lifestyle: 1 },
  real_estate: { business: 0.5, lifestyle: 0.5 },
  energy_climate: { environment: 0.4, business: 0.6 },
  cannabis: { health: 0.4, business: 0.3, politics: 0.3 },
  books: { entertainment: 1 },
  gaming: { entertainment: 0.5, technology: 0.25, business: 0.25 },
};

/** Who issued a release, where that settles the subject. */
const issuers: Readonly<Record<string, Target>> = {
  "gov-news": { technology: 0.7, politics: 0.3 },
  "gov-event": { technology: 0.5, politics: 0.5 },
  "sports-club": { sports: 1 },
};

const newsDesks: Readonly<Record<string, Target>> = {
  health: { health: 1 },
  environment: { environment: 1 },
  family: { lifestyle: 1 },
  style: { lifestyle: 1 },
  food: { lifestyle: 1 },
  travel: { lifestyle: 1 },
  business: { business: 1 },
  // Wars and summits, but as many accidents, disasters and trials.
  world: { politics: 0.3, society: 0.4, "crime-law": 0.3 },
  politics: { politics: 1 },
  education: { education: 1 },
  arts: { entertainment: 1 },
  entertainment: { entertainment: 1 },
  sports: { sports: 1 },
  science: { science: 1 },
  crime: { "crime-law": 1 },
  tech: { technology: 1 },
  religion: { society: 1 },
};

const byLabel = (targets: Readonly<Record<string, Target>>) => (line: Line) =>
  line.label === null ? undefined : targets[line.label];

/** A hint from the title settles what has no label, and takes half of what has a weak one. */
function withHint(target: Target | undefined, title: string): Target | undefined {
  const hint = hintOf(title);
  if (hint === undefined) return target;
  if (!target) return { [hint]: 1 };
  const halved = Object.entries(target).map(([slug, share]) => [slug, share / 2] as const);
  return { ...Object.fromEntries(halved), [hint]: (target[hint] ?? 0) / 2 + 0.5 };
}

/** A member of parliament writes on schools and hospitals too, so the title has a say there. */
function releaseTarget(line: Line): Target | undefined {
  if (line.kind === "government") return withHint({ politics: 1 }, line.title);
  return issuers[line.kind ?? ""] ?? withHint(byLabel(topics)(line), line.title);
}

const sources: readonly Source[] = [
  { file: "pr_topics.jsonl", weight: 1, targetOf: releaseTarget },
  { file: "pr.jsonl", weight: 1, targetOf: releaseTarget },
  { file: "huffpost.jsonl", weight: 0.5, targetOf: byLabel(newsDesks) },
  { file: "huffpost2022.jsonl", weight: 0.5, targetOf: byLabel(newsDesks) },
];

/** Of the weak labels, a hand label is worth this many. */
const goldWeight = 6;

/** How much of a text with a weak label is learned from, in UTF-16 units. */
const leadUnits = 1000;

/** A category's slug; the labels of the sets write `_` where a slug has `-`. */
export function toSlug(label: string): string {
  return label.replaceAll("_", "-");
}

export function readGold(folder: string): GoldLine[] {
  return readLines(join(folder, "pr_gold.jsonl"), goldLine);
}

/**
 * Every text with a weak label, once, and without those that `gold` labels by hand. Cut to the lead: else the sources
 * that give long texts, and so their categories, would own all the words of plain running prose.
 */
export function readWeak(folder: string, gold: readonly GoldLine[]): Example[] {
  const seen = new Set(gold.map(({ id }) => id.replace(/^g-/, "")));
  return sources.flatMap(({ file, weight, targetOf }) =>
    readLines(join(folder, file), line).flatMap((text): Example[] => {
      const target = targetOf(text);
      if (!target || seen.has(text.id)) return [];
      seen.add(text.id);
      return [{ title: text.title, text: text.text.slice(0, leadUnits), target, weight }];
    }),
  );
}

/** A hand-labelled release counts once as a whole and once by its lead, half each. */
export function toExamples({ title, text, label }: GoldLine): Example[] {
  const target = { [toSlug(label)]: 1 };
  const weight = goldWeight / 2;
  return [
    { title, text, target, weight },
    { title, text: text.slice(0, leadUnits), target, weight },
  ];
}

/** Written for the project: short news of parishes, charities, clubs, makers of food and their neighbours. */
const localNews = fileURLToPath(new URL("local-news.jsonl", import.meta.url));
const localWeight = 3;

export function readLocalNews(): Example[] {
  return readLines(localNews, line).map(({ title, text, label }) => ({
    ...{ title, text, weight: localWeight },
    target: { [label ?? ""]: 1 },
  }));
}
