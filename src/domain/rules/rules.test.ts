import { describe, expect, it } from "vitest";
import type { Copy } from "../releases/release.ts";
import { misspellings } from "./body/misspellings.ts";
import { checkRelease } from "./check.ts";
import { rulePack } from "./packs/pack.ts";
import { standardPack } from "./packs/standard-pack.ts";
import { goodBody, goodCopy, goodFacts, type Specimen } from "./specimens/specimen.ts";

/** What one rule says about the good release with changes: severities, and the words that each finding points to. */
function judged(rule: string, change: Partial<Copy>, facts: Specimen["facts"] = {}) {
  const copy = { ...goodCopy, ...change };
  const organization = { ...goodFacts.organization, ...facts.organization };
  const findings = checkRelease(copy, { ...goodFacts, ...facts, organization }, standardPack);
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ severity, pointer, span, suggestion }) => {
      const field = (copy as unknown as Record<string, unknown>)[pointer.slice(1)];
      const words = span && typeof field === "string" ? field.slice(span.start, span.end) : undefined;
      return { severity, words, suggestion };
    });
}

const severitiesOf = (rule: string, change: Partial<Copy>, facts?: Specimen["facts"]) =>
  judged(rule, change, facts).map(({ severity }) => severity);
const wordsOf = (rule: string, change: Partial<Copy>) => judged(rule, change).map(({ words }) => words);
const more = (text: string): Partial<Copy> => ({ body: `${goodBody}\n\n${text}` });

describe("headlines", () => {
  it.each([
    ["HL-01", "Fete", ["fix"]],
    ["HL-01", `The town ${"really ".repeat(20)}`, ["warning"]],
    ["HL-01", "東京で新しい庭園が開園", []],
    ["HL-02", "COUNCIL OPENS NEW BRIDGE OVER MILL", ["fix"]],
    ["HL-02", "Council opens FREE bridge over the mill", ["warning"]],
    ["HL-02", "NASA and the BBC open a gallery in Millbrook", []],
    ["HL-02", "RSPCA LAUNCH", []],
    ["HL-03", "Council opens bridge over the mill!!", ["fix"]],
    ["HL-03", "Council opens bridge 🎉 over the mill", ["fix"]],
    ["HL-03", "Council opens bridge over the mill...", ["warning"]],
    ["HL-03", "Library invites readers to “Read!” week in June", ["warning"]],
    ["HL-03", "Yahoo! opens an office in Millbrook town centre", []],
    ["HL-03", "Acme® and Bolt™ open a works in Millbrook", []],
    ["HL-04", "How to grow a better tomato in Millbrook", ["warning"]],
    ["HL-04", "Is the bridge over the mill safe?", ["warning"]],
    ["HL-04", "Council says how it will pay for the bridge", []],
    ["HL-06", "Guaranteed bargain at the Millbrook nursery", ["hold", "hold"]],
    ["HL-06", "Nursery holds spring clearance in Millbrook", ["warning"]],
    ["HL-06", "Free concert and book sale on Millbrook green", []],
    ["HL-06", "Town goes smoke-free for best practice award", []],
    ["HL-07", "We open our new bridge over the mill", ["fix", "fix"]],
    ["HL-07", "Council to voters: “We will build your bridge”", []],
    ["HL-07", "US troops march in World War I parade for Our Lady church", []],
    ["HL-07", "Phase I of the I-95 works ends in Millbrook", []],
  ] as const)("%s on %j", (rule, headline, severities) => {
    expect(severitiesOf(rule, { headline })).toEqual(severities);
  });

  it("points to the word that shouts and writes it small", () => {
    const headline = "Millbrook opens a HUGE site";
    expect(judged("HL-02", { headline })).toEqual([
      { severity: "warning", words: "HUGE", suggestion: "Huge" },
    ]);
  });

  it("takes a word for shouted that the text writes small", () => {
    const headline = "Millbrook PLOTS find a home at the station";
    expect(wordsOf("HL-02", { headline })).toEqual(["PLOTS"]);
  });

  it("suggests the headline without its mark", () => {
    const [finding] = judged("HL-03", { headline: "Bridge opens! Town rejoices in June" });
    expect(finding?.suggestion).toBe("Bridge opens Town rejoices in June");
  });

  it("lets an organisation's own name speak", () => {
    const facts = { organization: { name: "We Are Millbrook" } };
    expect(severitiesOf("HL-07", { headline: "We Are Millbrook opens a bridge" }, facts)).toEqual([]);
  });
});

