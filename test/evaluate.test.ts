import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "evaluate-"));
afterAll(() => rmSync(folder, { recursive: true }));

function evaluate(...parts: string[]) {
  const script = ["--import", "tsx", "scripts/evaluate.ts", ...parts];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: "utf8" });
  return { status, stdout, stderr };
}

function fileOf(name: string, lines: readonly (object | string)[]): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"),
  );
  return file;
}

const news = Array.from({ length: 40 }, (_, at) =>
  at % 2 === 0
    ? { id: `${at}`, title: "Cup final", text: `The football club won match ${at}`, label: "sport" }
    : { id: `${at}`, title: "Markets", text: `The bank reported a profit of ${at}`, label: "money" },
);

describe("evaluate", { timeout: 30_000 }, () => {
  it("measures the shipped categoriser, and reads crime_law as crime-law", () => {
    const test = fileOf("releases.jsonl", [
      {
        id: "1",
        title: "Police arrest two after burglary",
        text: "Prosecutors charged two men with murder, police said; a court heard the attorneys.",
        label: "crime_law",
        accept: ["crime_law", "politics"],
      },
    ]);
    const { stdout } = evaluate("--task", "categorize", "--test", test);
    expect(JSON.parse(stdout)).toMatchObject({
      task: "categorize",
      documents: 1,
      trainSeconds: 0,
      accuracy: 1,
      macroF1: 1,
      perClass: { "crime-law": 1 },
      acceptedAccuracy: 1,
    });
  });

  it("trains on a file of arbitrary labels", () => {
    const train = fileOf("news.jsonl", news);
    const { stdout } = evaluate("--task", "categorize", "--train", train, "--test", train);
    expect(JSON.parse(stdout)).toMatchObject({
      documents: 40,
      accuracy: 1,
      perClass: { money: 1, sport: 1 },
    });
  });

  it("takes the single label of a Reuters line, and leaves out a line without one", () => {
    const reuters = [
      ...news.map((line) => ({ ...line, r8: line.label, label: [line.label, "other"] })),
      { ...news[0], label: ["sport", "money"], r8: null },
    ];
    const file = fileOf("reuters.jsonl", reuters);
    const { stdout } = evaluate("--task", "categorize", "--train", file, "--test", file);
    expect(JSON.parse(stdout)).toMatchObject({ documents: 40, perClass: { money: 1, sport: 1 } });
  });

  it("measures spam, and counts by kind what is held for want of news too", () => {
    const test = fileOf("spam.jsonl", [
      {
        id: "1",
        title: "Deals",
        text: "Cheap seeds, buy cheap seeds. ".repeat(30),
        label: "low_quality",
        kind: "stuffing",
      },
      { id: "2", text: "The council opens a new library on Monday. ".repeat(3), label: "ok" },
    ]);
    const { stdout } = evaluate("--task", "spam", "--test", test);
    expect(JSON.parse(stdout)).toMatchObject({
      documents: 2,
      falsePositiveRate: expect.any(Number),
      byKind: { stuffing: { documents: 1, flagged: 1 } },
    });
  });

  it("measures the detection of languages", () => {
    const test = fileOf("languages.jsonl", [
      { id: "1", text: "The council opens a new library on Monday morning.", label: "en" },
      { id: "2", text: "Der Stadtrat eröffnet am Montag eine neue Bücherei.", label: "de" },
    ]);
    expect(JSON.parse(evaluate("--task", "language", "--test", test).stdout)).toMatchObject({
      task: "language",
      documents: 2,
      accuracy: 1,
    });
  });

  it("measures the reading of documents, whichever way the file says what it expects", () => {
    const document =
      "EMBARGOED UNTIL 9 AM EST, JANUARY 4, 2027\n\nTown opens bridge\n\nOSLO, Norway, Jan. 4, 2027 -- The town opened a bridge.\n\nOpen Town: who we are\n\nOpen Town has bridges.\n\nAbout Bolt\n\nBolt builds them.\n\nPress contact: Ana Reyes, ana@town.example";
    const test = fileOf("documents.jsonl", [
      {
        id: "1",
        document,
        expected: {
          headline: "Town Opens Bridge",
          dateline: "OSLO, Norway",
          embargo: "2027-01-04T14:00:00Z",
          boilerplate: "Open Town has bridges.\n\nBolt builds them.",
        },
      },
      {
        id: "2",
        document,
        expected: { headline: "Another", dateline: { city: "Oslo" }, contact: { email: "ana@town.example" } },
      },
    ]);
    expect(JSON.parse(evaluate("--task", "parse", "--test", test).stdout)).toMatchObject({
      documents: 2,
      fields: { headline: 0.5, dateline: 1, embargo: 1, boilerplate: 1, contact: 1 },
    });
  });

  it.each([
    [
      "an unknown task, naming those there are",
      ["--task", "grammar"],
      /no task "grammar".*categorize, duplicates, language, spam, parse/,
    ],
    [
      "a missing file",
      ["--task", "language", "--test", "/nowhere.jsonl"],
      /there is no file \/nowhere\.jsonl/,
    ],
    ["a file that is not named", ["--task", "language"], /--test is missing/],
    ["an unknown option", ["--tset", "x"], /Unknown option/],
  ])("refuses %s in one line with exit code 2", (_name, given, complaint) => {
    const { status, stdout, stderr } = evaluate(...given);
    expect({ status, stdout, lines: stderr.trim().split("\n").length }).toEqual({
      status: 2,
      stdout: "",
      lines: 1,
    });
    expect(stderr).toMatch(complaint);
  });

  it("names the line that is malformed", () => {
    const test = fileOf("broken.jsonl", [news[0] ?? "", "{"]);
    const { status, stderr } = evaluate("--task", "categorize", "--test", test);
    expect(status).toBe(2);
    expect(stderr).toContain("line 2: not JSON");
  });
});
