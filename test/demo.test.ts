import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

/** Runs the demo as a plain log, with a database of its own. */
async function runDemo(dataDir: string): Promise<{ code: number | null; shown: string; errors: string }> {
  const ours = new Set(["PATH", "HOME", "TMPDIR", "LANG"]);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => ours.has(name)));
  const demo = spawn(process.execPath, ["--import", "tsx", "scripts/demo/main.ts", "--exit"], {
    cwd: root,
    env: { ...env, DATA_DIR: dataDir, PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [shown, errors, [code]] = await Promise.all([
    text(demo.stdout),
    text(demo.stderr),
    once(demo, "close"),
  ]);
  return { code, shown, errors };
}

describe("the demo", { timeout: 120_000 }, () => {
  let dataDir: string;
  let first: Awaited<ReturnType<typeof runDemo>>;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "dateline-demo-"));
    first = await runDemo(dataDir);
  }, 120_000);
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it("takes every example to where it belongs", () => {
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(first.shown.match(/^ {2}✓ \d\d /gm)).toHaveLength(14);
  });

  it("reads well as a plain log, without control characters", () => {
    expect(first.shown.replace(/\n/g, "")).not.toMatch(/\p{Cc}/u);
  });

  it("keeps what it wrote down, keys among it, to its owner", async () => {
    const notes = JSON.parse(await readFile(join(dataDir, "demo.json"), "utf8"));
    expect(Object.keys(notes.parts)).toHaveLength(14);
    expect(first.shown).not.toContain(notes.editorKey);
  });

  it("shows the same articles at the second start and sends nothing again", async () => {
    const second = await runDemo(dataDir);
    expect(second.code).toBe(0);
    expect(second.shown).not.toContain("received");
    expect(headlines(second.shown)).toEqual(headlines(first.shown));
  });
});

function headlines(shown: string): string[] {
  const [, list = ""] = shown.split("for readers, the newest first");
  return list.split("\n\n").flatMap((article) => article.trim().split("\n")[0] ?? []);
}
