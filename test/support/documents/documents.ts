/** Documents as people write and wires lay them out, made from believable releases; each with what it says. */

import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import PdfDocument from "pdfkit";

/** What a release says, before anybody lays it out. */
export interface Story {
  readonly organization: string;
  readonly headline: string;
  readonly dek: string;
  readonly city: string;
  readonly place: string;
  readonly paragraphs: readonly string[];
  readonly about: string;
  readonly contact: {
    readonly name: string;
    readonly role: string;
    readonly email: string;
    readonly phone: string;
  };
}

/** One line of a layout: its words, and how they are set. */
export interface Line {
  readonly text: string;
  readonly as?: "title" | "subtitle" | "bold" | "italic" | "heading" | "logo" | "item";
  /** Words beside it, in a second column. */
  readonly beside?: string;
  /** How far its letters stand apart, in points, where a page can say so. */
  readonly spacing?: number;
  /** Follows the line above without a gap. */
  readonly close?: boolean;
}

/** The lines as plain text, wrapped at `width` where one is given. */
export function asText(lines: readonly Line[], width = Number.POSITIVE_INFINITY): Buffer {
  const text = lines.map(({ text: words, as, beside, close }, at) => {
    const mark = as === "item" ? "- " : "";
    const columns = beside === undefined ? words : words.padEnd(40) + beside;
    return `${at === 0 ? "" : close ? "\n" : "\n\n"}${wrap(mark + columns, width)}`;
  });
  return Buffer.from(`${text.join("")}\n`);
}

function wrap(text: string, width: number): string {
  if (text.length <= width) return text;
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line !== "" && line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n");
}

/** The lines as a Word document; with `styled: false` everything is a plain paragraph. */
export async function asDocx(lines: readonly Line[], { styled = true, header = "" } = {}): Promise<Buffer> {
  const children: (Paragraph | Table)[] = [];
  const columns: Line[] = [];
  const endColumns = () => {
    if (columns.length > 0) children.push(tableOf(columns.splice(0)));
  };
  for (const line of lines) {
    if (line.beside !== undefined) columns.push(line);
    else {
      endColumns();
      children.push(paragraphOf(line, styled));
    }
  }
  endColumns();
  const { Header } = await import("docx");
  const headers =
    header === ""
      ? {}
      : {
          headers: {
            default: new Header({ children: header.split("\n").map((line) => new Paragraph(line)) }),
          },
        };
  return Packer.toBuffer(new Document({ sections: [{ ...headers, children }] }));
}

function paragraphOf({ text, as }: Line, styled: boolean): Paragraph {
  if (as === "item") return new Paragraph({ text, bullet: { level: 0 } });
  if (!styled)
    return new Paragraph({
      children: [new TextRun({ text, bold: as === "title", italics: as === "subtitle" })],
    });
  if (as === "title") return new Paragraph({ text, heading: HeadingLevel.HEADING_1 });
  if (as === "heading") return new Paragraph({ text, heading: HeadingLevel.HEADING_3 });
  return new Paragraph({
    children: [
      new TextRun({
        text,
        bold: as === "bold" || as === "logo",
        italics: as === "subtitle" || as === "italic",
      }),
    ],
  });
}

function tableOf(lines: readonly Line[]): Table {
  const cell = (texts: readonly string[]) =>
    new TableCell({ children: texts.map((text) => new Paragraph(text)) });
  const left = cell(lines.map(({ text }) => text));
  const right = cell(lines.map(({ beside = "" }) => beside));
  return new Table({ rows: [new TableRow({ children: [left, right] })] });
}

/** The lines as a PDF, with a line at the foot of each page and, where one is given, at its head. */
export function asPdf(
  lines: readonly Line[],
  { styled = true, header = "", indent = false } = {},
): Promise<Buffer> {
  const pdf = new PdfDocument({
    size: "A4",
    margins: { top: 72, bottom: 90, left: 64, right: 64 },
    bufferPages: true,
  });
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve) => pdf.on("end", () => resolve(Buffer.concat(chunks))));
  lines.forEach((line, at) => {
    const isIndented = indent && line.text.length > 100;
    if (at > 0 && !line.close) pdf.moveDown(isIndented ? 0 : 0.8);
    setLine(pdf, line, styled ? sizeOf(line) : 11, isIndented);
  });
  addMargins(pdf, header);
  pdf.end();
  return done;
}

function setLine(
  pdf: PDFKit.PDFDocument,
  { text, as, beside, spacing = 0 }: Line,
  size: number,
  indent: boolean,
): void {
  const bold = ["title", "bold", "heading"].includes(as ?? "") ? "Helvetica-Bold" : "Helvetica";
  pdf.font(as === "italic" ? "Helvetica-Oblique" : bold).fontSize(size);
  const { y } = pdf;
  pdf.text(as === "item" ? `•  ${text}` : text, 64, y, {
    indent: indent ? 18 : 0,
    characterSpacing: spacing,
  });
  if (beside !== undefined) pdf.text(beside, 320, y);
}

function sizeOf({ as }: Line): number {
  const sizes: Record<string, number> = { title: 20, subtitle: 13, logo: 15, heading: 12 };
  return sizes[String(as)] ?? 11;
}

function addMargins(pdf: PDFKit.PDFDocument, header: string): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    pdf.page.margins.bottom = 0;
    pdf.fontSize(9).text(`Page ${page + 1} of ${count}`, 64, 790, { lineBreak: false });
    if (header) pdf.text(header, 64, 30, { lineBreak: false });
  }
}
