import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdictFrom } from "../releases/moderation.ts";
import { bodyFormats, type Copy, kinds } from "../releases/release.ts";
import { rules } from "./all.ts";
import { checkRelease } from "./check.ts";
import { rulePack } from "./packs/pack.ts";
import { standardPack } from "./packs/standard-pack.ts";
import { goodBody, goodCopy, goodFacts } from "./specimens/specimen.ts";
import { specimenOf, specimens } from "./specimens/specimens.ts";

const check = (copy: Partial<Copy> = {}, facts = goodFacts, pack = standardPack) =>
  checkRelease({ ...goodCopy, ...copy }, facts, pack);

describe("a good release", () => {
  it("meets no objection", () => {
    expect(check()).toEqual([]);
  });

  it("passes with nothing but the required fields", () => {
    const { name, email } = goodCopy.mediaContact;
    const findings = check({ dateline: null, language: null, mediaContact: { name, email } });
    expect(verdictFrom(findings)).toBe("pass");
  });

  it("passes in HTML and in plain text too", () => {
    const html = goodBody
      .split("\n\n")
      .map((paragraph) => `<p>${paragraph}</p>`)
      .join("\n");
    expect(check({ body: html, bodyFormat: "html" })).toEqual([]);
    expect(check({ body: goodBody.replaceAll("\n", "\r\n"), bodyFormat: "text" })).toEqual([]);
  });
});

describe("the rules", () => {
  it("are at least twenty-five, each with a row in the standard pack and a specimen", () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(25);
    expect(Object.keys(standardPack.rules).sort()).toEqual([...ids].sort());
    expect(Object.keys(specimens).sort()).toEqual([...ids].sort());
  });

  it.each(rules.map(({ id }) => id))("%s objects to its specimen", (id) => {
    const { copy, facts } = specimenOf(id);
    expect(checkRelease(copy, facts, standardPack).map(({ rule }) => rule)).toContain(id);
  });

  it.each(rules.filter(({ languages }) => languages).map(({ id }) => id))(
    "%s is silent about German",
    (id) => {
      const { copy, facts } = specimenOf(id);
      const findings = checkRelease(
        { ...copy, language: "de-AT" },
        { ...facts, detectedLanguage: null },
        standardPack,
      );
      expect(findings.map(({ rule }) => rule)).not.toContain(id);
    },
  );

  it("read a release of unknown language as English", () => {
    const findings = check(
      { language: null, headline: "Swap your seeds at the new site" },
      { ...goodFacts, detectedLanguage: null },
    );
    expect(findings.map(({ rule }) => rule)).toContain("HL-07");
  });

  it("read a release of unknown language as none of theirs where half of its words are not English", () => {
    const quality = { words: 130, repetition: 0, order: null, known: 0.4 };
    const reading = { score: 0.9, passage: { start: 0, end: 10 }, ...quality };
    const facts = { ...goodFacts, detectedLanguage: null, reading };
    const findings = check({ language: null, headline: "Swap your seeds at the new site" }, facts);
    expect(findings.map(({ rule }) => rule)).not.toContain("HL-07");
    expect(findings.map(({ rule }) => rule)).not.toContain("SP-02");
  });
});

describe("a rule pack", () => {
  it("decides severities and limits", () => {
    const { "HL-01": length, ...others } = standardPack.rules;
    const strict = rulePack.parse({
      ...standardPack,
      rules: { ...others, "HL-01": { ...length, max: 40, severity: "hold" } },
    });
    expect(check({}, goodFacts, strict)).toMatchObject([{ rule: "HL-01", severity: "hold" }]);
  });

  it("leaves a rule without a row out", () => {
    expect(check({ headline: "NEWS!" }, goodFacts, { ...standardPack, rules: {} })).toEqual([]);
  });

  it.each([
    ["an unknown rule", { "XX-99": { severity: "fix" } }],
    ["an unknown severity", { "SM-03": { severity: "block" } }],
    ["an unknown limit", { "SM-03": { severity: "fix", max: 3 } }],
    ["a missing limit", { "SM-01": { severity: "fix" } }],
  ])("is refused with %s", (_, wrong) => {
    expect(rulePack.safeParse({ ...standardPack, rules: wrong }).success).toBe(false);
  });

  it("survives a round trip through JSON", () => {
    expect(rulePack.parse(JSON.parse(JSON.stringify(standardPack)))).toEqual(standardPack);
  });
});

