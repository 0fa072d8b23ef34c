/** What came of it: each example beside what it expects, the articles, and where to go from here. */

import type { Config } from "../../src/config.ts";
import type { ListedArticle, Page, Release } from "./client.ts";
import { type Example, expectedEnd } from "./examples.ts";
import type { Part } from "./memory.ts";
import type { Stage } from "./stage.ts";
import { label } from "./view.ts";

const column = 46;

/** Shows the table and returns whether every example ended as it expects. */
export async function showOutcomes(stage: Stage, examples: readonly Example[]): Promise<boolean> {
  const { view, memory } = stage;
  view.say();
  view.say(view.paint("bold", `    ${"example".padEnd(22)}  ${"expected".padEnd(column)}  got`));
  const rows = await Promise.all(
    examples.map(async (example) => {
      const part = memory.part(example.name);
      return {
        example,
        ok: isAsExpected(example, part),
        got: `${gotOf(part)}${await sinceThen(stage, part)}`,
      };
    }),
  );
  for (const { example, ok, got } of rows) {
    const tick = ok ? view.paint("green", "✓") : view.paint("red", "✗");
    view.say(`  ${tick} ${label(example.name)}  ${expectationOf(example).padEnd(column)}  ${got}`);
  }
  const right = rows.filter(({ ok }) => ok).length;
  view.say();
  view.say(
    right === rows.length
      ? view.paint("green", `All ${rows.length} examples ended as expected.`)
      : view.paint("red", `${right} of ${rows.length} examples ended as expected.`),
  );
  return right === rows.length;
}

function isAsExpected(example: Example, { rested, ended }: Part): boolean {
  const { status, findings } = example.expect;
  return (
    rested?.status === status &&
    findings.every((rule) => rested.rules.includes(rule)) &&
    ended?.status === expectedEnd(example) &&
    ended.faults.length === 0
  );
}

function expectationOf(example: Example): string {
  const { status, findings } = example.expect;
  const rules = findings.length > 0 ? ` (${findings.join(", ")})` : "";
  const end = expectedEnd(example);
  const hour = example.embargoSeconds === undefined ? "" : ", not before its embargo ends";
  return `${status}${rules}${hour}${end === status ? "" : `, then ${end}`}`;
}

function gotOf({ rested, ended }: Part): string {
  if (!rested) return "nothing yet";
  const rules = rested.status === "published" ? [] : rested.rules;
  const first = rules.length > 0 ? `${rested.status} (${rules.slice(0, 4).join(", ")})` : rested.status;
  if (!ended) return `${first}, and no end yet`;
  const end = ended.status === rested.status ? first : `${first}, then ${ended.status}`;
  const more = [...(ended.remark ? [ended.remark] : []), ...ended.faults];
  return [end, ...more].join("; ");
}

/** What people did to a release after the demo had left it. */
async function sinceThen({ client, adminKey }: Stage, { release, ended }: Part): Promise<string> {
  if (release === undefined || !ended) return "";
  const { status } = await client.get<Release>(`/v1/admin/releases/${release}`, adminKey);
  return status === ended.status ? "" : `; meanwhile ${status}`;
}

/** Lists what readers can read, the newest first. */
export async function showArticles({ client, view }: Stage): Promise<void> {
  const { items } = await client.get<Page<ListedArticle>>("/v1/articles?limit=50");
  view.say();
  view.say(view.paint("bold", `${items.length} articles for readers, the newest first`));
  for (const { headline, url, category, organization, publishedAt } of items) {
    view.say();
    view.say(`  ${headline}`);
    const facts = `${category?.name ?? "no section"} · ${organization.name} · ${publishedAt}`;
    view.say(`  ${view.paint("gray", facts)}`);
    view.say(`  ${view.paint("cyan", url)}`);
  }
}

/** Says what to try while the demo serves. */
export function showWhatNext({ view, adminKey, memory }: Stage, { baseUrl, dataDir }: Config): void {
  const held = Object.values(memory.notes.parts).find(({ ended }) => ended?.status === "needs_review");
  const curl = `curl -H "authorization: Bearer $KEY"`;
  const json = `-H 'content-type: application/json' -d '{"decision":"approve"}'`;
  const lines = [
    ["The API, to read and to try", `${baseUrl}/docs`],
    ["The feed", `${baseUrl}/feeds/rss.xml`],
    ["Mails, which nobody has sent", `${dataDir}/outbox`],
    ["The administrator's key, until the demo ends", `KEY=${adminKey}`],
    ["The desk's queue", `${curl} '${baseUrl}/v1/admin/releases?status=needs_review'`],
    held && [
      "Publishing the one that waits",
      `${curl} ${json} ${baseUrl}/v1/admin/releases/${held.release}/reviews`,
    ],
  ];
  view.say();
  view.say(view.paint("bold", "What to try"));
  for (const [what, how] of lines.filter((line) => line !== undefined)) {
    view.say();
    view.say(`  ${what}`);
    view.say(`    ${view.paint("cyan", `${how}`)}`);
  }
  view.say();
  view.say("The demo keeps serving; Ctrl-C ends it. The next start has all of this again.");
}
