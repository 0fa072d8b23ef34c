import { describe, expect, it } from "vitest";
import { blocksOfText } from "./layout/from-text.ts";
import { readDocument } from "./read-document.ts";

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

  it("is in capitals where a colon ends it", () => {
    expect(read(headline, `GALWAY: ${lead}`).dateline).toEqual({ city: "Galway" });
    expect(read(headline, `Quotes: ${lead} ${lead}`).dateline).toBeNull();
  });
});