describe("summaries", () => {
  it.each([
    ["SM-01", "x".repeat(260), ["warning"]],
    ["SM-01", "Members swap seeds on the new site behind the old station.", []],
    ["SM-02", "Members swap seeds on the new site behind the old station.", []],
    ["SM-02", goodBody.split("\n\n")[0], ["warning"]],
    ["SM-03", "Members swap seeds on the new site, see www.allotments.example for more.", ["fix"]],
    ["SM-03", "Members swap seeds on the new site behind the old station.", []],
  ] as const)("%s on %j", (rule, summary, severities) => {
    expect(severitiesOf(rule, { summary: summary ?? null })).toEqual(severities);
  });
});

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

describe("slips of the pen", () => {
  it.each([
    ["Members recieve a packet, and recieve a map.", ["recieve"]],
    ["Recieve a packet; seperate beds are “definately” marked.", ["Recieve", "seperate"]],
    ["“They recieve nothing,” she said. Others recieve tea.", ["recieve"]],
    ["> They recieve nothing, of of all things.", []],
    ["The plot of Anna Recieve is hers; all recieve tea.", []],
    ["Dr. Thier and Samuel O. Thier came. Thier plot is green.", []],
    [
      "Write to recieve@a.example, see www.a.example/recieve or recieve.example, ask @recieve or #recieve.",
      [],
    ],
    ["The recievé, the ‘recieve’ and what they recie...", []],
    ["They want to recieve... and to acheive…", []],
    ["It is well-recieved.", ["recieved"]],
    ["It opens on Wensday in Febuary.", ["Wensday", "Febuary"]],
    ["The childrens garden didnt open.", ["childrens", "didnt"]],
    ["Colour and color, organise and organize, travelled and traveled, cancelled, programme.", []],
    ["Judgement, focussed, targetted, acknowledgment, publically, protestor, dependant.", []],
    ["It is in the the shed, and they they know.", ["the the", "they they"]],
    ["The the shed stands.", ["The the"]],
    ["Tea is for for everybody who had had none; that that is so is very, very good, very very good.", []],
    ["The The and Duran Duran play, and the The fan club of of-course cards.", []],
    ["Take it to; to and fro, to\n\nto", []],
    ["A interesting day with a easy start and an new-style shed.", ["A interesting", "a easy", "an new"]],
    ["A one-off, a European, a union, a useful ewe, an hour, an honest heir, an MBA, an X-ray, an 8.", []],
    ["An historic hotel, an hotel, a hotel; Q & a evening, plan a/evening, vitamin-a easy, to to-day.", []],
    ["La invitamos a esta fiesta, a importante hora, a un idea.", []],
  ])("BD-15 on %j", (text, words) => {
    expect(wordsOf("BD-15", more(text))).toEqual(words);
  });

  it("BD-15 puts it right as it was typed", () => {
    const found = judged("BD-15", { headline: "Society Recieves New Site" });
    expect(found).toEqual([{ severity: "warning", words: "Recieves", suggestion: "Receives" }]);
    expect(judged("BD-15", { headline: "MILLBROOK ACHEIVES IT" })).toMatchObject([
      { suggestion: "ACHIEVES" },
    ]);
  });

  it("BD-15 leaves a quotation in the headline alone", () => {
    expect(judged("BD-15", { headline: "Mayor of Millbrook: “I recieved nothing”" })).toEqual([]);
  });

  it("BD-15 looks at the other fields too, and names a slip once", () => {
    const summary = "Members recieve seeds of their their own, as “recieve” says.";
    expect(wordsOf("BD-15", { summary, ...more("They recieve tea.") })).toEqual(["recieve", "their their"]);
    expect(judged("BD-15", { boilerplate: "The society is a independant one." })).toHaveLength(1);
  });

  it("BD-15 names ten slips at the most, and none that the publication takes for right", () => {
    const text = [...misspellings.keys()].slice(0, 40).join(" and ");
    expect(judged("BD-15", more(`${text}.`))).toHaveLength(10);
    const rules = { "BD-15": { ...standardPack.rules["BD-15"], except: ["Recieve", "the the"] } };
    const pack = rulePack.parse({ ...standardPack, rules });
    const copy = { ...goodCopy, ...more("They recieve and acheive the the most.") };
    expect(checkRelease(copy, goodFacts, pack)).toMatchObject([{ evidence: "acheive" }]);
  });

  it("puts no misspelling right with another", () => {
    expect([...misspellings.values()].filter((right) => misspellings.has(right.toLowerCase()))).toEqual([]);
    expect([...misspellings].filter(([wrong]) => !/^[a-z]{4,}$/.test(wrong))).toEqual([]);
  });
});

