/** Writes `docs/rules.md` from the standard rule pack: `tsx scripts/rules-doc.ts`. */

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { rules } from "../src/domain/rules/all.ts";
import { blockRules } from "../src/domain/rules/blocked/blocked.ts";
import { checkRelease } from "../src/domain/rules/check.ts";
import { standardPack } from "../src/domain/rules/packs/standard-pack.ts";
import type { Rule, RuleSettings } from "../src/domain/rules/rule.ts";
import { specimenOf } from "../src/domain/rules/specimens/specimens.ts";

const families: Record<string, string> = {
  HL: "Headline",
  SM: "Summary",
  BD: "Body",
  LK: "Links",
  CT: "Contact and identity",
  FN: "Money",
  LG: "Law",
  PO: "Politics",
  SB: "Subjects",
  CN: "Consistency",
  MD: "Pictures",
  SP: "Advertising",
};

const measured = z.object({ releases: z.number(), hold: z.number(), fix: z.number(), reject: z.number() });
const rates = z
  .object({
    all: measured,
    withoutRestricted: measured,
    rules: z.record(z.string(), z.record(z.string(), z.number())),
  })
  .parse(JSON.parse(readFileSync(new URL("../docs/rule-rates.json", import.meta.url), "utf8")));

const opening = `# Editorial rules

What the rule pack \`${standardPack.id}@${standardPack.version}\` checks in every release, within milliseconds and without asking anybody;
only LK-02 asks outside, later, and where the operator wants that.
This page is made from the pack (\`npx tsx scripts/rules-doc.ts\`); a test fails when it is stale.

A finding names its rule. \`info\` and \`warning\` stop nothing, \`hold\` asks an editor, \`fix\` goes back to the submitter,
\`reject\` refuses. The worst finding decides. Rules read text, not markup, and a finding's \`span\` points into what was sent.
A publication may hold a pack of its own with other limits, lists and severities; a rule without a row is not applied.
Rules about English say so, and are silent about a release in another language.

**On real releases** says how often a rule objects to real ones, and how often so gravely that somebody has to act:
${rates.all.releases} releases that no limit was tuned on, counted by \`npx tsx scripts/rule-rates.ts --data ../shared/data/pr.jsonl\`.
Of them ${rates.all.fix} % get a \`fix\`, ${rates.all.hold} % a \`hold\` and ${rates.all.reject} % a \`reject\` from any rule. Without those that their source files under crypto
or cannabis, which an editor has to see anyway, ${rates.withoutRestricted.releases} remain: ${rates.withoutRestricted.fix} % \`fix\`, ${rates.withoutRestricted.hold} % \`hold\`. They are American wire copy, cut at 2,600
characters: what stands at a release's end (a paragraph on forward-looking statements, its links) is often missing, and
paragraphs are often run together. Rules about fields that they do not have show no rate.
`;

/** The page as it should be. */
export function renderRulesDoc(): string {
  const sections = Object.entries(families).flatMap(([prefix, name]) => [
    `## ${name}`,
    ...rules.filter(({ id }) => id.startsWith(prefix)).map(describeRule),
  ]);
  return `${[opening.trimEnd(), ...sections, ...describeBlocks()].join("\n\n")}\n`;
}

const blocksOpening = `## Blocked by the desk

Not of a pack: the desk adds and removes blocks one by one (\`/v1/admin/blocks\`), and they hold whatever pack is in
force. \`POST /v1/checks\` is silent about them.`;

function describeBlocks(): string[] {
  const blocks = blockRules.map(({ id, what, why }) =>
    [
      `### ${id}`,
      `**What** ${what}  \n**Why** ${why}  \n**Severity** \`hold\` or \`reject\`, as the block says`,
    ].join("\n\n"),
  );
  return [blocksOpening, ...blocks];
}

function describeRule(rule: Rule): string {
  const settings = standardPack.rules[rule.id];
  if (!settings) return `### ${rule.id}\n\n${rule.what} ${rule.why}\n\nNot applied by this pack.`;
  const { copy, facts } = specimenOf(rule.id);
  const example = checkRelease(copy, facts, standardPack).find((finding) => finding.rule === rule.id);
  const suggestion = example?.suggestion ? ` Suggestion: ${example.suggestion}` : "";
  return [
    `### ${rule.id}`,
    `**What** ${rule.what}`,
    `**Why** ${rule.why}`,
    `**Severity** ${severityOf(settings)}${rule.languages ? ` · **Language** ${rule.languages.join(", ")}` : ""}`,
    ...limitsOf(settings),
    ...rateOf(rule.id),
    `**Example** ${`${example?.message ?? ""}${suggestion}`.replaceAll("<", "\\<")}`,
  ]
    .join("  \n")
    .replace(/ {2}\n/, "\n\n");
}

function severityOf(settings: RuleSettings): string {
  const { severity, grave } = settings as RuleSettings & { grave?: string };
  return grave && grave !== severity ? `\`${severity}\`, grave \`${grave}\`` : `\`${severity}\``;
}

/** A longer list is read where it is kept. */
const maxListed = 60;
const maxPrinted = 2000;

function limitsOf(settings: RuleSettings): string[] {
  const limits = Object.entries(settings).filter(([name]) => name !== "severity" && name !== "grave");
  if (limits.length === 0) return [];
  return [`**Limits** ${limits.map(([name, value]) => `\`${name}\` ${print(value)}`).join(" · ")}`];
}

function rateOf(id: string): string[] {
  if (id === "LK-02") return ["**On real releases** not measured (network)"];
  const rate = rates.rules[id];
  if (!rate) return [];
  const { any = 0, ...grave } = rate;
  const acted = Object.entries(grave).map(([severity, share]) => `\`${severity}\` ${share} %`);
  return [`**On real releases** ${any} %${acted.length > 0 ? `, of all: ${acted.join(", ")}` : ""}`];
}

function print(value: unknown): string {
  if (Array.isArray(value)) return value.length > maxListed ? `${value.length} words` : value.join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  const parts = Object.entries(value).map(([name, inner]) => `${name} ${print(inner)}`);
  const whole = `(${parts.join(", ")})`;
  if (whole.length <= maxPrinted) return whole;
  const counts = Object.entries(value).map(([name, inner]) => `${name} ${countWords(inner)}`);
  return `(words of ${counts.join(", ")})`;
}

/** How many words stand in what is a list, or holds lists. */
function countWords(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, inner) => sum + countWords(inner), 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(new URL("../docs/rules.md", import.meta.url), renderRulesDoc());
}
