import { describe, expect, it } from "vitest";
import { type Block, paragraph } from "../layout/block.ts";
import { blocksOfHtml } from "../layout/from-html.ts";
import { blocksOfText } from "../layout/from-text.ts";
import { readDocument } from "../read-document.ts";

const now = new Date("2026-11-27T18:00Z");
const headline = "Harbour orders six methanol-fuelled ferries";
const opening =
  "The harbour has ordered six ferries that run on methanol, in the largest order for such vessels in northern Europe.";
const text = `COPENHAGEN, Denmark, 4 May 2026 – ${opening}\n\n“They are quiet,” said the master of the harbour, who had asked for them.`;

const read = (document: string) => readDocument(blocksOfText(document), now);
const headlineUnder = (above: string, title = headline) => read(`${above}\n\n${title}\n\n${text}`).headline;

describe("place and day above the headline", () => {
  const place = { city: "Dublin", date: "2026-05-04" };
  const rest = `${opening} It takes them in the spring of next year.`;

  it.each([
    ["a text", blocksOfText(`PRESS RELEASE\n\nDublin, 4 May 2026\n\n${headline}\n\n${rest}`)],
    ["lines without gaps", blocksOfText(`PRESS RELEASE\nDublin, 4 May 2026\n${headline}\n\n${rest}`)],
    [
      "a page",
      blocksOfHtml(`<p>PRESS RELEASE</p><p>Dublin, 4 May 2026</p><h1>${headline}</h1><p>${rest}</p>`),
    ],
    [
      "a page with a letterhead",
      blocksOfHtml(`<p>The Harbour Company</p><p>Dublin, 4 May 2026</p><h1>${headline}</h1><p>${rest}</p>`),
    ],
  ])("are told in %s, and the text begins behind the headline", (_what, blocks) => {
    expect(readDocument(blocks, now)).toMatchObject({ headline, dateline: place, body: rest });
  });

  it("have a headline below them that asks", () => {
    const asking = "Who owns the sea between the ferries?";
    expect(read(`4 May 2026, Dublin\n\n${asking}\n\n${rest}`)).toMatchObject({
      headline: asking,
      dateline: place,
    });
  });

  it("leave the dateline that opens the text to it", () => {
    const { dateline } = read(`Dublin, 4 May 2026\n\n${headline}\n\nCORK – ${rest}`);
    expect(dateline).toEqual({ city: "Cork", date: "2026-05-04" });
  });

  it("leave short lines below the headline to it, though no paragraph is long", () => {
    const document = `Dublin, 4 May 2026\n\n${headline}\n\nForty jobs\n\nThe ferries are quiet.\n\nThey are fast.`;
    expect(read(document)).toMatchObject({
      headline,
      dek: "Forty jobs",
      body: "The ferries are quiet.\n\nThey are fast.",
    });
  });

  it("are the opening where the headline stands above them", () => {
    expect(read(`${headline}\n\nDublin, 4 May 2026\n\n${rest}`)).toMatchObject({ headline, dateline: place });
  });
});

