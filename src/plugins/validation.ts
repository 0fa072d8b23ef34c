/** Requests checked by zod, with every fault at once and a pointer to each. */

import type { FastifyRequest, FastifySchemaCompiler } from "fastify";
import { z } from "zod";
import { type AppError, type Fault, faultsIn, invalidRequest, notFound } from "../errors.ts";
import { faultWords } from "./fault-words.ts";

z.config({ localeError: faultWords });

type Issue = z.core.$ZodIssue;
type Validator = (value: unknown) => { readonly error?: unknown };

/** Compiles zod schemas into validators; an id that cannot be one is a thing that does not exist. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  return (value: unknown) => {
    const parsed = schema.safeParse(value);
    if (parsed.success && isStorable(parsed.data)) return { value: parsed.data };
    const faults = parsed.success
      ? unstorable(parsed.data, [])
      : withUnstorable(
          parsed.error.issues.flatMap((issue) => faultsOf(issue, [])),
          value,
        );
    if (httpPart === "params") return { error: notFound("resource") };
    return { error: invalidRequest(...(httpPart === "querystring" ? faults.map(ofWholeField) : faults)) };
  };
};

/** A query is flat: what is wrong with one of several names with commas is wrong with their field. */
function ofWholeField({ pointer, ...fault }: Fault): Fault {
  return { ...fault, pointer: pointer.replace(/(?<=.)\/.*/s, "") };
}

function isStorable(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isStorable);
}

/** Nothing that is taken lies deeper in a body, and what was not parsed may be as deep as it likes. */
const deepest = 20;

/** Each fault of what was given, also where no schema took offence. */
function withUnstorable(faults: readonly Fault[], value: unknown): Fault[] {
  const isNamed = ({ pointer }: Fault) =>
    faults.some((fault) => `${pointer}/`.startsWith(`${fault.pointer}/`));
  return [...faults, ...unstorable(value, [], deepest).filter((fault) => !isNamed(fault))];
}

/**
 * The same refusal with what is wrong with the query, where the body was refused: it is not looked at any more then.
 */
export function withQueryFaults(
  refusal: AppError & { readonly validationContext?: unknown },
  request: FastifyRequest,
): AppError {
  const faults = refusal.validationContext === "body" ? faultsIn(refusal) : undefined;
  // What `validatorCompiler` made, which fastify's types do not know.
  const validate = request.getValidationFunction("querystring") as Validator | undefined;
  const further = faults && faultsIn(validate?.(request.query).error);
  return faults && further ? invalidRequest(...faults, ...further) : refusal;
}

/** PostgreSQL holds neither U+0000 nor half of a surrogate pair, in whatever field a schema let them through. */
function unstorable(
  value: unknown,
  path: readonly PropertyKey[],
  toDepth = Number.POSITIVE_INFINITY,
): Fault[] {
  if (typeof value === "string") {
    if (isStorable(value)) return [];
    return [{ pointer: pointerTo(path), detail: "contains a character that cannot be kept" }];
  }
  if (typeof value !== "object" || value === null || path.length === toDepth) return [];
  return Object.entries(value).flatMap(([name, field]) => unstorable(field, [...path, name], toDepth));
}

function faultsOf(issue: Issue, base: readonly PropertyKey[]): Fault[] {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ pointer: pointerTo([...path, key]), detail: "is not a field" }));
  }
  if (issue.code === "invalid_union") return faultsOfUnion(issue.errors, path);
  return [{ pointer: pointerTo(path), detail: issue.message, ...choicesOf(issue) }];
}

/** Of the alternatives, the one that got furthest is the one that was meant. */
function faultsOfUnion(alternatives: readonly (readonly Issue[])[], path: readonly PropertyKey[]): Fault[] {
  const meant = alternatives.find(
    ([first]) => first && !(first.code === "invalid_type" && first.path.length === 0),
  );
  const faults = (meant ?? []).flatMap((issue) => faultsOf(issue, path));
  return faults.length > 0
    ? faults
    : [{ pointer: pointerTo(path), detail: "has not one of the accepted forms" }];
}

function choicesOf(issue: Issue): { choices?: readonly string[] } {
  const { choices } = (issue.code === "custom" ? issue.params : undefined) ?? {};
  return Array.isArray(choices) ? { choices: choices.map(String) } : {};
}

/** RFC 6901. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
