/** Mends what the sizes of the sources would teach: that some categories are likely, and that plain prose is theirs. */

import { join } from "node:path";
import { z } from "zod";
import type { Example } from "../../src/domain/categories/training/corpus.ts";
import { readLines } from "../evaluation/json-lines.ts";

/** At 1 every category would count the same in sum, and the few texts of the rarest would shout. */
const evenness = 0.5;
const largestFactor = 3;

/** The same examples, those of rare categories counting more and those of common ones less; `beside` only counts. */
export function balance(examples: readonly Example[], beside: readonly Example[]): Example[] {
  const totals = totalsOf([...examples, ...beside]);
  const mean = [...totals.values()].reduce((sum, total) => sum + total, 0) / totals.size;
  return examples.map((example) => {
    const factor = Object.entries(example.target).reduce(
      (sum, [slug, share]) => sum + share * (mean / (totals.get(slug) ?? mean)) ** evenness,
      0,
    );
    return { ...example, weight: (example.weight ?? 1) * Math.min(largestFactor, factor) };
  });
}

function totalsOf(examples: readonly Example[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { target, weight = 1 } of examples) {
    for (const [slug, share] of Object.entries(target)) {
      totals.set(slug, (totals.get(slug) ?? 0) + share * weight);
    }
  }
  return totals;
}

const proseLine = z.object({ text: z.string(), label: z.string(), source: z.string() });
const proseFiles = [
  { file: "toxic.jsonl", belongs: () => true },
  {
    file: "mail_spam.jsonl",
    belongs: ({ label, source }: z.output<typeof proseLine>) =>
      label === "ham" && source.startsWith("spamassassin/"),
  },
];
const proseTexts = 1600;
const proseUnits = 600;

/** Talk about anything, an example of every category alike: it teaches which words are evidence of none. */
export function readPlainProse(folder: string, slugs: readonly string[]): Example[] {
  const target = Object.fromEntries(slugs.map((slug) => [slug, 1 / slugs.length]));
  return proseFiles.flatMap(({ file, belongs }) =>
    readLines(join(folder, file), proseLine)
      .filter(belongs)
      .slice(0, proseTexts)
      .map(({ text }) => ({ title: "", text: text.slice(0, proseUnits), target })),
  );
}