describe("links", () => {
  const links = (count: number) =>
    Array.from({ length: count }, (_, index) => `[page](https://a.example/${index})`).join(" ");
  it.each([
    [links(3), []],
    [links(4), ["warning"]],
    [links(16), ["fix"]],
    ["[a](https://a.example) ".repeat(9), []],
    ["[a](mailto:a@a.example) [b](tel:1) ".repeat(9), []],
  ])("LK-01 on %j", (text, severities) => {
    expect(severitiesOf("LK-01", more(text))).toEqual(severities);
  });

  it.each([
    ["See [the programme](https://dead.example/a).", ["the programme"]],
    [
      "See https://dead.example/a#tickets, and then https://dead.example/b.",
      ["https://dead.example/a#tickets"],
    ],
    ["See DEAD.example/a.", ["DEAD.example/a"]],
    ["Write to [us](mailto:a@dead.example) or see https://dead.example:25/a.", []],
  ])("LK-02 on %j", (text, words) => {
    const deadLinks = new Map([["https://dead.example/a", "410"]] as const);
    const found = judged("LK-02", more(text), { deadLinks });
    expect(found.map(({ severity, words: pointed }) => [severity, pointed])).toEqual(
      words.map((pointed) => ["warning", pointed]),
    );
    expect(severitiesOf("LK-02", more(text), { deadLinks, isDue: true })).toEqual(words.map(() => "hold"));
    expect(severitiesOf("LK-02", more(text))).toEqual([]);
  });

  it.each([
    ["https://www.amazon.com/dp/B01?tag=me-20", ["fix"]],
    ["https://shop.example/?affid=7", ["fix"]],
    ["https://tinyurl.com/abc", ["hold"]],
    ["bit.ly/3abc", ["hold"]],
    ["https://www.eventbrite.com/e/1?aff=x", []],
    ["https://notbit.ly.example/abc", []],
  ])("LK-03 on %s", (address, severities) => {
    expect(severitiesOf("LK-03", more(`See ${address} for more.`))).toEqual(severities);
  });

  it("LK-03 points to the words of a marked-up link", () => {
    expect(wordsOf("LK-03", more("See [the *programme*](https://bit.ly/a)."))).toEqual(["the *programme"]);
  });

  it("LK-03 looks at the other addresses of a release", () => {
    expect(severitiesOf("LK-03", { sourceUrl: "https://bit.ly/a" })).toEqual(["hold"]);
  });
});

