import { describe, expect, it } from "vitest";
import type { Finding } from "../releases/moderation.ts";
import { itemsOf } from "./findings.ts";

describe("what a letter tells of the findings", () => {
  it("is the newspaper's own, the gravest first, and not a language model's", () => {
    const found = (message: string, given: Partial<Finding>): Finding => ({
      ...{ rule: "X-01", severity: "warning", message, pointer: "/body" },
      ...given,
    });
    const findings = [
      found("Said by a model.", { engine: "small" }),
      found("Too long.", {}),
      found("Unfinished.", { severity: "fix" }),
      found("For the desk.", { severity: "hold" }),
    ];
    expect(itemsOf(findings).map(({ title }) => title)).toEqual(["Unfinished.", "Too long."]);
  });
});
