import { describe, expect, it } from "vitest";
import { judged, more, severitiesOf, wordsOf } from "../specimens/judged.ts";

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
    ["https://shop.example/?AFF=9", ["fix"]],
    ["https://www.ebay.co.uk/itm/1?campid=5338", ["fix"]],
    ["https://www.booking.com/hotel/a.html?aid=123", ["fix"]],
    ["https://a.example/news?campid=5338&aid=7&tag=bridge", []],
    ["https://geni.us/abc", ["hold"]],
    ["https://amzn.eu/d/abc", ["hold"]],
    ["https://fb.me/e/abc", ["hold"]],
    ["https://wp.me/abc", ["hold"]],
    ["https://tinyurl.com/abc", ["hold"]],
    ["bit.ly/3abc", ["hold"]],
    ["https://www.eventbrite.com/e/1?aff=x", []],
    ["https://notbit.ly.example/abc", []],
  ])("LK-03 on %s", (address, severities) => {
    expect(severitiesOf("LK-03", more(`See ${address} for more.`))).toEqual(severities);
  });

  const paying = (count: number) =>
    Array.from({ length: count }, (_, index) => `https://a.example/${index}?aff=9`).join(" ");

  it("LK-01 and LK-03 read the boilerplate that is printed, the release's or else the profile's", () => {
    const profile = { organization: { boilerplate: paying(16) } };
    expect(severitiesOf("LK-01", { boilerplate: paying(16) })).toEqual(["fix"]);
    expect(severitiesOf("LK-01", {}, profile)).toEqual(["fix"]);
    expect(severitiesOf("LK-03", { boilerplate: paying(2) })).toEqual(["fix", "fix"]);
    expect(severitiesOf("LK-03", {}, profile)).toHaveLength(16);
    expect(severitiesOf("LK-03", { boilerplate: "About Millbrook: see a.example/about." }, profile)).toEqual(
      [],
    );
    expect(severitiesOf("LK-01", { boilerplate: "See a.example/1 a.example/2 a.example/3." })).toEqual([]);
  });

  it("LK-03 reads the lines above the body", () => {
    expect(judged("LK-03", { dek: "Seeds are at bit.ly/elm and at a.example/elm" })).toMatchObject([
      { severity: "hold", words: "bit.ly/elm" },
    ]);
    expect(wordsOf("LK-03", { summary: "Seeds are swapped: https://t.co/a" })).toEqual(["https://t.co/a"]);
  });

  it("LK-03 points to the words of a marked-up link", () => {
    expect(wordsOf("LK-03", more("See [the *programme*](https://bit.ly/a)."))).toEqual(["the *programme"]);
  });

  it("LK-03 looks at the other addresses of a release", () => {
    expect(severitiesOf("LK-03", { sourceUrl: "https://bit.ly/a" })).toEqual(["hold"]);
  });
});
