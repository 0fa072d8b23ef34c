import { describe, expect, it } from "vitest";
import { checkRelease } from "../check.ts";
import { standardPack } from "../packs/standard-pack.ts";
import { judged, more, severitiesOf, wordsOf } from "../specimens/judged.ts";
import { goodBody, goodCopy, goodFacts } from "../specimens/specimen.ts";

describe("the body's shape", () => {
  const words = (count: number) => `${"word ".repeat(count / 4)}\n\n`.repeat(4);
  it.each([
    [40, "community", ["fix"]],
    [60, "community", ["warning"]],
    [120, "community", []],
    [800, "community", ["warning"]],
    [120, "business", ["warning"]],
    [800, "business", []],
    [3200, "other", ["fix"]],
  ] as const)("BD-01 on %i words of kind %s", (count, kind, severities) => {
    expect(severitiesOf("BD-01", { kind, body: words(count) })).toEqual(severities);
  });

  it("BD-06 finds a wall of text", () => {
    expect(severitiesOf("BD-06", more("A long word list. ".repeat(80)))).toEqual(["warning"]);
  });

  it.each([
    ["MILLBROOK, England, 1 June 2026 /Wire/ -- ", "info"],
    ["Millbrook, June 1, 2026 – ", "info"],
    ["OSLO (Reuters) — ", "warning"],
    ["NEW YORK, June 1, 2026 -- ", "warning"],
  ])("BD-07 sees %j", (typed, severity) => {
    const [finding, ...others] = judged("BD-07", { body: typed + goodBody });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity, words: typed });
  });

  it.each([
    "The society - founded in 1974 - opens. ",
    "NASA and the society open a garden. ",
    "BBC Radio – the local one – came. ",
  ])("BD-07 takes %j for a sentence", (opening) =>
    expect(judged("BD-07", { body: opening + goodBody })).toEqual([]),
  );
});

describe("the body's voice", () => {
  it.each([
    ["We thank everybody who helped.", ["warning"]],
    ["We thank you for what you gave us.", ["hold", "info", "info", "info"]],
    ["“We thank you for what you gave us,” he said.", []],
    ["> We thank you for what you gave us.", []],
    ["US sailors at Our Lady of Hope marked World War I and Phase I.", []],
    ["Vitamin I is no vitamin, Mr. I. Weston says.", []],
    ["About us\n\nWe are the society that you love, and our plots are ours.", []],
  ])("BD-02 on %j", (text, severities) => {
    expect(severitiesOf("BD-02", more(text))).toEqual(severities);
  });

  it("BD-02 points into the Markdown that was sent", () => {
    expect(wordsOf("BD-02", more("Members **and *we* alike** &amp; others came."))).toEqual(["we"]);
  });

  it.each([
    ["The site is amazing.", ["warning"]],
    ["“The site is amazing!” she said.", []],
    ["The site is open!", ["warning"]],
    ["The site is HUGE.", ["warning"]],
    ["The RSPCA and UNESCO sent a card.", []],
    [
      "Amazing! A stunning, unbelievable, jaw-dropping, magical, unforgettable site.",
      ["hold", "info", "info", "info", "info"],
    ],
  ])("BD-03 on %j", (text, severities) => {
    expect(severitiesOf("BD-03", more(text))).toEqual(severities);
  });

  it.each([
    ["“Nothing in this town has ever been as green as these plots,” said the mayor, Ida Holm.", 0],
    ["“Nothing in this town has ever been as green as these plots.” – Ida Holm, mayor", 0],
    ["Ida Holm, mayor: “Nothing in this town has ever been as green as these plots.”", 0],
    ["The song “All The Plots In The Town Are Green Again” closed the day.", 0],
    ["It was called “the green heart” of town.", 0],
    ["“Nothing in this town has ever been as green as these plots.”", 1],
  ])("BD-12 on %j", (text, count) => {
    const body = goodBody.replace(/“Seeds[\s\S]*$/, "Tea follows.\n\nThere is cake.");
    expect(judged("BD-12", { body: `${body}\n\n${text}\n\nThe site is open.` })).toHaveLength(count);
  });
});

