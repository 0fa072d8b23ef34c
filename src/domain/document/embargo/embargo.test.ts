import { describe, expect, it } from "vitest";
import { blocksOfText } from "../layout/from-text.ts";
import { readDocument } from "../read-document.ts";
import { instantOf } from "./embargo.ts";

const now = new Date("2026-11-27T18:00Z");
const headline = "Harbour orders six ferries";
const text =
  "COPENHAGEN, Denmark, 4 May 2027 – The harbour has ordered six ferries that run on methanol, in the largest order for such vessels in northern Europe.";

const read = (above: string, { below = text, title = headline } = {}) =>
  readDocument(blocksOfText(`${above}\n\n${title}\n\n${below}\n`), now);

/** The instant until which a document is held, `null` for none; `unclear` where it is refused. */
function heldUntil(...parts: Parameters<typeof read>): string | null {
  const { embargo } = read(...parts);
  if (embargo.kind === "until") return instantOf(embargo.until).slice(0, 16);
  return embargo.kind === "none" ? null : "unclear";
}

describe("a line above the text that holds it back", () => {
  it.each([
    ["RELEASE: TUESDAY, MAY 4, 2027, 9 A.M. EDT", "2027-05-04T13:00"],
    ["Release: 4 May 2027, 09:00 BST", "2027-05-04T08:00"],
    ["Publication: 4 May 2027, 09:00 BST", "2027-05-04T08:00"],
    ["Please do not publish before Tuesday 4 May 2027, 9:00 a.m. BST", "2027-05-04T08:00"],
    ["Advance release – for use after 09:00 BST 4 May 2027", "2027-05-04T08:00"],
    ["This story may be used from 09:00 BST on 4 May 2027", "2027-05-04T08:00"],
    ["DRAFT | EMBARGO 07:00 BST 4 MAY 2027", "2027-05-04T06:00"],
    ["For immediate use after 09:00 BST on 4 May 2026", "2026-05-04T08:00"],
    ["Advance copy: not to be published or posted before 09:00 BST on 4 May 2026", "2026-05-04T08:00"],
    ["HOLD UNTIL 07:00 BST 4 MAY 2027", "2027-05-04T06:00"],
    ["E M B A R G O E D until 4 May 2027 09:00 BST", "2027-05-04T08:00"],
    ["FOR IMMEDIATE RELEASE – 4 May 2027, 09:00 BST", "2027-05-04T08:00"],
    ["Press release • 4 May 2027 09:00", "unclear"],
    ["DRAFT | EMBARGO 4 MAY 2027", "unclear"],
    ["Release immediately after the meeting on 4 May 2027", "unclear"],
    ["For release no earlier than 4 May 2027", "unclear"],
    ["Customs officers (EMBARGOED)", "unclear"],
    ["FOR IMMEDIATE RELEASE (EMBARGOED TO 9AM)", "unclear"],
  ])("does so in whatever words: %s", (line, until) => {
    expect(heldUntil(line)).toBe(until);
  });

  it("does so below a long line under the headline, and below place and day", () => {
    const dek = `Six ferries ${"that run on methanol ".repeat(8)}come from a yard in Gdansk`;
    const held = "Release: 4 May 2027, 09:00 BST";
    const documents = [`${headline}\n\n${dek}\n\n${held}`, `Dublin, 4 May 2027\n\n${held}`];
    expect(documents.map((above) => heldUntil(above))).toEqual(Array(2).fill("2027-05-04T08:00"));
  });

  it.each([
    ["00.01 HRS (BST) TUESDAY 4TH MAY 2027", "2027-05-03T23:01"],
    ["9AM BST, MONDAY 3RD MAY 2027", "2027-05-03T08:00"],
    ["7.00 a.m. BST on Tuesday, 4th of May 2027", "2027-05-04T06:00"],
    ["9:00 AM CENTRAL, MAY 4, 2027", "2027-05-04T14:00"],
    ["9 A.M. E.D.T., MAY 4, 2027", "2027-05-04T13:00"],
    ["4 May 2027, 9.00 am (Geneva time)", "2027-05-04T07:00"],
    ["9 am local time (Dublin) on 4 May 2027", "2027-05-04T08:00"],
    ["9 am (Mumbai) on 4 May 2027", "2027-05-04T03:30"],
  ])("tells its time by ordinals, clocks and cities: %s", (time, until) => {
    expect(heldUntil(`EMBARGOED UNTIL ${time}`)).toBe(until);
  });

  it.each([
    ["Embargoed until 00:01 GMT Tuesday 2\n\nMarch 2027", "2027-03-02T00:01"],
    ["HOLD FOR RELEASE UNTIL\n\n10:00 a.m. Central Time\n\nTuesday, May 4, 2027", "2027-05-04T15:00"],
    ["EMBARGOED UNTIL:\n\nTuesday 4 May 2027\n\n09:00 BST", "2027-05-04T08:00"],
    ["STRICT EMBARGO\n\n00:01 HRS (BST)\n\nTUESDAY 4TH MAY 2027", "2027-05-03T23:01"],
  ])("may run over three paragraphs: %s", (lines, until) => {
    expect([heldUntil(lines), read(lines).headline]).toEqual([until, headline]);
  });

  it.each(["Press release • 4 May 2027 09:00 BST", "This may be used at 9am BST on 4 May 2027"])(
    "does so between a short sentence and a long one: %s",
    (held) => {
      const lead =
        "The harbour has ordered six ferries that run on methanol from a yard in the old town of Gdansk.";
      const rest = `${lead} It takes them in the spring, and all of them will run by the summer of the year after.`;
      expect([lead.length < 140, rest.length > 140]).toEqual([true, true]);
      const { embargo } = readDocument(blocksOfText([headline, lead, held, rest].join("\n\n")), now);
      expect(embargo).toMatchObject({ kind: "until", text: held });
    },
  );

  it("does so by its name alone, whatever releases the text below it", () => {
    expect(heldUntil("EMBARGO\n\nFOR IMMEDIATE RELEASE")).toBe("unclear");
  });

  it("does not take a headline for its hour", () => {
    const title = "Doors open at 9:00 for harbour fair";
    expect(read("FOR RELEASE 20 NOVEMBER 2026", { title }).headline).toBe(title);
  });
});

