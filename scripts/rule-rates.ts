/**
 * Measures how often each rule objects to real releases, and keeps the counts, no text, for `docs/rules.md`:
 * `tsx scripts/rule-rates.ts --data ../shared/data/pr.jsonl [--half tune] [--rule ID]`. With `--half tune` it prints the half that limits
 * are tuned on; the other half alone is what is written down.
 */

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { openLanguageDetector } from "../src/adapters/models/language.ts";
import type { Finding } from "../src/domain/releases/moderation.ts";
import type { Copy, Kind } from "../src/domain/releases/release.ts";
import { rules } from "../src/domain/rules/all.ts";
import { checkRelease } from "../src/domain/rules/check.ts";
import { standardPack } from "../src/domain/rules/packs/standard-pack.ts";
import { datesIn } from "../src/domain/rules/reading/calendar.ts";
import { textTickersIn } from "../src/domain/rules/reading/tickers.ts";
import type { ReleaseFacts } from "../src/domain/rules/rule.ts";
import { readLines } from "./evaluation/json-lines.ts";

const line = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  label: z.string().nullable(),
  kind: z.string(),
  date: z.string().nullish(),
});
type Line = z.output<typeof line>;

const { values } = parseArgs({
  options: { data: { type: "string" }, half: { type: "string", default: "held" }, rule: { type: "string" } },
});

const kinds: Record<string, Kind> = { corporate: "business", "gov-event": "event", "sports-club": "sports" };
/** Whose subjects an editor always looks at: a hold on them is right. */
const restrictedLabels = ["crypto", "cannabis"];
/** They judge fields, or facts from the database, that the file does not have; their rates would say nothing. */
const unmeasured = [
  "CT-01",
  "CT-02",
  "CT-03",
  "CT-04",
  "CT-05",
  "CT-06",
  "HL-05",
  "LK-02",
  "BD-14",
  "BD-16",
  "FN-02",
  "MD-01",
  "MD-02",
  "SP-06",
  "SP-07",
  "SP-08",
  "SP-09",
];

const detectLanguage = await openLanguageDetector();

/** A line as its sender would have sent it: an unknown organisation, tickers as fields, and nothing else known. */
function asSent({ title, text, kind, date }: Line): { copy: Copy; facts: ReleaseFacts } {
  const copy: Copy = {
    kind: kinds[kind] ?? "other",
    headline: headlineOf(title, text),
    dek: null,
    summary: null,
    dateline: null,
    body: text,
    bodyFormat: "text",
    boilerplate: null,
    mediaContact: { name: "Press office", email: "press@issuer.example", phone: "+1 202 555 0100" },
    language: null,
    category: null,
    tags: [],
    tickers: textTickersIn(text)
      .map(({ exchange, symbol }) => `${exchange}:${symbol}`)
      .slice(0, 5),
    sourceUrl: null,
    person: null,
    event: null,
    attachments: [],
  };
  const { code, reliable } = detectLanguage(text);
  const facts: ReleaseFacts = {
    organization: { name: "", trust: "trusted", website: null, contactEmail: "", boilerplate: null },
    isFirst: false,
    attested: true,
    detectedLanguage: reliable ? code : null,
    earlier: null,
    now: sentAt(text, date ?? undefined),
  };
  return { copy, facts };
}

/** A third of the older ones have no title; their first words stand for it, and are not judged as one. */
function headlineOf(title: string, text: string): string {
  return (title || (text.match(/^(?:\S+\s+){0,12}\S+/u)?.[0] ?? text)).slice(0, 200);
}

/** When it was sent: as the file says, or else on the first day with a year in it, as a dateline has. */
function sentAt(text: string, date?: string): Date {
  const given = date === undefined ? Number.NaN : Date.parse(date);
  if (!Number.isNaN(given)) return new Date(given);
  const first = datesIn(text).find(({ year }) => year !== undefined);
  return new Date(Date.UTC(first?.year ?? 2025, (first?.month ?? 6) - 1, first?.day ?? 1, 12));
}

/** Half of the releases tune, by a hash of the id, so that no later line changes what a release is for. */
function isForTuning({ id }: Line): boolean {
  return ((createHash("sha256").update(id).digest()[0] ?? 0) & 1) === 0;
}

interface Judged {
  readonly line: Line;
  readonly findings: readonly Finding[];
}

function measure(judged: readonly Judged[]) {
  const share = (count: number, of: number) => Number(((count * 100) / Math.max(1, of)).toFixed(2));
  const having = (all: readonly Judged[], severity: Finding["severity"], rule?: string) =>
    share(
      all.filter(({ findings }) =>
        findings.some((finding) => finding.severity === severity && (rule ?? finding.rule) === finding.rule),
      ).length,
      all.length,
    );
  const unrestricted = judged.filter(({ line }) => !restrictedLabels.includes(line.label ?? ""));
  const sums = (all: readonly Judged[]) => ({
    releases: all.length,
    hold: having(all, "hold"),
    fix: having(all, "fix"),
    reject: having(all, "reject"),
  });
  const rates = rules
    .filter(({ id }) => !unmeasured.includes(id))
    .map(({ id }) => {
      const found = judged.filter(({ findings }) => findings.some(({ rule }) => rule === id)).length;
      const grave = Object.fromEntries(
        (["hold", "fix", "reject"] as const)
          .map((severity) => [severity, having(judged, severity, id)] as const)
          .filter(([, rate]) => rate > 0),
      );
      return [id, { any: share(found, judged.length), ...grave }];
    });
  return {
    pack: `${standardPack.id}@${standardPack.version}`,
    all: sums(judged),
    withoutRestricted: sums(unrestricted),
    rules: Object.fromEntries(rates),
  };
}

const lines = readLines(values.data ?? "", line).filter(
  (release) => isForTuning(release) === (values.half === "tune"),
);
const judged = lines.map((release): Judged => {
  const { copy, facts } = asSent(release);
  const findings = checkRelease(copy, facts, standardPack);
  return {
    line: release,
    findings: findings.filter(({ pointer }) => release.title || pointer !== "/headline"),
  };
});
if (values.rule === undefined) {
  const rates = `${JSON.stringify(measure(judged), null, 2)}\n`;
  if (values.half === "tune") console.log(rates);
  else writeFileSync(new URL("../docs/rule-rates.json", import.meta.url), rates);
} else {
  for (const { line: release, findings } of judged) {
    for (const { rule, severity, message, evidence } of findings.filter(({ rule }) => rule === values.rule)) {
      console.log(
        [rule, severity, release.label, release.title.slice(0, 90), message, evidence ?? ""].join(" | "),
      );
    }
  }
}
