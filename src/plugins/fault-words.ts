/** What is wrong with a field, in words that complete a sentence which begins with its name. */

import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;

const types: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

const units: Readonly<Record<string, string>> = {
  string: "character",
  array: "item",
};

const formats: Readonly<Record<string, string>> = {
  uuid: "a UUID",
  email: "an e-mail address",
};

/** The words for what no schema has words of its own for. */
export function faultWords(issue: Issue): string {
  if (issue.input === undefined) return "is required";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${types[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `must be ${oneOf(issue.values.map(String))}`;
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return `must ${sized(issue.origin, "at most", Number(issue.maximum), issue.exact)}`;
    case "invalid_format":
      return formats[issue.format] ? `must be ${formats[issue.format]}` : "has not the accepted form";
    default:
      return "is not accepted";
  }
}

function tooSmall({ origin, minimum, exact }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  if (origin === "string" && minimum === 1) return "must not be empty";
  return `must ${sized(origin, "at least", Number(minimum), exact)}`;
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? "") : `one of ${values.join(", ")}`;
}

function sized(origin: string, bound: string, count: number, exact = false): string {
  const size = exact ? `${count}` : `${bound} ${count}`;
  const unit = units[origin];
  return unit === undefined ? `be ${size}` : `have ${size} ${unit}${count === 1 ? "" : "s"}`;
}