describe("a line that holds nothing back", () => {
  it.each([
    "Release date: Immediate",
    "For release: Immediately",
    "For release immediately",
    "For publication immediately",
    "EMBARGO: Immediate",
    "EMBARGO: Immediate release",
    "Embargo: not applicable",
    "Embargo status: none",
    "For use on receipt",
    "For use/release on receipt",
    "FOR RELEASE NOVEMBER 26, 2026",
    "FOR RELEASE NOVEMBER 27, 2026",
    "Release date: Friday 27 November 2026",
    "Press release • 4 May 2026 09:00 CEST",
    "Media release 0457/26, issued: 14:20, Tuesday 24 November 2026",
    "Released 9:00 a.m. Nov. 25, 2026",
    "Embargo: lifted",
    "EMBARGO LIFTED",
    "Embargo has been lifted",
    "Embargo: –",
    "Embargo\n\nNone",
  ])("is no embargo: %s", (line) => {
    expect(heldUntil(line)).toBeNull();
  });

  it("has an hour that may mean several once its day is over everywhere on earth", () => {
    expect(["25", "27"].map((day) => heldUntil(`Released at 9:00 a.m., November ${day}, 2026`))).toEqual([
      null,
      "unclear",
    ]);
  });

  it("is a day of release only once it has begun everywhere on earth", () => {
    expect(heldUntil("FOR RELEASE NOVEMBER 28, 2026")).toBe("unclear");
  });

  it("is a day of embargo only once it is over everywhere on earth", () => {
    expect(["26", "27"].map((day) => heldUntil(`EMBARGOED UNTIL NOVEMBER ${day}, 2026`))).toEqual([
      null,
      "unclear",
    ]);
  });

  it.each([
    "Hold for the bus: shelters get heaters",
    "Do not use cooking oil bins for paint, council asks",
    "For release of 400 salmon, children gather at river",
    "Customs seize embargoed caviar",
    "Embargo on timber ends after four years",
    "Private gardens held open until dusk",
  ])("is a headline that sounds like one: %s", (title) => {
    expect([heldUntil("PRESS RELEASE", { title }), read("PRESS RELEASE", { title }).headline]).toEqual([
      null,
      title,
    ]);
  });

  it.each([
    "Do not use the old terminal.",
    "About the harbour\n\nThe harbour was founded in 1888, and was under embargo until 1919.",
  ])("is a sentence of the text, or about the company: %s", (line) => {
    expect(heldUntil("PRESS RELEASE", { below: `${text}\n\n${line}` })).toBeNull();
  });
});
