import { describe, expect, it } from "vitest";
import { isContactLabel } from "./contact/labels.ts";
import { isPerson } from "./contact/names.ts";
import { phoneIn } from "./contact/reach.ts";
import { peopleIn, readContact } from "./contact.ts";
import { linesOf } from "./layout/block.ts";
import { blocksOfText } from "./layout/from-text.ts";

const reach = "jane@harbour.example, 01632 960 200";

describe("a line that begins a contact block", () => {
  it.each([
    "Media:",
    "Press",
    "Contact for media:",
    "Contacts for the press",
    "Further information from:",
    `Pictures and interviews: Jane Carter, ${reach}`,
    "More information:",
    "For all press enquiries: Jane Carter",
    "Press office contact: Jane Carter",
    "Point of contact: Jane Carter",
    "Corporate Communications",
    "Contact name: Jane Carter",
    "Name: Jane Carter",
    "Issued by:",
    "Get in touch",
    "Yours sincerely,",
    "Many thanks,",
    "News media contact:",
    "Press officer: Jane Carter",
    "PREPARED BY: Jane Carter",
    "Cyswllt / Contact:",
    "For further press information, images or interviews please contact:",
    `Contact Jane Carter at ${reach}.`,
    `All press enquiries should be directed to Jane Carter, ${reach}`,
    `If you would like to interview Mette Holm, please contact Jane Carter, ${reach}`,
    `Interviews are available. Please contact Jane Carter, ${reach}`,
    `Please direct media enquiries to Jane Carter, ${reach}`,
    `Journalists who wish to attend should contact Jane Carter on ${reach}`,
  ])("is known: %s", (line) => {
    expect(isContactLabel(line)).toBe(true);
  });

  it.each([
    "Contact email: jane@harbour.example",
    "Office: 01632 960 200",
    "Contact with the shore was lost at noon.",
    "Contact-free entry",
    "To book, contact the box office on 01632 960 200.",
    "For more information about the route, visit www.harbour.example or call 01632 960 200.",
    "For information on jobs, call 01632 960 200.",
    "Contact us today to book: tickets@harbour.example",
    "Email jane@harbour.example",
  ])("is told from one that begins none: %s", (line) => {
    expect(isContactLabel(line)).toBe(false);
  });
});

describe("the name of a contact", () => {
  it.each([
    "Noor al-Hassan",
    "Annemiek van 't Veer",
    "Lt. Col. (ret.) Jane Carter",
    "Ludwig van der Berg",
    "Mary-Kate O'Donnell",
    "Eilidh MacAskill",
    "J.P. Whitaker",
    "Cllr Jane Carter",
    "Jane Carter, PhD",
  ])("may be %s", (name) => {
    expect(isPerson(name)).toBe(true);
  });

  it.each([
    ["is not its label", ["For all press enquiries: Jane Carter, jane@x.example"]],
    [
      "is told from who is to be interviewed",
      [`If you would like to interview Mette Holm, contact Jane Carter, ${reach}`],
    ],
    [
      "is not the organisation above it, which the address tells",
      ["Media contact", "Veloryn Biosciences", "Jane Carter", "jc@veloryn.example"],
    ],
    ["is the one of the address", ["Press contact", "Brand Pilot", "Jane Carter", "jcarter@agency.example"]],
    [
      "is not run together with the line above",
      ["Press contact", "Nordhavn Shipping", "Jane Carter", "jane@x.example"],
    ],
    [
      "is no word between two ways",
      ["For images please e-mail Jane Carter: jane@x.example or call 020 7946 0958"],
    ],
    [
      "has no address in brackets",
      ["Media enquiries to Jane Carter (Ms) on 020 7946 0958 or jane@x.example"],
    ],
    ["is the first of two", ["Media contact:", "Jane Carter / Lars Holm", "press@x.example"]],
    ["stands behind the company's", ["Contact:", "Harbour Farms AS", "c/o Jane Carter", "jane@x.example"]],
    ["is no account", ["Media contact:", "Jane Carter", "jane@x.example", "Twitter: @nordhavn"]],
    [
      "stands in a table without colons",
      ["Name\tJane Carter", "Role\tPress Officer", "Email\tjane@x.example"],
    ],
    ["has no signs beside it", ["Contact:", "Jane Carter ☎ 01632 960 200"]],
    ["has no part of a role", ["Contact: Jane Carter (Policy and Press Manager), jane@x.example"]],
    ["stands behind the role", [`For more, contact our press officer Jane Carter on ${reach}`]],
    ["stands behind who sent it", [`Issued by Quay Lifeboat Station. Contact PRO Jane Carter at ${reach}`]],
    ["signs a letter", ["Kind regards,", "Jane Carter", "jane@x.example"]],
    ["has no project before it", ["Harbour: Jane Carter, jane@x.example"]],
  ])("%s", (_name, lines) => {
    expect(readContact(lines).name).toBe("Jane Carter");
  });

  it("keeps the rank before it whole", () => {
    const { name, organization } = readContact(["Contact:", "Lt. Col. (ret.) Jane Carter, jane@x.example"]);
    expect([name, organization]).toEqual(["Lt. Col. (ret.) Jane Carter", undefined]);
  });

  it("is not that of an organisation which the document tells of", () => {
    const lines = ["Media contact", "Quay Brennan", "Jane Carter", "press@agency.example"];
    expect(readContact(lines, ["Quay Brennan"]).name).toBe("Jane Carter");
  });
});

it("an e-mail address keeps the hyphen at which a line ends", () => {
  const [block] = blocksOfText(
    "For interviews and pictures please contact Jane Carter, 020 7946 0958, jane.carter-\nlarsen@x.example, before noon.",
  );
  expect(readContact(block ? linesOf(block) : []).email).toBe("jane.carter-larsen@x.example");
});

it.each([
  ["For further information, interviews or images, please get in touch with Jane Carter", "Jane Carter"],
  [
    "For more information, contact the Marlow Harbour press office on 01632 960 555 or email",
    "Marlow Harbour press office",
  ],
])("whom to ask for is told in a sentence: %s", (sentence, name) => {
  expect(readContact([`${sentence} at press@harbour.example`]).name).toBe(name);
});

describe("a telephone number", () => {
  it.each([
    ["020 7946 0958 / 07700 900123", "020 7946 0958"],
    ["020 7946 0958 07700 900123", "020 7946 0958"],
    ["(jane@x.example, 020 7946 0958)", "020 7946 0958"],
    ["020‑7946‑0958", "020-7946-0958"],
    ["416-555-0199, ext. 204", "416-555-0199, ext. 204"],
    ["+49 (0)69 / 555 01-23", "+49 (0)69 / 555 01-23"],
    ["(212) 555-0100", "(212) 555-0100"],
    ["020 7946 0958 (24 hours)", "020 7946 0958"],
    ["01326 555 123\t01326 555 124", "01326 555 123"],
  ])("is read from %s", (text, phone) => {
    expect(phoneIn(text)).toBe(phone);
  });

  it("that a line end broke is whole", () => {
    expect(readContact(["Contact: Jane Carter, +353 1 555", "0142"]).phone).toBe("+353 1 555 0142");
  });
});

it("tells people of one block apart by their addresses", () => {
  const people = peopleIn([
    "Contacts",
    "Lars Holm",
    "lars@x.example",
    "Jane Carter",
    "jane@x.example",
    "020 7946 0958",
  ]);
  expect(people.map((lines) => readContact(lines).name)).toEqual(["Lars Holm", "Jane Carter"]);
});
