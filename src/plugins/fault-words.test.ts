import { describe, expect, it } from "vitest";
import { z } from "zod";
import { faultWords } from "./fault-words.ts";

const says = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: faultWords }).error?.issues[0]?.message;

describe("what is wrong with a field", () => {
  it.each([
    [z.string(), undefined, "is required"],
    [z.string(), 7, "must be a text"],
    [z.number(), Number.NaN, "must be a number"],
    [z.int(), 1.5, "must be a whole number"],
    [z.boolean(), "yes", "must be true or false"],
    [z.array(z.string()), "a", "must be a list"],
    [z.strictObject({}), null, "must be an object"],
    [z.enum(["approve", "reject"]), "maybe", "must be one of approve, reject"],
    [z.literal(true), false, "must be true"],
    [z.string().min(1), "", "must not be empty"],
    [z.string().min(32), "short", "must have at least 32 characters"],
    [z.string().max(1), "ab", "must have at most 1 character"],
    [z.string().length(3), "ab", "must have 3 characters"],
    [z.array(z.string()).max(5), Array(6).fill("a"), "must have at most 5 items"],
    [z.number().min(1), 0, "must be at least 1"],
    [z.number().max(100), 101, "must be at most 100"],
    [z.uuid(), "x", "must be a UUID"],
    [z.email(), "x", "must be an e-mail address"],
    [z.string().regex(/a/), "b", "has not the accepted form"],
  ])("%#: %s", (schema, value, words) => {
    expect(says(schema, value)).toBe(words);
  });

  it("is said in a schema's own words where it has some", () => {
    expect(says(z.string().regex(/^[a-z]+$/, "must be a slug"), "A")).toBe("must be a slug");
  });
});
