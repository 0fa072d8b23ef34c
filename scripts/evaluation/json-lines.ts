/** JSON Lines files, read with a complaint that names the line. */

import { readFileSync } from "node:fs";
import type { z } from "zod";

/** Input that cannot be used, in one line for whoever typed the command. */
export class InputError extends Error {}

/** Every line of the file as the schema wants it; empty lines are skipped. @throws {InputError} */
export function readLines<Line>(file: string, schema: z.ZodType<Line>): Line[] {
  const lines: Line[] = [];
  readText(file)
    .split("\n")
    .forEach((text, index) => {
      if (text.trim() !== "") lines.push(readLine(text, schema, `${file}, line ${index + 1}`));
    });
  if (lines.length === 0) throw new InputError(`${file} has no lines`);
  return lines;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : error;
    throw new InputError(reason === "ENOENT" ? `there is no file ${file}` : `cannot read ${file}: ${reason}`);
  }
}

function readLine<Line>(text: string, schema: z.ZodType<Line>, place: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError(`${place}: not JSON`);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InputError(`${place}: ${issue?.path.join(".") || "the line"}: ${issue?.message ?? "wrong"}`);
}