describe("any release at all", () => {
  const words = fc.constantFrom(
    ...[
      "we",
      "AMAZING",
      "free",
      "Monday, 30 February 2026",
      "Friday, July 4",
      "9 a.m. EST",
      "“",
      "”",
      '"',
      "!!",
      "said",
      "TBD",
    ],
    ...[
      "[insert name]",
      "<script>",
      "**",
      "[a](https://bit.ly/x)",
      "https://a.example/?aff=1",
      "\r\n",
      "\n\n",
      "🎉",
      "$1.2M",
      "3%",
    ],
    ...[
      "LONDON, 1 May --",
      "> ",
      "- ",
      "&amp;",
      "<p onclick=x>",
      "About us",
      "Q3",
      "i",
      "e\u0301",
      "\u{1F1EB}\u{1F1F7}",
      "京都",
    ],
  );
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc.array(words, { maxLength: 40 }).map((pieces) => pieces.join(" ")),
  );
  const copies = fc.record({
    kind: fc.constantFrom(...kinds),
    headline: text,
    dek: fc.option(text),
    summary: fc.option(text),
    body: text,
    bodyFormat: fc.constantFrom(...bodyFormats),
    boilerplate: fc.option(text),
    tickers: fc.array(fc.constantFrom("NASDAQ:ABC", "XX:Y")),
    sourceUrl: fc.option(fc.constantFrom("https://bit.ly/x", "https://a.example")),
    person: fc.option(fc.record({ name: text, role: text })),
    event: fc.option(
      fc.constantFrom({ startsAt: "2026-07-04T10:00:00.000Z" }, { startsAt: "+012026-07-04T10:00:00.000Z" }),
    ),
    language: fc.constantFrom(null, "en"),
  });

  it("is checked without an accident, with every span inside its field", () => {
    fc.assert(
      fc.property(copies, text, (copy, name) => {
        const whole = { ...goodCopy, ...copy } as Copy;
        const facts = { ...goodFacts, organization: { ...goodFacts.organization, name } };
        for (const { pointer, span } of checkRelease(whole, facts, standardPack)) {
          if (!span) continue;
          const field = whole[pointer.slice(1) as "body"];
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(field.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ["stops", "a.".repeat(30_000)],
    ["quotation marks", '"a '.repeat(20_000)],
    ["single marks", "‘a “b 'c ".repeat(6_500)],
    ["apostrophes", `‘a${" dogs’".repeat(10_000)}`],
    ["brackets", "[insert ".repeat(7_500)],
    ["what is to be told", "TBC XX ____ ??? [a ".repeat(3_300)],
    ["capitals", "AMAZING ".repeat(7_500)],
    ["times", "9 a.m. EST July 1 ".repeat(3_300)],
    ["links", "https://bit.ly/a ".repeat(3_500)],
    ["an anchor of stops", `[${"a.".repeat(29_900)} a](https://a.example)`],
    ["prices", "just $1,1.1 ".repeat(5_000)],
    ["dockets", `lawsuit sued Case No. ${"A1".repeat(29_900)}`],
    ["terms of every list", "casino free spins token blockchain doomsday vote for ".repeat(1_100)],
    ["days to come", "It will be on 4 May 2025 in Q2 2025 ".repeat(1_600)],
    ["slips", `“recieve” the the a easy `.repeat(2_100)],
    ["spaces", `a${" ".repeat(59_998)}a`],
  ])("costs little more than twice as much as half of it: 60,000 characters of %s", (_, body) => {
    const cost = (text: string) => {
      const { user, system } = process.cpuUsage();
      for (const bodyFormat of bodyFormats) check({ body: text, bodyFormat });
      const { user: userAfter, system: systemAfter } = process.cpuUsage();
      return (userAfter - user + systemAfter - system) / 1000;
    };
    const half = cost(body.slice(0, body.length / 2));
    // What grows with the square takes four times as long; in the first milliseconds everything else counts.
    expect(cost(body)).toBeLessThan(3 * half + 200);
  });
});
