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

  it.each([
    ["<br><br>", 0],
    ["<br />\n<br/>", 0],
    ["<br>", 1],
    [" ", 1],
  ])("BD-06 on HTML that %j parts", (between, count) => {
    const body = `<p>${goodBody.replaceAll("\n\n", between)}</p>`;
    expect(judged("BD-06", { body, bodyFormat: "html" })).toHaveLength(count);
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
    "STRICTLY EMBARGOED UNTIL 00:01 ON SATURDAY 12 DECEMBER 2026",
    "**EMBARGOED**",
    "Please note: this press release is under strict embargo until noon on 4 May",
    "Embargoed for release at 10 am, 4 May",
    "EMBARGO LIFTS 9AM 4 MAY - the society opens a site.",
    "Not for publication before 6 am on 4 May",
  ])("BD-07 asks for the field where a line says %j", (line) => {
    const change = { body: `${line}\n\n${goodBody}` };
    expect(judged("BD-07", change)).toEqual([{ severity: "fix", words: line.replaceAll("*", "") }]);
    expect(judged("BD-07", change, { isEmbargoed: true })).toEqual([]);
    expect(severitiesOf("BD-07", more(line))).toEqual(["fix"]);
  });

  it.each([
    ["FOR RELEASE 9 a.m. 12 December", 1],
    ["Release date: Saturday 12 December 2026, 09:00 GMT", 1],
    ["For publication 12 December 2026", 1],
    ["FOR RELEASE 9 a.m. 12 November 2026", 0],
    ["For release: 26 November 2026", 0],
    ["Release date: Immediate", 0],
  ])("BD-07 asks for the field where %j above the news is to come", (line, count) => {
    const now = new Date("2026-11-28T09:00:00Z");
    expect(judged("BD-07", { body: `${line}\n\n${goodBody}` }, { now })).toHaveLength(count);
    expect(judged("BD-07", more(line), { now })).toHaveLength(0);
  });

  it("BD-07 sees an embargo in the headline", () => {
    expect(severitiesOf("BD-07", { headline: "EMBARGOED TO 9 MAY: society opens site" })).toEqual(["fix"]);
  });

  it.each([
    "The trade embargo until 2027 hits the ports. ",
    "Embargo until 2027 hits the steel port, the union says. ",
    "Embargo on oysters lifted on 4 May in Elm Bay. ",
    "Embargoed goods worth £4m were seized in May. ",
    "An embargo is in force until 4 May. ",
    "Do not use the lift before the works end, the society asks. ",
    "FOR IMMEDIATE RELEASE. ",
  ])("BD-07 takes %j for no embargo of the release", (opening) =>
    expect(judged("BD-07", { body: opening + goodBody })).toEqual([]),
  );

  it.each([
    ["FOR IMMEDIATE RELEASE\n\nOSLO, Norway, 1 June 2026 -- ", "OSLO, Norway, 1 June 2026 -- "],
    ["FOR IMMEDIATE RELEASE\nOSLO, Norway, 1 June 2026 -- ", "OSLO, Norway, 1 June 2026 -- "],
    ["News release / 1 June 2026\n\nOslo, 1 June 2026\n\n", "Oslo, 1 June 2026"],
    ["Monday, 1 June 2026\n\nOSLO, Norway –\n\n", "OSLO, Norway –"],
  ])("BD-07 sees the dateline behind %j", (opening, typed) => {
    expect(judged("BD-07", { body: opening + goodBody })).toMatchObject([
      { severity: "warning", words: typed },
    ]);
  });

  it.each([
    ["FOR IMMEDIATE RELEASE", 0],
    ["For immediate release: Monday 1 June 2026", 0],
    ["News release / 27 November 2026", 0],
    ["PRESS RELEASE", 0],
    ["Embargoed until 9 a.m. on 1 June 2026", 0],
    ["1 June 2026", 0],
    ["MILLBROOK, England, 1 June 2026", 0],
    ["The gates open at last.", 1],
    ["A film about seeds is available for general release in all the cinemas of Millbrook.", 1],
    ["The press release firm of Ida Holm opens an office.", 1],
  ])("HL-05 looks for the organisation behind %j", (opening, count) => {
    const headline = "A seed swap opens the new site behind the old station";
    expect(judged("HL-05", { headline, body: `${opening}\n\n${goodBody}` })).toHaveLength(count);
  });

  it("HL-05 and BD-05 judge a release that is nothing but its first line", () => {
    const headline = "A seed swap opens the new site behind the old station";
    expect(judged("HL-05", { headline, body: "FOR IMMEDIATE RELEASE" })).toHaveLength(1);
    expect(judged("BD-05", { body: "# Millbrook" })).toHaveLength(1);
  });

  it.each([
    "The society - founded in 1974 - opens. ",
    "NASA and the society open a garden. ",
    "BBC Radio – the local one – came. ",
    "Monday, 1 June 2026\n\n",
    "THE GATES ARE OPEN\n\n",
    "On Monday, 1 June, the gates open.\n\n",
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
    ["‘We thank you for what you gave us, and don’t mind the dogs’ home,’ he said.", []],
    ["'We thank you for what you gave us,' he said.", []],
    [
      "The dogs’ home: we thank you for what you gave us at the boys’ club.",
      ["warning", "info", "info", "info"],
    ],
    ["US sailors at Our Lady of Hope marked World War I and Phase I.", []],
    ["Mae croeso i bawb: dewch i weld y plotiau, i'm gardd, i ddysgu ac i fwynhau.", []],
    ["The exhibition i fiori del parco and the film i figli open.", []],
    ["I opened the gate, and I'm glad.", ["warning", "info"]],
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
      "It is for EVERYONE, with NOTHING to pay, and should NOT be missed; it REALLY is.",
      ["hold", "info", "info", "info"],
    ],
    ["It has a GREENHOUSE, and the greenhouse is warm.", ["warning"]],
    ["The PLOT Trust and the PLOTS keep plots; PLOTS is a plot of the plots.", []],
    ["The CAT scan, a cat and NEW YORK.", ["warning"]],
    ["WHAT TO ASK ABOUT A SHED what to ask about it is simple.", []],
    ["A once in a lifetime, ground breaking site.", ["warning", "info"]],
    [
      "A mind blowing, state of the art, world class and jaw dropping shed of ours.",
      ["hold", "info", "info", "info"],
    ],
    ["A must-see shed; visitors must see the nurse and must have tea on the next level.", ["warning"]],
    [
      "Amazing! A stunning, unbelievable, jaw-dropping, magical, unforgettable site.",
      ["hold", "info", "info", "info", "info"],
    ],
  ])("BD-03 on %j", (text, severities) => {
    expect(severitiesOf("BD-03", more(text))).toEqual(severities);
  });

  it.each([
    ["BD-02", "MILLBROOK IS BACK!!! We love it, buy now", ["warning"], ["We"]],
    ["BD-03", "MILLBROOK IS BACK!!! We love it, buy now", ["warning"], ["!!!"]],
    ["BD-03", "A breathtaking, HUGE site for seeds", ["warning", "info"], ["breathtaking", "HUGE"]],
    ["BD-02", "Anneke Brandt: “We love it”", [], []],
    ["BD-03", "The society calls the site “breathtaking!”", [], []],
  ] as const)("%s on %j above the body", (rule, line, severities, words) => {
    for (const change of [{ dek: line }, { summary: line }]) {
      expect(severitiesOf(rule, change)).toEqual(severities);
      expect(wordsOf(rule, change)).toEqual(words);
    }
  });

  it.each([
    ["“Nothing in this town has ever been as green as these plots,” said the mayor, Ida Holm.", 0],
    ["“Nothing in this town has ever been as green as these plots.” – Ida Holm, mayor", 0],
    ["Ida Holm, mayor: “Nothing in this town has ever been as green as these plots.”", 0],
    ["> Nothing in this town has ever been as green as these plots. — Ida Holm, mayor", 0],
    ["> “Nothing in this town has ever been as green as these plots.” – Ida Holm, mayor", 0],
    ["> Nothing in this town has ever been as green as these plots.  \n> Ida Holm, mayor", 0],
    ["> Nothing in this town has ever been as green as these plots.\n>\n> **Ida Holm, mayor**", 0],
    ["> Nothing in this town has ever been as green as these plots.\n>\n> — Ida Holm", 0],
    ["> Nothing in this town has ever been as green as these plots – and it rains.", 1],
    ["> Nothing in this town has ever been as green as these plots.\n>\n> Nothing at all.", 1],
    ["> Nothing in this town has ever been as green as these plots.", 1],
    ["The song “All The Plots In The Town Are Green Again” closed the day.", 0],
    ["The song ‘All The Plots In The Town Are Green Again’ closed the day.", 0],
    ["‘Nothing in this town has ever been as green as these plots,’ said the mayor.", 0],
    ["‘Nothing in this town has ever been as green as these plots.’", 1],
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

  it.each([
    ["The speaker is TBC, the venue (tba).", ["TBC", "tba"]],
    ["The date is TBC June 2026.", ["TBC"]],
    ["It opens at XX:XX on Saturday XX December and ends on June XX.", ["XX:XX", "XX", "XX"]],
    ["[Name to be confirmed] hands out XX prizes.", ["[Name to be confirmed]", "XX"]],
    ["[X] people came, of whom XX members ate XXX.", ["[X]", "XX"]],
    ["[photo caption here]", ["[photo caption here]"]],
    ["It costs ???, or £____ on ____ June. FIXME", ["???", "____", "____", "FIXME"]],
    ["On [day] at [place] in [Town], it ended [score].", ["[day]", "[place]", "[Town]", "[score]"]],
    ["Dear {first_name}, [quote from CEO].", ["{first_name}", "[quote from CEO]"]],
    ["“We open in [City],” said [Name].", ["[City]", "[Name]"]],
  ])("BD-09 finds what is to be filled in in %j", (text, words) => {
    expect(wordsOf("BD-09", more(text))).toEqual(words);
  });

  it.each([
    '"[Your readers] gave the rest and [city officials] listened," said Marsh.',
    "“The [city] grew by [the date], [time permitting],” said [State Senator Ann Cole].",
    "He met [company founder] Tom Reed and [Name withheld].",
    "Thames Boat Club (TBC) rows on Saturday; the eight of TBC won.",
    "TBC Bank lends, and TBC's manager smiles.",
    "Super Bowl XX, Pope John XX, Super Bowl XX December, Super Bowl XXX fans, and XX chromosomes.",
    "What??? he asked of snake_case_name. [X](https://a.example) and [x] came.",
  ])("BD-09 takes %j for finished", (text) => expect(judged("BD-09", more(text))).toEqual([]));

  it("BD-09 looks at the other fields too", () => {
    expect(wordsOf("BD-09", { dek: "On [date] at the station" })).toEqual(["[date]"]);
    const change = {
      event: { startsAt: "2026-06-20T09:00:00.000Z", venue: "TBC", city: "[City]" },
      dateline: { city: "[CITY]" },
      mediaContact: { ...goodCopy.mediaContact, name: "[Name]" },
      person: { name: "Anneke Brandt", role: "TBA" },
    };
    const found = checkRelease({ ...goodCopy, ...change }, goodFacts, standardPack);
    expect(found.filter(({ rule }) => rule === "BD-09").map(({ pointer }) => pointer)).toEqual([
      ...["/event/venue", "/event/city", "/dateline/city", "/mediaContact/name", "/person/role"],
    ]);
  });

  it("BD-09 leaves a club alone that is called by its initials", () => {
    const facts = { organization: { name: "Thames Boat Club" } };
    expect(judged("BD-09", more("The venue is the house of TBC."), facts)).toEqual([]);
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

describe("offensive words", () => {
  it.each([
    ["The sign reads “no shit here”.", ["shit"]],
    ["What a bastard of a hill.", ["bastard"]],
    ["The dick van, the cock, a tit and a shitake bed; Dick and Tits Up.", []],
  ])("SB-07 on %j", (text, words) => expect(wordsOf("SB-07", more(text))).toEqual(words));
});

describe("the sources of figures", () => {
  it.each([
    ["A new study by the University of Wexley, published in Nature, found that 60 percent swap seeds.", 0],
    ["A recent survey of 2,000 gardeners by Elm Polls found that 60 percent swap seeds.", 0],
    ["One study, published in Nature, found that 60 percent swap seeds.", 0],
    ["According to a report from Elm Polls, 60 percent swap seeds.", 0],
    ["According to experts at Elm Polls, 60 percent swap seeds.", 0],
    ["[A new study](https://elm.example/a) found that 60 percent swap seeds.", 0],
    ["A new study found that 60 percent of gardeners from Millbrook swap seeds.", 1],
    ["A recent survey of gardeners found that 60 percent swap seeds.", 1],
    ["A recent study by researchers found that 60 percent swap seeds.", 1],
    ["According to a study, 60 percent by June swap seeds.", 1],
  ])("BD-13 on %j", (text, count) => expect(judged("BD-13", more(text))).toHaveLength(count));
});
