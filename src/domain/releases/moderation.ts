/**
 * Findings and the verdict they add up to. Pure: what is wrong with a release is data here, never an error.
 */

import { z } from "zod";

/** From harmless to fatal; the position in this list is the rank. */
export const severities = ["info", "warning", "hold", "fix", "reject"] as const;
export type Severity = (typeof severities)[number];

export const verdicts = ["pass", "review", "fix", "reject"] as const;
export type Verdict = (typeof verdicts)[number];

/** One objection of one rule, in words that the submitter can act on. */
export const finding = z
  .object({
    rule: z
      .string()
      .meta({ description: "The rule's id in its rule pack, `pipeline-failed` or `second-opinion`." }),
    severity: z.enum(severities),
    message: z.string(),
    pointer: z
      .string()
      .meta({ description: "JSON pointer into the release as it was sent, such as `/headline`." }),
    span: z
      .object({ start: z.int().min(0), end: z.int().min(0) })
      .optional()
      .meta({ description: "UTF-16 units in the field that `pointer` names; `end` is exclusive." }),
    evidence: z.string().optional().meta({ description: "The words that decided." }),
    suggestion: z.string().optional().meta({ description: "What to write instead, where one is plain." }),
    engine: z
      .string()
      .optional()
      .meta({ description: "The language model that was asked; none where the newsroom found it itself." }),
  })
  .meta({ id: "Finding" });
export type Finding = z.infer<typeof finding>;

const verdictOf: Record<Severity, Verdict> = {
  info: "pass",
  warning: "pass",
  hold: "review",
  fix: "fix",
  reject: "reject",
};

/** The worst finding decides; no findings pass. */
export function verdictFrom(findings: readonly Finding[]): Verdict {
  const worst = Math.max(0, ...findings.map(({ severity }) => severities.indexOf(severity)));
  return verdictOf[severities[worst] ?? "info"];
}

const weight: Record<Severity, number> = { info: 0, warning: 0.1, hold: 0.4, fix: 0.7, reject: 1 };

/** How objectionable a release is, 0 (nothing) to 1 (refused): the chance that no finding is harmless. */
export function scoreOf(findings: readonly Finding[]): number {
  const clean = findings.reduce((product, { severity }) => product * (1 - weight[severity]), 1);
  return Math.round((1 - clean) * 1000) / 1000;
}

/** What was made of a release, with other findings in the place of some: verdict and score follow from all of them. */
export function withFindings<Judged extends { readonly findings: readonly Finding[] }>(
  judged: Judged,
  isReplaced: (finding: Finding) => boolean,
  others: readonly Finding[],
): Judged & { readonly verdict: Verdict; readonly score: number } {
  const findings = [...judged.findings.filter((finding) => !isReplaced(finding)), ...others];
  return { ...judged, verdict: verdictFrom(findings), score: scoreOf(findings), findings };
}
