/**
 * Makes the files that the examples attach: a Word document, and a picture from its drawing. Run by hand when either
 * changes; the results are committed, so that the demo depends on neither.
 */

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { zip } from "./zip.ts";

const files = new URL("../../examples/files/", import.meta.url);

type Row = readonly [name: string, thisYear: string, nextYear: string];

const years: Row = ["£ million", "2026-27", "2027-28"];
const spending: Row[] = [
  ["Parks and the coast", "1.86", "1.92"],
  ["Harbour and quays", "1.44", "1.48"],
  ["Library and culture", "1.31", "1.35"],
  ["Grants to local groups", "0.44", "0.46"],
  ["Running the Town Hall", "1.58", "1.63"],
  ["Total", "6.63", "6.84"],
];
const income: Row[] = [
  ["Council tax", "3.80", "3.94"],
  ["Rents and leases", "1.09", "1.12"],
  ["Car parks and beach huts", "1.06", "1.08"],
  ["Government grants", "0.68", "0.70"],
  ["Total", "6.63", "6.84"],
];

const escapeXml = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const paragraph = (text: string, style = "Normal") =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t>${escapeXml(text)}</w:t></w:r></w:p>`;
const cell = (text: string, index: number) => {
  const width = index === 0 ? 4500 : 2000;
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(text)}</w:tc>`;
};
const table = (rows: Row[]) =>
  `<w:tbl><w:tblPr><w:tblW w:w="8500" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="4500"/>` +
  `<w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>` +
  `${[years, ...rows].map((row) => `<w:tr>${row.map(cell).join("")}</w:tr>`).join("")}</w:tbl>`;

const body = [
  paragraph("Draft budget for 2027-28: a summary", "Title"),
  paragraph(
    "Marlhaven Town Council plans to spend £6.84 million in the year from April 2027, 3.2 per cent more than in 2026-27.",
  ),
  paragraph("1. What the council spends", "Heading1"),
  table(spending),
  paragraph("2. Where the money comes from", "Heading1"),
  table(income),
  paragraph("How to comment", "Heading1"),
  paragraph(
    "Comments are welcome until Friday 8 January 2027: on the form at the library, by letter to the Town Hall, " +
      "or by e-mail to budget@marlhaven.example. The council decides on Wednesday 3 February 2027.",
  ),
].join("");

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const packageNs = "http://schemas.openxmlformats.org/package/2006";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const mime = "application/vnd.openxmlformats-officedocument.wordprocessingml";

const style = (id: string, name: string, halfPoints: number) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>` +
  `<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="${halfPoints}"/></w:rPr></w:style>`;
const relationships = (entries: string) =>
  `${xml}<Relationships xmlns="${packageNs}/relationships">${entries}</Relationships>`;
const relationship = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;

const document = zip({
  "[Content_Types].xml":
    `${xml}<Types xmlns="${packageNs}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/word/document.xml" ContentType="${mime}.document.main+xml"/>` +
    `<Override PartName="/word/styles.xml" ContentType="${mime}.styles+xml"/></Types>`,
  "_rels/.rels": relationships(relationship("rId1", "officeDocument", "word/document.xml")),
  "word/_rels/document.xml.rels": relationships(relationship("rId1", "styles", "styles.xml")),
  "word/styles.xml":
    `${xml}<w:styles xmlns:w="${word}">${style("Normal", "Normal", 22)}` +
    `${style("Title", "Title", 40)}${style("Heading1", "heading 1", 28)}</w:styles>`,
  "word/document.xml": `${xml}<w:document xmlns:w="${word}"><w:body>${body}<w:sectPr/></w:body></w:document>`,
});

await writeFile(new URL("draft-budget-2027-28.docx", files), document);
const drawing = await readFile(new URL("marlhaven-harbour.svg", files));
await sharp(drawing)
  .jpeg({ quality: 84 })
  .toFile(fileURLToPath(new URL("marlhaven-harbour.jpg", files)));
