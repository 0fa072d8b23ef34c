/** Word's format as HTML: unpacked within caps, and only its text is put together again for the converter. */

import { strFromU8, unzipSync, zipSync } from "fflate";
import { Parser } from "htmlparser2";
import mammoth from "mammoth";
import { isReleaseLine, saysWhen } from "../../domain/document/embargo/restraint.ts";
import { isOnlyWhen } from "../../domain/document/embargo/written-time.ts";
import { Unreadable } from "./unreadable.ts";

const maxEntries = 2000;
const maxUnpackedBytes = 100 * 1024 * 1024;
const maxRatio = 100;

const styles = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => h2:fresh",
  "p[style-name='Quote'] => blockquote:fresh",
  "p[style-name='Intense Quote'] => blockquote:fresh",
];

/**
 * The text of a document as HTML; what its headers and footers say comes before it, since an embargo may stand there.
 *
 * @throws {Unreadable} for an archive that is none, unfolds beyond the caps, or holds no document
 */
export async function htmlOfDocx(bytes: Uint8Array): Promise<string> {
  const entries = unpack(bytes);
  if (!entries["[Content_Types].xml"] || !entries["word/document.xml"])
    throw new Unreadable("is no Word document");
  const buffer = Buffer.from(zipSync(entries, { level: 0 }));
  const { value } = await mammoth
    .convertToHtml(
      { buffer },
      {
        styleMap: styles,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
      },
    )
    .catch((error: unknown) => {
      throw new Unreadable("is broken, or no Word document", { cause: error });
    });
  return `${marginsOf(entries)}${value}`;
}

/** Sizes are those that the archive states, and no entry can write beyond what it states. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let count = 0;
  let packed = 0;
  let unpacked = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        count += 1;
        packed += size;
        unpacked += originalSize;
        const isBomb = unpacked > maxUnpackedBytes || unpacked > maxRatio * Math.max(bytes.length, 10_000);
        if (count > maxEntries || isBomb || packed > bytes.length)
          throw new Unreadable("unfolds to more than is taken", { tooLarge: true });
        return /\.(?:xml|rels)$/i.test(name) && !name.includes("..") && !name.startsWith("/");
      },
    });
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable("is a broken archive", { cause: error });
  }
}

/** The lines of headers and footers, each once. */
function marginsOf(entries: Readonly<Record<string, Uint8Array>>): string {
  const margins = Object.entries(entries).filter(([name]) => /^word\/(?:header|footer)\d*\.xml$/.test(name));
  const lines = new Set(margins.flatMap(([, xml]) => linesOfXml(strFromU8(xml))));
  return [...lines].map((line) => `<p>${line.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`).join("");
}

function linesOfXml(xml: string): string[] {
  const lines = [""];
  let isText = false;
  const parser = new Parser(
    {
      onopentag: (name) => {
        isText = name === "w:t";
        if (name === "w:p" || name === "w:br") lines.push("");
        if (name === "w:tab" || name === "w:ptab") lines.push(`${lines.pop() ?? ""} `);
      },
      onclosetag: () => {
        isText = false;
      },
      ontext: (text) => {
        if (isText) lines.push((lines.pop() ?? "") + text);
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  // Only what says when the text may appear: names and numbers of pages are no part of it.
  const said = lines.map((line) => line.trim()).filter((line) => line !== "");
  return said.filter(
    (line, at) => isOfRelease(line) || (isOnlyWhen(line) && said.slice(0, at).some(isOfRelease)),
  );
}

function isOfRelease(line: string): boolean {
  return isReleaseLine(line) || saysWhen(line) || /embargo|release|publication|publish/i.test(line);
}
