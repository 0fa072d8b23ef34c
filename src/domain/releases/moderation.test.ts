import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Finding, type Severity, scoreOf, severities, verdictFrom } from "./moderation.ts";

const findings = (...of: Severity[]): Finding[] =>
  of.map((severity) => ({ rule: "X-01", severity, message: "No.", pointer: "/body" }));
const anySeverities = fc.array(fc.constantFrom(...severities), { maxLength: 8 });

describe("the verdict", () => {
  it.each([
    [[], "pass"],
    [["info", "warning"], "pass"],
    [["warning", "hold", "info"], "review"],
    [["hold", "fix"], "fix"],
    [["fix", "reject", "hold"], "reject"],
  ] as const)("on %j is %s: the worst finding decides", (given, verdict) => {
    expect(verdictFrom(findings(...given))).toBe(verdict);
  });

  it("does not depend on the order of the findings", () => {
    fc.assert(
      fc.property(anySeverities, (given) => {
        expect(verdictFrom(findings(...given.toReversed()))).toBe(verdictFrom(findings(...given)));
      }),
    );
  });
});

describe("the score", () => {
  it("is 0 for nothing and 1 for a refusal", () => {
    expect([scoreOf([]), scoreOf(findings("reject"))]).toEqual([0, 1]);
  });

  it("stays between 0 and 1 and does not fall with one finding more", () => {
    fc.assert(
      fc.property(anySeverities, fc.constantFrom(...severities), (given, more) => {
        const [before, after] = [scoreOf(findings(...given)), scoreOf(findings(...given, more))];
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(1);
      }),
    );
  });
});
