import { describe, expect, it } from "vitest";
import { paragraph } from "./layout/block.ts";
import { blocksOfHtml } from "./layout/from-html.ts";
import { readDocument } from "./read-document.ts";

const now = new Date("2026-05-04T09:00:00Z");
const text =
  "COPENHAGEN, 4 May 2026 – Nordhavn Shipping has ordered six ferries that run on methanol, in the largest order so far.";
const about = "Nordhavn Shipping runs 31 ferries on the Baltic and is owned by its 900 employees.";

const boilerplate = (...behind: readonly string[]) =>
  readDocument(["Nordhavn orders six ferries", text, ...behind].map(paragraph), now).boilerplate;

describe("what is said of the organisation", () => {
  it("needs no heading behind the end of the text", () => {
    const contact = ["Contact:", "Jane Carter, jane@x.example"];
    expect([boilerplate("###", about, ...contact), boilerplate("###", ...contact, about)]).toEqual([
      about,
      about,
    ]);
  });

  it.each([
    ["Notes to editors", "Pictures of the ships are free to use.", about],
    ["ENDS", "Notes to editors", `1. ${about}`],
    [`Note to editors: ${about}`],
    ["ENDS", "Photo call: the quay, Friday at noon.", about],
    ["ENDS", `Founded in Aarhus in 1884, ${about}`],
    ["ENDS", `With 900 people at sea, ${about}`],
    ["ENDS", `Background: ${about}`],
    ["ENDS", `Nordhavn Shipping\n${about}`],
  ])("may stand in the notes, or behind other words: %s %s", (...behind) => {
    expect(boilerplate(...behind)).toContain(about);
  });

  it.each(["The company", "More about Nordhavn", "Background information"])("may be headed %s", (heading) => {
    expect(boilerplate("ENDS", heading, "It runs 31 ferries.")).toContain("It runs 31 ferries.");
  });

  it.each(["Follow Nordhavn on X @nordhavn", "Photographs are attached. Credit: Nordhavn.", "Key facts"])(
    "ends above %s",
    (line) => {
      expect(boilerplate("About Nordhavn Shipping", about, line)).toBe(`About Nordhavn Shipping\n\n${about}`);
    },
  );

  it.each([
    ["ENDS", "Pictures of the ships may be used free of charge by anybody who says who took them."],
    ["ENDS", "Baltic Lines is the only other company that has ordered ships of this kind so far this year."],
    ["About Baltic Lines", "Baltic Lines makes ships.", "ENDS", about],
  ])("is not every text behind it: %s, %s", (...behind) => {
    expect(boilerplate(...behind) ?? "").not.toContain(behind.at(-1));
  });

  it("may begin with the name that its heading gives", () => {
    expect(boilerplate(`About Nordhavn Shipping ${about}`)).toBe(`About Nordhavn Shipping\n\n${about}`);
  });

  it("may stand behind a bold heading, in its line", () => {
    const blocks = blocksOfHtml(
      `<p>Nordhavn orders ferries</p><p>${text}</p><p><b>About us</b> We run 31 ferries.</p>`,
    );
    expect(readDocument(blocks, now).boilerplate).toBe("About us\n\nWe run 31 ferries.");
  });
});
