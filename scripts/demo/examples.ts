/** The releases of `examples/` and the organisations that send them, as its README describes them. */

import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { states } from "../../src/domain/releases/lifecycle.ts";

export const examplesFolder = join(import.meta.dirname, "../../examples");

const exampleFile = z.strictObject({
  title: z.string(),
  organization: z.string(),
  release: z.looseObject({ headline: z.string(), body: z.string() }),
  attachments: z.array(z.string()).default([]),
  embargoSeconds: z.number().positive().optional(),
  fixedBy: z.record(z.string(), z.unknown()).optional(),
  expect: z.strictObject({
    status: z.enum(states),
    findings: z.array(z.string()).default([]),
    // biome-ignore lint/suspicious/noThenProperty: the examples' own word, and never awaited
    then: z.literal("approve").optional(),
  }),
});

const profile = z.looseObject({
  name: z.string(),
  trust: z.enum(["unverified", "verified", "trusted"]),
});
export type Profile = z.output<typeof profile>;

export interface Example extends z.output<typeof exampleFile> {
  /** `03-rowing-medals`, as the file is called. */
  readonly name: string;
}

/** All examples, in the order in which they are sent. */
export async function readExamples(): Promise<Example[]> {
  const files = (await readdir(examplesFolder)).filter((name) => /^\d+-.*\.json$/.test(name)).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: basename(file, ".json"),
      ...exampleFile.parse(await readJson(file)),
    })),
  );
}

/** The profiles of the organisations, by the name that examples use for them. */
export async function readProfiles(): Promise<Record<string, Profile>> {
  return z.record(z.string(), profile).parse(await readJson("organizations.json"));
}

/** The status in which an example ends when all goes as it says. */
export function expectedEnd({ fixedBy, expect }: Example): string {
  return fixedBy || expect.then === "approve" ? "published" : expect.status;
}

/** The example before it that says the same, word for word; it has to be there first. */
export function twinOf(example: Example, all: readonly Example[]): Example | undefined {
  return all.slice(0, all.indexOf(example)).find((earlier) => earlier.release.body === example.release.body);
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(examplesFolder, file), "utf8"));
}