describe("contact and identity", () => {
  const by = (email: string) => ({ mediaContact: { ...goodCopy.mediaContact, email } });
  it.each([
    ["a@gmail.com", "unverified", null, ["hold"]],
    ["a@gmail.com", "verified", null, []],
    ["a@gmail.com", "unverified", "allotments.example", []],
    ["a@allotments.example", "unverified", null, []],
  ] as const)(
    "CT-02 on %s of an organisation that is %s and has proven %s",
    (email, trust, domain, severities) => {
      const organization = { trust, verifiedDomain: domain };
      expect(severitiesOf("CT-02", by(email), { organization })).toEqual(severities);
    },
  );

  it("CT-04 takes an event's city for the place", () => {
    const event = { startsAt: "2026-06-20T09:00:00.000Z", city: "Millbrook" };
    expect(judged("CT-04", { dateline: null, event })).toEqual([]);
  });

  it.each([
    [true, "unverified", ["hold"]],
    [true, "trusted", []],
    [false, "verified", []],
  ] as const)("CT-05 on a first release (%s) of an organisation that is %s", (isFirst, trust, severities) => {
    expect(severitiesOf("CT-05", {}, { isFirst, organization: { trust } })).toEqual(severities);
  });

  it.each([
    ["The Millbrook Allotment Society Ltd", []],
    ["MILLBROOK ALLOTMENT SOCIETY", []],
    ["Harbour Trust", ["warning"]],
    ["", []],
  ])("CT-06 on an organisation called %j", (name, severities) => {
    expect(severitiesOf("CT-06", {}, { organization: { name } })).toEqual(severities);
  });
});

describe("dates and times", () => {
  it.each([
    ["It ends on Sunday, 21 June 2026.", []],
    ["It ends on Monday, June 22.", []],
    ["It ends on Monday, June 23.", ["Monday"]],
    ["It ends on Tues., Jun. 24, 2026.", ["Tues"]],
    ["It began on Monday the 4th of May 2026.", []],
    ["It runs on Saturday and Sunday, 20 and 21 June 2026.", []],
    ["It runs Friday and Saturday, June 19 and 20.", []],
    ["Sun 12 of 30 July rays; May 4 be with us.", []],
    ["It met on Thursday, January 18, and again in 2024.", []],
  ])("CN-01 on %j", (text, words) => {
    expect(wordsOf("CN-01", more(text))).toEqual(words);
  });

  it("CN-01 suggests the weekday in the form that was typed", () => {
    expect(judged("CN-01", more("It ends on Mon, 21 June 2026."))).toMatchObject([{ suggestion: "Sun" }]);
  });

  it("CN-01 holds an event", () => {
    const body = goodBody.replace("Saturday", "Friday");
    expect(severitiesOf("CN-01", { kind: "event", body })).toEqual(["hold"]);
  });

  it("CN-01 goes by the dateline where a date has no year", () => {
    const change = {
      ...more("It ends on Sunday, June 22."),
      dateline: { city: "Millbrook", date: "2025-06-01" },
    };
    expect(judged("CN-01", change)).toEqual([]);
  });

  it.each([
    ["It opens on July 4 at 9 a.m. EST.", ["EST"]],
    ["It opens on July 4 at 9 a.m. EDT.", []],
    ["It opens on January 4 at 9:30 (PDT).", ["PDT"]],
    ["It opens on July 4 at 9 a.m. ET or 14:00 GMT.", []],
    ["It opens at 9 a.m. EST.", []],
  ])("CN-02 on %j", (text, words) => {
    expect(wordsOf("CN-02", more(text))).toEqual(words);
  });

  it.each([
    ["2026-06-20T09:00:00.000Z", "It opens on 20 June.", 0],
    ["2026-06-20T09:00:00.000Z", "It runs 20-22 June.", 0],
    ["2026-06-20T09:00:00.000Z", "It opens on 27 June.", 1],
    ["2026-06-20T09:00:00.000Z", "It opens next week.", 0],
  ])("CN-03 on an event at %s that is announced as %j", (startsAt, body, count) => {
    const event = { startsAt, timeZone: "Europe/London" };
    expect(judged("CN-03", { body, event })).toHaveLength(count);
  });

  it("CN-03 compares quarters", () => {
    const headline = "Acme reports record Q3 income in Millbrook";
    expect(wordsOf("CN-03", { headline, ...more("Income rose in the second quarter.") })).toEqual(["Q3"]);
    expect(wordsOf("CN-03", { headline, ...more("Income rose in the third quarter.") })).toEqual([]);
  });
});

