import { describe, expect, it } from "vitest";
import { blocksOfHtml } from "./layout/from-html.ts";
import { blocksOfText } from "./layout/from-text.ts";
import { readDocument } from "./read-document.ts";

const now = new Date("2026-05-04T09:00:00Z");
const headline = "Nordhavn orders six ferries";
const text =
  "COPENHAGEN, 4 May 2026 – Nordhavn Shipping has ordered six ferries that run on methanol, in the largest order so far.";
const about = "Nordhavn Shipping runs 31 ferries on the Baltic.";
const jane = { name: "Jane Carter", email: "jane@x.example", phone: "020 7946 0958" };

const read = (...paragraphs: string[]) => readDocument(blocksOfText(paragraphs.join("\n\n")), now);
const released = (...behind: string[]) => read("FOR IMMEDIATE RELEASE", headline, text, ...behind);

describe("a contact", () => {
  it.each([
    [
      "right",
      "FOR IMMEDIATE RELEASE      Contact: Jane Carter\nMay 4, 2026      020 7946 0958\n      jane@x.example",
    ],
    [
      "left",
      "Contact:      FOR IMMEDIATE RELEASE\nJane Carter      May 4, 2026\n020 7946 0958\njane@x.example",
    ],
    [
      "right, over more lines,",
      "NEWS RELEASE      Press contact\n                  Jane Carter\n                  jane@x.example\n                  020 7946 0958",
    ],
  ])("beside the line that releases the text is read, %s of it", (_side, top) => {
    const { contact, headline: found, embargo } = read(top, headline, text);
    expect([contact, found, embargo.kind]).toEqual([jane, headline, "none"]);
  });

  it.each([
    "<p>FOR IMMEDIATE RELEASE\tContact: Jane Carter</p><p>May 4, 2026\t020 7946 0958</p><p>\tjane@x.example</p>",
    "<p>MEDIA RELEASE\tContact:</p><p>\tJane Carter</p><p>\tjane@x.example</p><p>\t020 7946 0958</p>",
  ])("in rows that Word parts by tabs is read: %s", (rows) => {
    expect(readDocument(blocksOfHtml(`${rows}<h1>${headline}</h1><p>${text}</p>`), now).contact).toEqual(
      jane,
    );
  });

  it("beside another is not run together with it", () => {
    const { contact } = released(
      "Contacts\nJane Carter\tLars Holm\nPress Officer\tInvestor Relations\njane@x.example\tlars@x.example\n020 7946 0958\t020 7946 0959",
    );
    expect(contact).toEqual({ ...jane, role: "Press Officer" });
  });

  it("in a table of labels without colons is read", () => {
    const rows = Object.entries({ Name: jane.name, Email: jane.email, Telephone: jane.phone }).map(
      ([label, value]) => `<tr><td>${label}</td><td>${value}</td></tr>`,
    );
    const page = `<h1>${headline}</h1><p>${text}</p><h2>Media contact</h2><table>${rows.join("")}</table>`;
    expect(readDocument(blocksOfHtml(page), now).contact).toEqual(jane);
  });

  it("above which a table says when the text may appear is read", () => {
    const { contact, embargo } = read(
      `Release:      Embargo: 09:00 BST, 4 May 2027\nContact:      ${Object.values(jane).join(", ")}`,
      headline,
      text,
    );
    expect([contact, embargo]).toMatchObject([jane, { kind: "until" }]);
  });

  it.each([
    "Media:\nJane Carter\njane@x.example\n020 7946 0958\nInvestors:\nLars Holm\nir@x.example",
    "Investors: Lars Holm, ir@x.example, +45 55 55 01 24\nMedia: Jane Carter, jane@x.example, 020 7946 0958",
    "Contact name: Jane Carter\nContact email: jane@x.example\nContact phone: 020 7946 0958",
    "Jane Carter\njane@x.example\n020 7946 0958",
    "Contact\n\nCorporate Communications\n\nJane Carter\n\n020 7946 0958\n\njane@x.example\n\nwww.x.example",
  ])("leaves nothing of itself in the boilerplate: %s", (block) => {
    const { contact, boilerplate } = released("About Nordhavn Shipping", about, block);
    expect([contact, boilerplate]).toEqual([jane, `About Nordhavn Shipping\n\n${about}`]);
  });

  it("goes on below a long line of name, role and company", () => {
    const long = "Jane Carter, Vice President of Communications and Public Affairs, Nordhavn Shipping A/S";
    expect(released("Press contact", long, jane.email, jane.phone).contact).toMatchObject(jane);
  });

  it("is a person before it is an office", () => {
    const office = "Press office: press@x.example, 020 7946 0100";
    expect(read(office, headline, text, `Contact: ${Object.values(jane).join(", ")}`).contact).toEqual(jane);
  });

  it("whose e-mail address only is given has no name of what the text is about", () => {
    expect(
      released("For more information about the route, visit www.x.example or call 0800 055 555.").contact,
    ).toBeNull();
  });
});

