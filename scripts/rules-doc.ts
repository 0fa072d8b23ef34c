/** Writes `docs/rules.md` from the standard rule pack: `tsx scripts/rules-doc.ts`. */

import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { rules } from "../src/domain/rules/all.ts";
import { checkRelease } from "../src/domain/rules/check.ts";
import type { Rule, RuleSettings } from "../src/domain/rules/rule.ts";
import { specimenOf } from "../src/domain/rules/specimens.ts";
import { standardPack } from "../src/domain/rules/standard-pack.ts";

const families: Record<string, string> = {
  HL: "Headline",
  SM: "Summary",
  BD: "Body",
  LK: "Links",
  CT: "Contact and identity",
  CN: "Consistency",
  SP: "Advertising",
};

const opening = `# Editorial rules

What the rule pack \`${standardPack.id}@${standardPack.version}\` checks in every release, within milliseconds and without asking anybody.
This page is made from the pack (\`npx tsx scripts/rules-doc.ts\`); a test fails when it is stale.

A finding names its rule. \`info\` and \`warning\` stop nothing, \`hold\` asks an editor, \`fix\` goes back to the submitter,
\`reject\` refuses. The worst finding decides. Rules read text, not markup, and a finding's \`span\` points into what was sent.
A publication may hold a pack of its own with other limits, lists and severities; a rule without a row is not applied.
Rules about English say so, and are silent about a release in another language.
`;

/** The page as it should be. */
export function renderRulesDoc(): string {
  const sections = Object.entries(families).flatMap(([prefix, name]) => [
    `## ${name}`,
    ...rules.filter(({ id }) => id.startsWith(prefix)).map(describeRule),
  ]);
  return `${[opening.trimEnd(), ...sections].join("\n\n")}\n`;
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
    `**Example** ${`${example?.message ?? ""}${suggestion}`.replaceAll("<", "\\<")}`,
  ]
    .join("  \n")
    .replace(/ {2}\n/, "\n\n");
}

function severityOf(settings: RuleSettings): string {
  const { severity, grave } = settings as RuleSettings & { grave?: string };
  return grave && grave !== severity ? `\`${severity}\`, grave \`${grave}\`` : `\`${severity}\``;
}

function limitsOf(settings: RuleSettings): string[] {
  const limits = Object.entries(settings).filter(([name]) => name !== "severity" && name !== "grave");
  if (limits.length === 0) return [];
  return [`**Limits** ${limits.map(([name, value]) => `\`${name}\` ${print(value)}`).join(" · ")}`];
}

function print(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  const parts = Object.entries(value).map(([name, inner]) => `${name} ${print(inner)}`);
  return `(${parts.join(", ")})`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(new URL("../docs/rules.md", import.meta.url), renderRulesDoc());
}
