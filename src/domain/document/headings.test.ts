import { expect, it } from "vitest";
import { isAboutHeading, isEndMark, splitNotes } from "./headings.ts";
import { paragraph, textOf } from "./layout/block.ts";
import { signOf } from "./sections.ts";

const text = "Nordhavn Shipping runs 31 ferries.";

it.each([
  "About Nordhavn Shipping A/S (CPH: NORD)",
  "About Nordhavn Shipping.",
  "Nordhavn Shipping: who we are",
  `About Nordhavn Shipping. ${text}`,
  `About Nordhavn Shipping Ltd. ${text}`,
  `About Nordhavn Shipping | ${text}`,
  `About Nordhavn Shipping – ${text}`,
  "**About Nordhavn Shipping**",
  "-- About Nordhavn Shipping --",
  `About: ${text}`,
  "About",
  "About Yahoo!",
  "About our charity",
  "About the ASCEND trial",
  "ABOUT NORDHAVN SHIPPING",
  "Who we are",
  "Company profile",
  `Boilerplate: ${text}`,
])("knows that %s tells of the organisation", (line) => {
  expect(isAboutHeading(line)).toBe(true);
});

it.each([
  "About the figures",
  "About 300 people came.",
  "About Mette Holm little is known: she was born in Aarhus.",
  "About Mette Holm: she was born in Aarhus, and went to sea at sixteen.",
  "About one in nine people goes without.",
  "Background",
])("leaves %s in the text", (line) => {
  expect(isAboutHeading(line)).toBe(false);
});

it.each([
  "/ENDS/",
  "ENDS/2",
  "THE END",
  "DIWEDD / ENDS",
  "CRÍOCH/ENDS",
  "Press release ends",
  "- - -",
  "-/-",
  "- ENDS - 27 November 2026",
  "Ends: 27.11.26",
  "/ends",
  "[END]",
  "<ends>",
  "…ends…",
  "ENDS//",
  "Ends (345 words)",
  "END OF ANNOUNCEMENT",
  "E N D S",
  "-30-",
  "/30/",
  "•••",
  "###",
  "-oOo-",
])("knows %s for the end", (line) => {
  expect(isEndMark(line)).toBe(true);
});

it.each(["30", "#", "Ends meet rarely, she said.", "The end of the pier", "3 0"])(
  "does not take %s for the end",
  (line) => {
    expect(isEndMark(line)).toBe(false);
  },
);

it("parts what is said of the organisation from the notes that it stands in", () => {
  const blocks = splitNotes(paragraph(`Notes to editors: About Nordhavn Shipping\n${text}`));
  expect(blocks.map(textOf)).toEqual(["Notes to editors: ", `About Nordhavn Shipping\n${text}`]);
});

it.each(["High-resolution images are available on request.", "2. Photographs are available upon request"])(
  "leaves out that %s",
  (line) => {
    expect(signOf(line)).toBe("noise");
  },
);

it("leaves it in the text where else pictures are to be had", () => {
  expect(signOf("Photographs are available on request at the museum’s shop.")).toBe("text");
});
