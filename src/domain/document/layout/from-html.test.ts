import { expect, it } from "vitest";
import { textOf } from "./block.ts";
import { blocksOfHtml } from "./from-html.ts";

const cells = (...texts: readonly string[]) => `<tr>${texts.map((text) => `<td>${text}</td>`).join("")}</tr>`;

it("puts the labels of a table before what stands below them", () => {
  const table = `<table>${cells("Release date", "Embargoed until", "Press contact:")}${cells(
    "2 March 2026",
    "2 March 2026, 06:00 GMT",
    "<p>Joan Lister</p><p>01544 555 012</p>",
  )}</table>`;
  expect(blocksOfHtml(table).map(textOf)).toEqual([
    "Release date: 2 March 2026",
    "Embargoed until: 2 March 2026, 06:00 GMT",
    "Press contact: Joan Lister",
    "01544 555 012",
  ]);
});

it("reads labels beside their values row by row", () => {
  const table = `<table>${cells("Embargo", "None")}${cells("Contact", "Joan Lister")}</table>`;
  expect(blocksOfHtml(table).map(textOf)).toEqual(["Embargo\tNone", "Contact\tJoan Lister"]);
});
