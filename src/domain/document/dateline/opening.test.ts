import { describe, expect, it } from "vitest";
import { paragraph } from "../layout/block.ts";
import { blocksOfText } from "../layout/from-text.ts";
import { readDocument } from "../read-document.ts";

const now = new Date("2026-11-27T18:00Z");
const headline = "Lanterns return to the basin";
const dek = "Five thousand boats, and every one with a wish";
const lead = "Five thousand paper boats will glow on the basin when the festival returns in January.";
const quote = "“Some of that paper has been wished on nine times,” said Saoirse Ryan.";
const about =
  "About the Lantern Festival\n\nThe Lantern Festival has brought light to the city each January.";

const read = (...paragraphs: readonly string[]) =>
  readDocument(blocksOfText(["PRESS RELEASE", ...paragraphs].join("\n\n")), now);

describe("a text without a dateline", () => {
  it("begins with its first sentence, though none of its paragraphs is long", () => {
    const parts = { headline, dek: null, body: `${lead}\n\n${quote}` };
    expect(read(headline, lead, quote, "ENDS", about)).toMatchObject(parts);
    expect(read(headline, dek, lead, quote, about)).toMatchObject({ ...parts, dek });
  });

  it("begins behind a long line below the headline that is no sentence", () => {
    const long = `${dek}, which the children of eleven schools by the water fold out of what was left of last year’s boats, and set afloat at dusk`;
    expect(long.length).toBeGreaterThan(140);
    expect(read(headline, long, lead, quote)).toMatchObject({ dek: long, body: `${lead}\n\n${quote}` });
  });

  it("begins behind a short sentence above a long one, or one that is set in bold below the headline", () => {
    const long = `${lead} Each of them carries a wish of a child of the city, and none is ever lost at sea.`;
    expect(read(headline, `${dek}.`, long, quote)).toMatchObject({
      dek: `${dek}.`,
      body: `${long}\n\n${quote}`,
    });
    const bold = (text: string) => ({ ...paragraph(text), spans: [{ text, bold: true }] });
    const blocks = [paragraph(headline), paragraph(dek), bold(lead), paragraph(quote)];
    expect(readDocument(blocks, now)).toMatchObject({ headline, dek, body: `**${lead}**\n\n${quote}` });
  });

  it("has a headline above it, though that is followed by a sentence in the next line", () => {
    const below = "It takes six ferries from a yard in Gdansk, the town council said.";
    expect(read("27 November 2026", `${headline}\n${below}`, lead, quote)).toMatchObject({
      headline,
      dek: below,
      body: `${lead}\n\n${quote}`,
    });
  });

  it.each([
    "Tickets – the cheapest are four euro – go on sale at the town hall on Friday, and the boats are free to watch.",
    "GALWAY – and the towns around it – are asked to leave their lights out for the hour in which the boats set sail.",
    "ENDS – 27 November 2026",
    "Ends: 27.11.26",
    "Background: The festival is a charity that has brought light to the city each January since the year 2011.",
  ])("has no dateline in its middle or behind its end: %s", (line) => {
    const { dateline, body, dek: below } = read(headline, lead, quote, lead, line);
    expect([dateline, below]).toEqual([null, null]);
    expect(body.startsWith(`${lead}\n\n${quote}`)).toBe(true);
  });
});

describe("a dateline", () => {
  it("may stand below what a mail says first", () => {
    const mail = "Dear newsdesk,\n\nPlease find below a press release that may interest your readers.";
    const document = `${mail}\n\n${headline}\n\nGALWAY, 27 November 2026 – ${lead}`;
    expect(readDocument(blocksOfText(document), now)).toMatchObject({
      headline,
      dateline: { city: "Galway", date: "2026-11-27" },
      body: lead,
    });
  });

  it("may stand below who is to be asked, whose company ends with a point", () => {
    const contact =
      "Contact: Jane Carter\n\nDirector, Corporate Communications, Lantern Festivals, Inc.\n\njane@x.example";
    expect(read(contact, headline, `GALWAY, Ireland — ${lead}`)).toMatchObject({
      dateline: { city: "Galway" },
      contact: { name: "Jane Carter" },
    });
  });

  it("may end with a colon where no label does", () => {
    const cities = ["GALWAY", "Galway"].map((city) => read(headline, `${city}: ${lead} ${quote}`).dateline);
    expect(cities).toEqual([{ city: "Galway" }, { city: "Galway" }]);
    const labels = ["Quotes", "Survey"].map((label) => read(headline, `${label}: ${lead} ${quote}`).dateline);
    expect(labels).toEqual([null, null]);
  });

  it("is the first of two places", () => {
    expect(read(headline, `Galway/Cork, 27 November 2026 – ${lead}`).dateline).toMatchObject({
      city: "Galway",
    });
  });

  it.each([
    "Lantern Workers’ Union\n27 November 2026",
    "St Aldhelm’s Church, Little Corsey\n27 November 2026",
  ])("is not who sends it, above the day: %j", (above) => {
    const [sender] = above.split(/[\n,]/);
    const found = read(above, headline, lead, `${sender} has asked for it.`);
    expect(found).toMatchObject({ headline, dateline: null });
  });

  it("is not the beginning of a headline in capitals", () => {
    const shouted =
      "HEAT PUMPS: TAVISTOCK ROAD IS THE FIRST STREET IN THE COUNTRY WITHOUT A MAIN FOR GAS, AND WILL STAY SO FOR GOOD AS ITS OWNERS SAY";
    expect(read("27 November 2026", shouted, lead, quote)).toMatchObject({
      headline: shouted,
      dateline: null,
    });
  });
});
