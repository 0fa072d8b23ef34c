/** The documents against the code: what one says, the other does. */

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { problemTypes } from "../src/errors.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFile(join(root, path), "utf8");

describe("docs/problems.md", () => {
  it("has a heading for every type of problem, and no other", async () => {
    const page = await read("docs/problems.md");
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, name]) => name);
    expect(headings.toSorted()).toEqual(Object.keys(problemTypes).toSorted());
  });

  it("names the status of every type", async () => {
    const page = await read("docs/problems.md");
    const statuses = [...page.matchAll(/^## (.+)\n\n\*\*(\d{3})\*\*/gm)].map(([, name, status]) => [
      name,
      Number(status),
    ]);
    const expected = Object.entries(problemTypes).map(([name, { status }]) => [name, status]);
    expect(Object.fromEntries(statuses)).toEqual(Object.fromEntries(expected));
  });
});

describe(".env.example", () => {
  it("has every variable that the process reads, and no other", async () => {
    const source = await read("src/config.ts");
    const schema = source.slice(source.indexOf("const environment"), source.indexOf("\n});"));
    const variables = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
    expect(variables.length).toBeGreaterThan(10);
    expect(Object.keys(await readExample()).toSorted()).toEqual(variables.toSorted());
  });

  it("shows the defaults of the code", async () => {
    expect(readConfig(await readExample())).toEqual(readConfig({}));
  });
});

describe("README.md", () => {
  it.each(["npm ci && npm run demo", "npm ci && npm test"])(
    "shows `%s` on a line of its own",
    async (command) => {
      expect((await read("README.md")).split("\n")).toContain(command);
    },
  );
});

describe("the documents", () => {
  it("link only to files and headings that are there", async () => {
    const pages = [
      "README.md",
      "CONTRIBUTING.md",
      "CHANGELOG.md",
      ...(await pagesIn("docs")),
      ...(await pagesIn("docs/adr")),
    ];
    const links = await Promise.all(pages.map(linksOf));
    const broken = await Promise.all(
      links.flat().map(async (link) => ((await leadsSomewhere(link)) ? [] : [link])),
    );
    expect(broken.flat()).toEqual([]);
  });
});

interface Link {
  readonly page: string;
  readonly to: string;
}

/** The file's lines `# NAME=value`, as the shell would read them without the `#`. */
async function readExample(): Promise<Record<string, string>> {
  const lines = (await read(".env.example")).matchAll(/^(?:# )?([A-Z_]+)=(.*)$/gm);
  return Object.fromEntries(
    [...lines].map(([, name = "", value = ""]) => [name, value.replace(/^"(.*)"$/, "$1")]),
  );
}

async function pagesIn(folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder));
  return names.filter((name) => name.endsWith(".md")).map((name) => `${folder}/${name}`);
}

async function linksOf(page: string): Promise<Link[]> {
  const targets = [...(await read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = ""]) => to);
  return targets.filter((to) => !/^[a-z]+:/.test(to)).map((to) => ({ page, to }));
}

async function leadsSomewhere({ page, to }: Link): Promise<boolean> {
  const [path = "", heading] = to.split("#");
  const file = path === "" ? page : join(dirname(page), path);
  if (!existsSync(join(root, file))) return false;
  if (heading === undefined) return true;
  const headings = [...(await read(file)).matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) => anchorOf(text));
  return headings.includes(heading);
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}