it("parts the text from what releases it in the same line", () => {
  const {
    dateline,
    body,
    headline: found,
  } = read(headline, `For Immediate Release – SEATTLE, Wash., May 4, 2026 – ${text.slice(25)}`);
  expect([dateline?.city, body.slice(0, 8), found]).toEqual(["Seattle", "Nordhavn", headline]);
});

describe("what stands at the foot", () => {
  it("of a page on the web is none, unless it says whom to reach", () => {
    const page = (footer: string) =>
      readDocument(
        blocksOfHtml(
          `<h1>${headline}</h1><p>${text}</p><p>About Nordhavn</p><p>${about}</p><footer>${footer}</footer>`,
        ),
        now,
      );
    expect(page("<p>Privacy</p><p>Amaliegade 10</p>").boilerplate).toBe(`About Nordhavn\n\n${about}`);
    expect(page("<p>Press contact: Jane Carter, jane@x.example</p>").contact).toMatchObject({
      name: jane.name,
    });
  });

  it.each([
    "© 2026 Nordhavn Shipping. All rights reserved.",
    "To view the source version, visit https://x.example/1",
    "Visit us on social media:\n\nLinkedIn\n\nFacebook",
  ])("is left out: %s", (foot) => {
    expect(released("About Nordhavn Shipping", about, foot).boilerplate).toBe(
      `About Nordhavn Shipping\n\n${about}`,
    );
  });
});

describe("what is said of the organisation", () => {
  it.each([
    "A photo accompanying this announcement is available at https://photos.example/9912",
    "High-resolution images can be had at www.pictures.example/set",
    "View the original press release on ACCESS Newswire",
    "The full report can be read at www.x.example/report from Wednesday.",
    "Legal Disclaimer: The news service answers for nothing in it.",
    "Nordhavn Shipping | nordhavn.example",
    "This information is provided by RNS, the news service of the London Stock Exchange.",
    "Your contact for the press\n\nJane Carter\n020 7946 0958\njane@x.example",
  ])("ends before %j", (line) => {
    expect(released("About Nordhavn Shipping", about, line).boilerplate).toBe(
      `About Nordhavn Shipping\n\n${about}`,
    );
  });

  it.each([
    ["1. Pictures may be used.", "2. ", "3. Figures are rounded."],
    ["1) Pictures may be used.", "2) ", "3) Figures are rounded."],
  ])("is one note of several: %s", (first, mark, last) => {
    const note = `About Nordhavn Shipping: ${about}`;
    expect(released("Notes to editors", first, `${mark}${note}`, last).boilerplate).toBe(note);
  });

  it.each([
    ["About", about],
    ["Boilerplate:", about],
    ["--- About Nordhavn Shipping ---", `About Nordhavn Shipping\n\n${about}`],
  ])("needs no heading like %s", (heading, read) => {
    expect(released(heading, about).boilerplate).toBe(read);
  });
});

it.each(["Your contact for the press", "Notes to editors\n\nTo arrange an interview, contact:"])(
  "finds the contact behind %j",
  (label) => {
    const lines = "Jane Carter\n020 7946 0958\njane@x.example";
    expect(released("ENDS", `${label}\n${lines}`).contact).toEqual(jane);
  },
);

it("reads rows of labels without colons, of the embargo and of the contact", () => {
  const { contact, embargo } = read(
    "Embargo\tNot for publication before 6:00 a.m. EST on Thursday, March 4, 2027\nMedia contact\tJane Carter, 020 7946 0958, jane@x.example",
    headline,
    text,
  );
  expect(contact).toEqual(jane);
  expect(embargo).toMatchObject({ kind: "until", until: "2027-03-04T11:00:00Z" });
});
