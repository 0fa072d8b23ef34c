import { describe, expect, it } from "vitest";
import { readDocument } from "../read-document.ts";
import { blocksOfPages } from "./from-pages.ts";

const now = new Date("2026-05-04T09:00:00Z");
const headline = "Nordhavn orders six ferries";
const text =
  "COPENHAGEN, 4 May 2026 – Nordhavn Shipping has ordered six ferries that run on methanol, in the largest order so far.";
const about = "Nordhavn Shipping runs 31 ferries on the Baltic.";
const jane = { name: "Jane Carter", email: "jane@x.example", phone: "020 7946 0958" };

/** A line of a page, in points from its lower left corner. */
const line = (words: string, y: number, size = 11, left = 70) => ({
  text: words,
  y,
  size,
  left,
  right: left + words.length * 5,
});

describe("a page", () => {
  const top = line(headline, 700, 20);
  const below = [line(text, 660), line("Boilerplate:", 620), line(about, 600)];

  it("has its contact in the right of two columns, whose lines need not stand level", () => {
    const right = ["Contact:", "Jane Carter", "020 7946 0958"].map((words, at) =>
      line(words, 790 - at * 14, 11, 350),
    );
    const level = line("For immediate release\tjane@x.example", 748);
    const { contact, embargo } = readDocument(blocksOfPages([[...right, level, top, ...below]]), now);
    expect([contact, embargo.kind]).toEqual([jane, "none"]);
  });

  it("keeps a number at its top that another page has not, though both have one there", () => {
    const first = [
      line("01632 960 200", 790),
      top,
      ...below,
      line("Contact:", 560),
      line("Jane Carter", 546),
    ];
    const second = [line("020 7946 0958", 790), line("jane@x.example", 776)];
    expect(readDocument(blocksOfPages([first, second]), now).contact).toEqual(jane);
  });

  it("has a label before its value, though it stands beside the middle of it", () => {
    const value = ["Jane Carter", "jane@x.example", "020 7946 0958"].map((words, at) =>
      line(words, 790 - at * 14, 11, 200),
    );
    const label = { ...line("Contact\tjane@x.example", 776), right: 270 };
    const lines = value.map((words, at) => (at === 1 ? label : words));
    expect(readDocument(blocksOfPages([[...lines, top, ...below]]), now).contact).toEqual(jane);
  });

  it.each([
    ["the hour, title and address that a browser prints", "5/4/27, 1:06 AM\tNews release", "none"],
    ["them, unless an embargo is among them", "5/4/27, 1:06 AM\tEMBARGOED", "unclear"],
  ])("is read without %s", (_what, title, kind) => {
    const address = line("https://x.example/1\t1/1", 20, 8);
    const { embargo, ...read } = readDocument(
      blocksOfPages([[line(title, 820, 8), top, ...below, address]]),
      now,
    );
    expect([read.headline, embargo.kind]).toEqual([headline, kind]);
  });

  it("has its headline without the strokes under it", () => {
    const rule = line("=".repeat(headline.length), 682, 20);
    expect(readDocument(blocksOfPages([[top, rule, ...below]]), now).headline).toBe(headline);
  });

  it("joins the lines of a text that is set wider than the notes below it", () => {
    const broken = (words: string, from: number, step: number, size: number) =>
      (words.match(/.{1,60}(?: |$)/g) ?? []).map((part, at) => line(part.trim(), from - at * step, size));
    const notes = `About Nordhavn Shipping: ${about} ${about} ${about}`;
    const page = [
      top,
      ...broken(`${text} ${text.slice(25)}`, 660, 18, 12),
      line("ENDS", 560, 12),
      ...broken(notes, 500, 11, 9),
    ];
    const { body, boilerplate } = readDocument(blocksOfPages([page]), now);
    expect([body, boilerplate]).toEqual([`${text.slice(25)} ${text.slice(25)}`, notes]);
  });

  it("keeps paragraphs of a line apart, and its end mark, where hardly any has two", () => {
    const said = [
      "“We were not asked.”",
      "“We asked,” said the port.",
      "Both will meet on Friday.",
      "They agree on that.",
    ];
    const page = [
      top,
      line(text, 660),
      ...said.map((words, at) => line(words, 638 - at * 22)),
      line("ENDS", 550),
    ];
    const { body, ended } = readDocument(blocksOfPages([page]), now);
    expect([body, ended]).toEqual([[text.slice(25), ...said].join("\n\n"), true]);
  });

  it("has a last line of two figures and a point", () => {
    const lines = [line(text, 660), line("It takes up to", 638), line("70.", 624)];
    expect(readDocument(blocksOfPages([[top, ...lines]]), now).body).toMatch(/It takes up to\s+70\.$/);
  });

  it("joins a line that ends short, since a long address had no room", () => {
    const lines = [
      "For further information, images and a list of all the ferries in your port,",
      "please contact the Press Officer, Miss Jane Carter, on the number 020 7946",
      "0958 (in the evening 020 7946 0959) or at",
      "jane.elizabeth.margaret.carter@x.example.",
    ].map((words, at) => line(words, 560 - at * 14));
    const opening = [line(text.slice(0, 70), 660), line(text.slice(70), 646), line("ENDS", 600)];
    const { contact } = readDocument(blocksOfPages([[top, ...opening, ...lines]]), now);
    expect(contact).toMatchObject({ name: "Miss Jane Carter", phone: jane.phone });
  });

  it("ends an item where its last line had room for more", () => {
    const list = [
      line("1. The ferries are built in Gdansk.", 640),
      line("About Nordhavn Shipping", 626),
      line(about, 606),
    ];
    const { boilerplate } = readDocument(
      blocksOfPages([[top, line(text, 670), line(text, 656), ...list]]),
      now,
    );
    expect(boilerplate).toBe(`About Nordhavn Shipping\n\n${about}`);
  });

  it("has at its foot, in small type, what is no part of the text", () => {
    const page = [
      line(headline, 760, 20),
      line(text, 700),
      line("About Nordhavn Shipping", 660),
      line(about, 640),
    ];
    const footer = [line("Nordhavn press office | Amaliegade 10", 40, 8), line("Page 1 of 1", 30, 8)];
    const { boilerplate } = readDocument(blocksOfPages([[...page, ...footer]]), now);
    expect(boilerplate).toBe(`About Nordhavn Shipping\n\n${about}`);
  });
});