describe("tickers, numbers and names", () => {
  it.each([
    ["NYSE:ACM", "Acme (NYSE: ACM) came.", []],
    ["NYSE:ACM", "Acme (NASDAQ: ACM) came.", ["hold"]],
    ["NYSEE:ACM", "Acme came.", ["hold"]],
  ])("CN-04 on %s where the text says %j", (ticker, text, severities) => {
    expect(severitiesOf("CN-04", { tickers: [ticker], ...more(text) })).toEqual(severities);
  });

  it.each([
    ["Society sells 1,200,000 seeds", "It sold 1.2 million seeds.", []],
    ["Society raises $1.2M for path", "It raised 1,200,000 dollars.", []],
    ["Society grows 12% in Millbrook", "It grew 12 percent.", []],
    ["Society grows 12% in Millbrook", "It grew 21 percent.", ["12%"]],
    ["Society marks its 12th year", "It is the twelfth year.", []],
    ["Society plants its 200th tree", "It is the two hundredth tree.", []],
    ["Society sells 250 trees on its 40th day", "It sold two hundred and fifty by the fortieth day.", []],
    ["Society sells 42 trees", "It sold forty-three.", ["42"]],
    ["More than 500 seeds swapped", "They swapped 512 seeds.", []],
    ["Society plans the 2027 swap", "The swap is in 2026.", ["2027"]],
    ["Society wins 3-2 at home", "It won.", []],
  ])("CN-05 on %j where the text says %j", (headline, text, words) => {
    expect(wordsOf("CN-05", { headline, ...more(text) })).toEqual(words);
  });

  it("CN-05 finds a name in two spellings", () => {
    const change = { person: { name: "Anneke Brandt", role: "chair" }, ...more("Ms Brant will speak.") };
    expect(judged("CN-05", change)).toMatchObject([{ words: "Brant", suggestion: "Brandt" }]);
  });

  it("CN-05 takes a plural for no misspelling", () => {
    const change = { person: { name: "Anneke Brandt", role: "chair" }, ...more("The Brandts will speak.") };
    expect(judged("CN-05", change)).toEqual([]);
  });

  it("CN-05 misses a person whom the text never names", () => {
    expect(judged("CN-05", { person: { name: "Ida Holm", role: "mayor" } })).toHaveLength(1);
  });
});

describe("advertising", () => {
  it.each([
    ["selling words alone", "Best price, cheap, guaranteed, discount and free trial at the nursery."],
    ["calls to act alone", "Order now, the offer ends soon; call now."],
    ["loudness alone", "HURRY NOW!!! ACT NOW!!! WIN BIG TODAY!!! It opens."],
    ["a short link and a call to act", "Sign up now at https://bit.ly/3abc."],
  ])("SP-01 lets %s pass", (_, text) => {
    expect(judged("SP-01", { body: `${text}\n\n${goodBody}` })).toEqual([]);
  });

  it("SP-01 rejects what sells, hides and hurries at once", () => {
    const text = "Cheap seeds, guaranteed, at a discount!!! Act now: https://bit.ly/3abc";
    expect(severitiesOf("SP-01", { body: `${text}\n\n${goodBody}` })).toEqual(["reject"]);
  });
});