describe("the body's content", () => {
  it.each([
    ["markdown", "See <iframe src=x></iframe>.", ["fix"]],
    ["markdown", "A <b>bold</b> word.", ["warning"]],
    ["markdown", "Two < three and <https://a.example>.", []],
    ["html", "<p>A <b>bold</b> word.</p>", []],
    ["html", "<p onclick='x()'>A word.</p>", ["fix"]],
    ["html", "<a href='javascript:x()'>A word.</a>", ["fix"]],
    ["html", "<marquee>A word.</marquee>", ["warning"]],
  ] as const)("BD-08 in %s on %j", (bodyFormat, body, severities) => {
    expect(severitiesOf("BD-08", { bodyFormat, body })).toEqual(severities);
  });

  it.each([
    ["The speaker is TBD.", ["TBD"]],
    ["Lorem ipsum dolor sit amet.", ["Lorem ipsum"]],
    ["The fee is $XX, up XX%.", ["$XX", "XX"]],
    ["Ask [Your Name] or {{contact}}.", ["[Your Name]", "{{contact}}"]],
    ["Super Bowl XXX and size XXL; “[the society] grew,” she said.", []],
    ["See [the link](https://a.example) and [date] palms.", ["[date]"]],
  ])("BD-09 on %j", (text, words) => {
    expect(wordsOf("BD-09", more(text))).toEqual(words);
  });

  it("BD-09 looks at the other fields too", () => {
    expect(wordsOf("BD-09", { dek: "On [date] at the station" })).toEqual(["[date]"]);
  });

  it.each([
    ["de", "en", ["warning"]],
    ["en-US", "en", []],
    ["nb", "no", []],
    ["de", null, []],
  ])("BD-10 on %s declared and %s detected", (language, detectedLanguage, severities) => {
    expect(severitiesOf("BD-10", { language }, { detectedLanguage })).toEqual(severities);
  });

  const about = (words: number) => `About ${"seeds ".repeat(words - 1)}`;
  const profile = (boilerplate: string) => ({ organization: { boilerplate } });

  it.each([
    ["in the release", { boilerplate: about(20) }, {}],
    ["in the profile", {}, profile(about(300))],
    ["typed into the body", more("About Millbrook\n\nIt is a town."), {}],
    ["typed into the body and a line in the profile", more("About Millbrook"), profile(about(2))],
    ["of its own over a long one in the profile", { boilerplate: about(60) }, profile(about(301))],
    [
      "in Japanese",
      { boilerplate: "私たちは京都で百年以上にわたり庭園の設計と造園を手がけている会社です。".repeat(2) },
      {},
    ],
    ["of a line where the kind needs none", { kind: "community", boilerplate: about(2) }, {}],
  ] as const)("BD-14 is content with a boilerplate %s", (_, change, facts) => {
    expect(judged("BD-14", { kind: "business", ...change }, facts)).toEqual([]);
  });

  it.each([
    ["of a line", { kind: "business", boilerplate: about(19) }, {}],
    ["of a page", { kind: "business", boilerplate: about(301) }, {}],
    ["of a page, of any kind", { boilerplate: about(301) }, {}],
    ["of a line in the profile", { kind: "personnel" }, profile(about(19))],
    ["of a page in the profile", {}, profile(about(301))],
  ] as const)("BD-14 warns of a boilerplate %s", (_, change, facts) => {
    expect(severitiesOf("BD-14", change, facts)).toEqual(["warning"]);
  });

  it("BD-14 says how long the boilerplate is and whose", () => {
    const organization = { ...goodFacts.organization, boilerplate: about(301) };
    expect(checkRelease(goodCopy, { ...goodFacts, organization }, standardPack)).toMatchObject([
      {
        pointer: "/boilerplate",
        message: "The boilerplate in the organisation's profile has 301 words; 60 to 100 are usual.",
      },
    ]);
  });

  it("BD-16 names the release that it repeats", () => {
    const earlier = { isIdentical: true, releaseId: "r-1", headline: "Old news", publishedAt: null };
    const [finding] = checkRelease(goodCopy, { ...goodFacts, earlier }, standardPack);
    expect(finding).toMatchObject({ rule: "BD-16", severity: "hold" });
    expect(finding?.message).toContain("Old news");
  });
});