describe("the headline", () => {
  it.each([
    "Released: 4 May 2026",
    "Issued on 4 May 2026",
    "Today, 4 May 2026",
    "Date of issue: 4 May 2026",
    "May 04, 2026 08:30 AM Eastern Daylight Time",
    "ATTN: News/Assignment Editors",
    "NEWS",
    "URGENT",
    "For immediate dissemination",
    "For favour of publication",
    "PRESS NOTE",
    "Our ref: 118/26",
    "For the attention of news editors",
    "Council news",
    "Office of Communications",
    "Free for publication",
    "Last updated 4 May 2026",
    "IMMEDIATE",
    "MEDIA ALERT",
    "PHOTO CALL",
    "CLUB STATEMENT",
    "APPOINTMENTS",
    "Ref: PR/045/26",
    "Press Release 45/26",
    "PRESS RELEASE | 4 May 2026",
    "PRESS RELEASE - THE HARBOUR COMPANY",
    "News from the Harbour Company",
    "NEWS PROVIDED BY",
    "NEWS PROVIDED BY\n\nThe Harbour Company",
    "NEWS PROVIDED BY\nThe Harbour Company\nMay 4, 2026, 09:00 ET",
    "The Harbour Company – press release",
    "The Harbour Company Inc. | News release | 4 May 2026",
    "Pressmeddelande / Press release",
    "/home/press/release.txt   Mon May 4 2026   1",
    "Dear editor,",
    "TO: All News Media\nFROM: Town of Millbrook\nDATE: May 4, 2026",
    "Tel: +45 55 55 01 23",
    "12 Market Square, Marlhaven MH1 4AB",
    "The press room\nJane Carter\njane@harbour.example",
    "Can be published immediately",
    "Not for release, publication or distribution, in whole or in part, in the United States",
  ])("is not the line above it: %s", (line) => {
    expect(headlineUnder(line)).toBe(headline);
  });

  it.each([
    "Schools to ban mobile phone use from September",
    "Phone-free Fridays at school",
    "Harvest Table raises $25000",
    "Tel Aviv ferry link to open in spring",
    "Newcastle NE1 7RU",
    "No. 10 garden opens to the public",
    "Today 300 people march for cleaner ferries",
    "About 300 people march for cleaner ferries",
    "Source of river found after 200 years",
    "Page 3 of history: letters of first ferryman found",
    "LONDON, PARIS AND ROME: three new ferry routes",
  ])("may sound like a letterhead or another part: %s", (title) => {
    expect(headlineUnder("FOR IMMEDIATE RELEASE", title)).toBe(title);
  });

  it.each([
    "FOR IMMEDIATE RELEASE: ",
    "EMBARGOED UNTIL 9AM BST, 4 MAY 2027: ",
    "PRESS RELEASE: ",
    "HEADLINE: ",
    "TO: All News Media\nSUBJECT: ",
  ])("may stand behind a label: %s", (label) => {
    expect(read(`${label}${headline}\n\n${text}`).headline).toBe(headline);
  });

  it("stands below the words that part a letterhead from it", () => {
    expect(headlineUnder("Penmarrow Council\n\nNEWS RELEASE")).toBe(headline);
  });

  it.each([
    "COPENHAGEN HARBOUR NEWS",
    "Copenhagen Harbour – press release",
    "The Copenhagen Harbour Private Limited",
    "FERRIES",
  ])("stands below who sends it, as the text says again, and a word in capitals: %s", (line) => {
    const said = `${text}\n\nCopenhagen Harbour has been a harbour since 1254.`;
    const { headline: found, dek } = read(`${line}\n\n${headline}\n\n${said}`);
    expect([found, dek]).toEqual([headline, null]);
  });

  it("may be said again by the text, as a sentence does", () => {
    const title = "Lantern Fair Returns to the Common";
    const said = `${text}\n\nThe Lantern Fair returns to the common in May.`;
    expect(read(`PRESS RELEASE\n\n${title}\n\nForty stalls, and one for cheese\n\n${said}`).headline).toBe(
      title,
    );
  });

  it.each(["Gdansk, Cork and Dublin share the order", "JOBS FAIR RETURNS"])("may be short: %s", (title) => {
    const said = `${text}\n\nThe yards are in Gdansk. The jobs fair returns in May.`;
    expect(
      read(`PRESS RELEASE\n\n${title}\n\nForty jobs, and one for the harbour master\n\n${said}`).headline,
    ).toBe(title);
  });

  it("is the name of what it is about where nothing else can be", () => {
    expect(read(`Copenhagen Harbour\n\n${text}\n\nCopenhagen Harbour is old.`).headline).toBe(
      "Copenhagen Harbour",
    );
  });

  it.each(["By Martin Soames", "Photos attached", "[Image: the master of the harbour]"])(
    "has no line below it that is for the desk: %s",
    (line) => {
      expect(read(`PRESS RELEASE\n\n${headline}\n\n${line}\n\n${text}`)).toMatchObject({
        headline,
        dek: null,
      });
    },
  );

  it.each([
    [
      "HARBOUR ORDERS SIX METHANOL-FUELLED FERRIES FROM A YARD IN GDANSK",
      "Forty jobs stay at the quay, and the bells of the old boats",
    ],
    [
      "Harbour orders six methanol-fuelled ferries from a yard in Gdansk",
      "Forty jobs stay at the quay, and the bells of old boats",
    ],
  ])("has the line below it to itself, though that is about as long: %s", (first, second) => {
    expect(read(`PRESS RELEASE\n\n${first}\n${second}\n\n${text}`)).toMatchObject({
      headline: first,
      dek: second,
    });
  });

  it("is not the masthead of a page, though that is larger", () => {
    const blocks: Block[] = [
      { kind: "heading", level: 1, spans: [{ text: "News" }] },
      { kind: "heading", level: 2, spans: [{ text: headline }] },
      ...text.split("\n\n").map(paragraph),
    ];
    expect(readDocument(blocks, now).headline).toBe(headline);
  });

  it.each(["=", "-"])("may have a line of strokes under it: %s", (stroke) => {
    const rule = stroke.repeat(60);
    const { headline: found, dek } = read(`PRESS RELEASE\n\n${headline}\n${rule}\nForty jobs\n\n${text}`);
    expect([found, dek]).toEqual([headline, "Forty jobs"]);
  });

  it.each([
    [
      "Hospice asks town to light its lanterns",
      "River walk on 5 December remembers those who died this year",
    ],
    [
      "Robot Maker Raises $48 Million in March",
      "Series B round led by two banks brings the total to $71 million",
    ],
  ])("is whole where the line below it tells more: %s", (title, below) => {
    const { headline: found, dek } = read(`PRESS RELEASE\n\n${title}\n${below}\n\n${text}`);
    expect([found, dek]).toEqual([title, below]);
  });

  it.each([
    "Council agrees to repair the bridge at\nMillbrook before the autumn rains of the year after next come down",
    "Council Agrees to Repair the Old Bridge\nOver the River at Millbrook in Spring of Next Year",
    "Town names a new master of its harbour and its\nFerries",
  ])("goes on in the line below where it is not whole: %j", (title) => {
    expect(headlineUnder("PRESS RELEASE", title)).toBe(title.replace("\n", " "));
  });

  it("may be broken behind the hyphen of a number", () => {
    const title = "Harbour company buys last farm on the neck, ending 30-\nyear fight over 400 houses";
    expect(headlineUnder("PRESS RELEASE", title)).toBe(title.replace("\n", ""));
  });

  it("may be broken behind the dash between two names", () => {
    const title = "Prairie Rail orders eighteen hydrogen trains for the Saskatoon–\nRegina line";
    expect(headlineUnder("PRESS RELEASE", title)).toBe(title.replace("\n", ""));
  });

  it("ends above a line between strokes", () => {
    const { headline: found, dek } = read(`PRESS RELEASE\n\n${headline}\n-- Forty jobs --\n\n${text}`);
    expect([found, dek]).toEqual([headline, "Forty jobs"]);
  });

  it.each(["--Forty jobs--", "• Forty jobs"])("has a line below it without its marks: %s", (line) => {
    expect(read(`PRESS RELEASE\n\n${headline}\n\n${line}\n\n${text}`).dek).toBe("Forty jobs");
  });

  it("may be set in capitals over two paragraphs", () => {
    const title = "HARBOUR ORDERS SIX FERRIES THAT RUN ON\n\nMETHANOL FROM A YARD IN GDANSK";
    expect(headlineUnder("PRESS RELEASE", title)).toBe(title.replace("\n\n", " "));
  });
});
