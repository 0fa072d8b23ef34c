import { describe, expect, it } from "vitest";
import { judged, more, severitiesOf, wordsOf } from "../specimens/judged.ts";
import { goodBody } from "../specimens/specimen.ts";

describe("dates and times", () => {
  it.each([
    ["It ends on Sunday, 21 June 2026.", []],
    ["It ends on Monday, June 22.", []],
    ["It ends on Monday, June 23.", ["Monday"]],
    ["It ends on Tues., Jun. 24, 2026.", ["Tues"]],
    ["It began on Monday the 4th of May 2026.", []],
    ["It runs on Saturday and Sunday, 20 and 21 June 2026.", []],
    ["It runs Friday and Saturday, June 19 and 20.", []],
    ["It ends on FRIDAY 12 DECEMBER 2026.", ["FRIDAY"]],
    ["It ends on SATURDAY 12 DECEMBER 2026.", []],
    ["It ends on 12 December 2026 (Friday).", ["Friday"]],
    ["It ends on 12 December 2026 (Saturday), or on 12 December 2026 (day one).", []],
    ["It ends on 31 June 2027.", ["31 June 2027"]],
    ["It ends on February 30, or on 29 February 2027.", ["February 30", "29 February 2027"]],
    ["It ends on 29 February 2028, or on 29 February, or on 31 July.", []],
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

  it.each([
    ["It returns on Saturday 27 February.", []],
    ["It returns on Friday 26 June.", ["Friday"]],
    ["It returns on Saturday 26 June.", []],
    ["It returns on Saturday 26 June 2027.", []],
    ["It was founded on Saturday 3 October.", []],
    ["It was founded on Sunday 3 October.", ["Sunday"]],
    ["It was voted for on Friday 20 November.", []],
    ["It was voted for on Sunday 20 November.", ["Sunday"]],
  ])("CN-01 on %j in November 2026 of an event in June 2027", (body, words) => {
    const event = { startsAt: "2027-06-26T09:00:00.000Z", timeZone: "Europe/London" };
    const found = judged("CN-01", { kind: "event", body, event }, { now: new Date("2026-11-15T09:00:00Z") });
    expect(found.map((finding) => finding.words)).toEqual(words);
  });

  it.each([
    ["It returns on Saturday 26 June.", []],
    ["It returns on Wednesday 26 June.", ["Wednesday"]],
    ["It returns on Saturday 5 December.", []],
    ["It returns on Sunday 5 December.", ["Sunday"]],
  ])("CN-01 on %j in November 2026", (body, words) => {
    const found = judged("CN-01", { body }, { now: new Date("2026-11-15T09:00:00Z") });
    expect(found.map((finding) => finding.words)).toEqual(words);
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
    ["2027-06-26T09:00:00.000Z", "It returns on Saturday 26 June.", 0],
    ["2027-06-26T09:00:00.000Z", "It returns on 26 June.", 0],
    ["2027-06-26T09:00:00.000Z", "It returns on Sunday 27 June.", 1],
    ["2027-06-20T09:00:00.000Z", "It opens on Saturday 20 June.", 1],
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
    ["Society raises £3,412 for a path", "It raised £3,412.50.", []],
    ["Society raises £3,413 for a path", "It raised £3,412.50.", []],
    ["Society raises £3,421 for a path", "It raised £3,412.50.", ["£3,421"]],
    ["Society grows 12% in Millbrook", "It grew 12.4 percent.", ["12%"]],
  ])("CN-05 on %j where the text says %j", (headline, text, words) => {
    expect(wordsOf("CN-05", { headline, ...more(text) })).toEqual(words);
  });

  it("CN-05 finds a name in two spellings", () => {
    const change = { person: { name: "Anneke Brandt", role: "chair" }, ...more("Ms Brant will speak.") };
    expect(judged("CN-05", change)).toMatchObject([{ words: "Brant", suggestion: "Brandt" }]);
  });

  it.each([
    ["Anneke Brandtt opens the Millbrook plots", ["Brandtt"]],
    ["Milbrook Allotment Society opens its plots", ["Milbrook"]],
    ["Brandts of Millbrook open the plots", []],
    ["Millbrook Brands and Brandt Open the Plots", []],
    ["Millbrooks of the world meet in town", []],
  ])("CN-05 looks for the names in %j", (headline, words) => {
    const change = { person: { name: "Anneke Brandt", role: "chair" }, ...more("Its brands are sold.") };
    expect(wordsOf("CN-05", { headline, ...change })).toEqual(words);
  });

  it.each([
    ["sports", "Millbrook beat Elmbrook 3-1 at home", "Millbrook won 4-1.", ["3-1"]],
    ["sports", "Millbrook beat Elmbrook 3-1 at home", "It was 2-0, then 3–1.", []],
    ["sports", "Millbrook beat Elmbrook 3-1 at home", "Elmbrook lost 1-3.", []],
    ["sports", "Millbrook beat Elmbrook 3-1 at home", "It won.", []],
    ["sports", "Millbrook plan the 2026-27 season", "It won 3-1, in 26-7 days.", []],
    ["sports", "Millbrook cup on 4-6 July for 5-11 year-olds", "It won 3-1.", []],
    ["community", "Millbrook beat Elmbrook 3-1 at home", "Millbrook won 4-1.", []],
  ] as const)("CN-05 in %s on %j where the text says %j", (kind, headline, text, words) => {
    expect(wordsOf("CN-05", { kind, headline, ...more(text) })).toEqual(words);
  });

  it("CN-05 takes a plural for no misspelling", () => {
    const change = { person: { name: "Anneke Brandt", role: "chair" }, ...more("The Brandts will speak.") };
    expect(judged("CN-05", change)).toEqual([]);
  });

  it("CN-05 misses a person whom the text never names", () => {
    expect(judged("CN-05", { person: { name: "Ida Holm", role: "mayor" } })).toHaveLength(1);
  });
});
