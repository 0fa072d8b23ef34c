import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareTexts, type Run } from "./diff.ts";
import { compareCopies } from "./diff-copy.ts";
import { copyOf, releaseInput } from "./release.ts";

const without = (op: Run["op"], runs: readonly Run[]) =>
  runs
    .filter((run) => run.op !== op)
    .map(({ text }) => text)
    .join("");
/** `[-gone-]` and `{+come+}`, as a person writes it. */
const written = (before: string, after: string) =>
  compareTexts(before, after)
    .map(({ op, text }) => (op === "equal" ? text : op === "delete" ? `[-${text}-]` : `{+${text}+}`))
    .join("");

describe("a comparison of two texts", () => {
  it.each([
    ["The boat left at noon.", "The boat left at dawn.", "The boat left at [-noon-]{+dawn+}."],
    ["The red fox runs", "The blue cat runs", "The [-red fox-]{+blue cat+} runs"],
    ["It cost 1,250.50 euros", "It cost 1,260.50 euros", "It cost [-1,250.50-]{+1,260.50+} euros"],
    ["She didn’t go", "She did go", "She [-didn’t-]{+did+} go"],
    ["One.\n\nTwo.", "One.\n\nThree.", "One.\n\n[-Two-]{+Three+}."],
    ["船は正午に出た", "船は夜明けに出た", "船は[-正午-]{+夜明け+}に出た"],
    ["Crew: 👩‍🚒", "Crew: 👩‍🔬", "Crew: [-👩‍🚒-]{+👩‍🔬+}"],
    ["Cafe\u0301 opens", "Cafe opens", "[-Cafe\u0301-]{+Cafe+} opens"],
    ["same", "same", "same"],
    ["", "All of it", "{+All of it+}"],
    ["All of it", "", "[-All of it-]"],
    ["", "", ""],
  ])("of %j and %j shows the words that changed", (before, after, shown) => {
    expect(written(before, after)).toBe(shown);
  });

  const piece = fc.oneof(
    fc.constantFrom("a", "b", " ", "\n", "the ", "👩‍🚒", "🇬🇧", "e\u0301", "中文", "\r\n", "1.5"),
    fc.string({ unit: "binary", maxLength: 3 }).filter((text) => text.isWellFormed()),
  );
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

  it("gives both texts back, whatever they hold, and cuts no character in half", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = compareTexts(before, after);
        expect(without("insert", runs)).toBe(before);
        expect(without("delete", runs)).toBe(after);
        expect(runs.every((run) => run.text !== "" && run.text.isWellFormed())).toBe(true);
        expect(runs.some((run, at) => run.op === runs[at + 1]?.op)).toBe(false);
      }),
    );
  });

  const words = (name: string) => Array.from({ length: 12_000 }, (_, at) => `${name}${at}`);

  it("of 60,000 characters with 60,000 others is over soon: the whole is replaced", () => {
    const [before, after] = [words("a").join(" "), words("b").join(" ")];
    const began = process.cpuUsage();
    const runs = compareTexts(before, after);
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(1000);
    expect(runs).toEqual([
      { op: "delete", text: before },
      { op: "insert", text: after },
    ]);
  });

  it("of a long text in which whole paragraphs are others still finds the word that changed in the next", () => {
    const before = `${words("a").join(" ")}\nThe boat left at noon.\nEnd`;
    const after = `${words("b").join(" ")}\nThe boat left at noon.\nEnd of it`;
    expect(compareTexts(before, after).slice(2)).toEqual([
      { op: "equal", text: "\nThe boat left at noon.\nEnd" },
      { op: "insert", text: " of it" },
    ]);
  });

  it("of many long paragraphs, each quite another, is over soon", () => {
    const text = (name: string) =>
      Array.from(
        { length: 120 },
        (_, at) => `${words(name).slice(0, 200).join(" ")} ${at % 2 ? at : name}\nkept ${at}\n`,
      ).join("");
    const [before, after] = [text("a"), text("b")];
    const began = process.cpuUsage();
    const runs = compareTexts(before, after);
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(1000);
    expect(without("insert", runs)).toBe(before);
    expect(without("delete", runs)).toBe(after);
    expect(runs.filter(({ op }) => op === "equal").length).toBeGreaterThan(100);
  });
});

describe("a comparison of two versions", () => {
  const version = (given: Record<string, unknown> = {}) =>
    copyOf(
      releaseInput.parse({
        headline: "The boats are back",
        body: "They came at noon.",
        mediaContact: { name: "Ruth Okafor", email: "press@society.example" },
        ...given,
      }),
    );

  it("names the fields that differ, in the order of a release, and no others", () => {
    const after = version({ body: "They came at dawn.", headline: "The boats are home", tags: ["boats"] });
    expect(compareCopies(version(), after).map(({ field }) => field)).toEqual(["headline", "body", "tags"]);
  });

  it("shows what has several parts as lines, and lists with commas", () => {
    const before = version({ dateline: { city: "Marlhaven" }, tags: ["boats", "quay"] });
    const after = version({ dateline: { city: "Marlhaven", country: "U.K." }, tags: ["boats", "harbour"] });
    expect(compareCopies(before, after)).toEqual([
      {
        field: "dateline",
        runs: [
          { op: "equal", text: "city: Marlhaven" },
          { op: "insert", text: "\ncountry: U.K." },
        ],
      },
      {
        field: "tags",
        runs: [
          { op: "equal", text: "boats, " },
          { op: "delete", text: "quay" },
          { op: "insert", text: "harbour" },
        ],
      },
    ]);
  });

  it("with what was before the first shows everything as new", () => {
    const changes = compareCopies(null, version());
    expect(changes.find(({ field }) => field === "headline")?.runs).toEqual([
      { op: "insert", text: "The boats are back" },
    ]);
    expect(changes.flatMap(({ runs }) => runs).every(({ op }) => op === "insert")).toBe(true);
  });
});
