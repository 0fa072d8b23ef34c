import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../errors.ts";
import { rules } from "../all.ts";
import { checkRelease } from "../check.ts";
import { goodCopy, goodFacts } from "../specimens/specimen.ts";
import { specimenOf } from "../specimens/specimens.ts";
import { changedPack, packChanges, readKeptPack } from "./pack-changes.ts";
import { standardPack } from "./standard-pack.ts";

const name = { id: "main", version: "7" };
const change = (changes: { rules?: Record<string, unknown>; words?: Record<string, unknown> }) =>
  changedPack(standardPack, packChanges.parse(changes), name);

function faultsOf(changes: Parameters<typeof change>[0]): string[] {
  try {
    change(changes);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return (error.members.errors as { pointer: string }[]).map(({ pointer }) => pointer);
  }
}

describe("a pack made from another", () => {
  it("replaces one limit and keeps the rest", () => {
    const made = change({ rules: { "HL-01": { max: 90 } } });
    expect(made.rules["HL-01"]).toEqual({ ...standardPack.rules["HL-01"], max: 90 });
    expect({ ...made.rules, "HL-01": standardPack.rules["HL-01"] }).toEqual(standardPack.rules);
    expect(made).toMatchObject(name);
  });

  it("leaves a rule out, and takes it in again with the shipped settings", () => {
    const without = change({ rules: { "HL-04": null } });
    expect(without.rules).not.toHaveProperty("HL-04");
    const again = changedPack(without, packChanges.parse({ rules: { "HL-04": {} } }), name);
    expect(again.rules["HL-04"]).toEqual(standardPack.rules["HL-04"]);
  });

  it("merges what lies deeper, takes out what is null, and replaces lists", () => {
    const made = change({
      rules: {
        "BD-01": { kinds: { event: { min: 5 } } },
        "BD-14": { kinds: ["sports"] },
        "CN-02": { zones: { BST: null } },
      },
      words: { hype: ["bombastic"] },
    });
    expect(made.rules["BD-01"]).toMatchObject({ kinds: { event: { min: 5, max: 800 }, other: { min: 80 } } });
    expect(made.rules["BD-14"]).toMatchObject({ kinds: ["sports"] });
    expect((made.rules["CN-02"] as unknown as { zones: object }).zones).not.toHaveProperty("BST");
    expect(made.words).toEqual({ ...standardPack.words, hype: ["bombastic"] });
  });

  it.each([
    [
      { rules: { "XX-99": { severity: "fix" }, "YY-01": null } },
      ["/changes/rules/XX-99", "/changes/rules/YY-01"],
    ],
    [
      { rules: { "HL-01": { max: -1, severity: "block" } } },
      ["/changes/rules/HL-01/max", "/changes/rules/HL-01/severity"],
    ],
    [{ rules: { "HL-01": { maximum: 3 } } }, ["/changes/rules/HL-01/maximum"]],
    [{ rules: { "HL-01": { max: null } } }, ["/changes/rules/HL-01/max"]],
    [{ words: { curses: ["x"] } }, ["/changes/words/curses"]],
    [{ words: { hype: [""] } }, ["/changes/words/hype/0"]],
    [
      { words: { hype: Array.from({ length: 1001 }, (_, index) => `word ${index}`) } },
      ["/changes/words/hype"],
    ],
    [
      { rules: { "CN-02": { zones: { "(": { zone: "UTC", summer: true, neutral: "x" } } } } },
      ["/changes/rules/CN-02/zones/("],
    ],
    [
      { rules: { "CN-02": { zones: { XST: { zone: "No/Where", summer: true, neutral: "x" } } } } },
      ["/changes/rules/CN-02/zones/XST/zone"],
    ],
  ])("is refused with %j, naming every fault", (changes, pointers) => {
    expect(faultsOf(changes).sort()).toEqual(pointers);
  });
});

describe("a pack that was kept", () => {
  it("is read as it was written", () => {
    const made = change({ rules: { "HL-04": null, "HL-01": { max: 90 } } });
    expect(readKeptPack(JSON.parse(JSON.stringify(made)))).toEqual({ pack: made, misread: [] });
  });

  it("by a newer release is read without the rules and lists that are not known here", () => {
    const { rules: rows, words, ...rest } = structuredClone(standardPack);
    const newer = {
      ...rest,
      rules: { ...rows, "ZZ-01": { severity: "fix" } },
      words: { ...words, future: ["x"] },
    };
    expect(readKeptPack(newer)).toEqual({ pack: standardPack, misread: ["ZZ-01"] });
  });

  it("by an older release is read with the shipped limits and lists where it has none, and without what makes no sense", () => {
    const { rules: rows, words, ...rest } = structuredClone(standardPack);
    const { hype: _lacking, ...fewer } = words;
    const older = {
      ...rest,
      rules: {
        ...rows,
        "HL-01": { severity: "hold", max: 70 },
        "HL-04": { severity: "block" },
        "SM-01": "on",
      },
      words: fewer,
    };
    const { pack, misread } = readKeptPack(older);
    expect(pack.rules["HL-01"]).toEqual({ ...standardPack.rules["HL-01"], severity: "hold", max: 70 });
    expect(pack.rules).not.toHaveProperty("HL-04");
    expect(pack.rules).not.toHaveProperty("SM-01");
    expect(pack.words).toEqual(standardPack.words);
    expect(misread).toEqual(["HL-01", "HL-04", "SM-01", "hype"]);
  });
});

describe("any pack that is accepted", () => {
  const number = fc.oneof(fc.nat(50), fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constant(0));
  const limitsOf = (id: string) =>
    Object.entries(standardPack.rules[id] ?? {}).flatMap(([key, value]) =>
      typeof value === "number" ? [key] : [],
    );
  const changes = fc
    .record({
      limits: fc.array(fc.tuple(fc.constantFrom(...rules.map(({ id }) => id)), fc.nat(), number), {
        maxLength: 20,
      }),
      words: fc.dictionary(
        fc.constantFrom(...Object.keys(standardPack.words)),
        fc.array(fc.string({ minLength: 1 })),
      ),
    })
    .map(({ limits, words }) => ({
      rules: Object.fromEntries(
        limits.map(([id, which, value]) => {
          const names = limitsOf(id);
          return [id, names.length === 0 ? {} : { [names[which % names.length] ?? ""]: value }];
        }),
      ),
      words,
    }));

  it("judges any release without an accident", () => {
    const ids = rules.map(({ id }) => id);
    fc.assert(
      fc.property(changes, fc.constantFrom(...ids), (given, id) => {
        if (Object.keys(given.rules).length + Object.keys(given.words).length === 0) return;
        if (faultsOf(given).length > 0) return;
        const pack = change(given);
        const { copy, facts } = specimenOf(id);
        checkRelease(copy, facts, pack);
        checkRelease(goodCopy, goodFacts, pack);
      }),
      { numRuns: 150 },
    );
  });
});
