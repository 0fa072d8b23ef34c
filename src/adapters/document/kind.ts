/** Telling what a document is: its content, its name and what it was declared as have to agree. */

import { encodingOf } from "./text.ts";

export const documentKinds = ["docx", "pdf", "txt", "md", "html"] as const;
export type DocumentKind = (typeof documentKinds)[number];

const byExtension: Record<string, DocumentKind> = {
  docx: "docx",
  pdf: "pdf",
  txt: "txt",
  text: "txt",
  md: "md",
  markdown: "md",
  html: "html",
  htm: "html",
};
const declarations: Record<DocumentKind, readonly string[]> = {
  docx: ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"],
  pdf: ["application/pdf", "application/x-pdf"],
  txt: ["text/plain"],
  md: ["text/markdown", "text/x-markdown", "text/plain"],
  html: ["text/html", "application/xhtml+xml"],
};
/** What is said of everything, and so says nothing. */
const anything = ["", "application/octet-stream", "binary/octet-stream"];

/** The kind of a document, or why it is not taken. */
export function kindOf(
  bytes: Buffer,
  fileName: string,
  declared: string,
): DocumentKind | { readonly refused: string } {
  const type = declared.split(";")[0]?.trim().toLowerCase() ?? "";
  const extension = /\.([a-z]{2,8})$/i.exec(fileName)?.[1]?.toLowerCase() ?? "";
  const named =
    extension === ""
      ? documentKinds.find((kind) => declarations[kind].includes(type))
      : byExtension[extension];
  if (!named)
    return { refused: "is not of a type that is taken; accepted are .docx, .pdf, .txt, .md and .html" };
  const content = contentOf(bytes);
  if (content === "ole")
    return { refused: "is locked with a password, or of Word's old format; save it as .docx" };
  if (content === undefined) return { refused: "is neither text nor a document that is taken" };
  const objection = objectionTo(named, content, type);
  return objection ? { refused: `is called .${extension || named}, but ${objection}` } : named;
}

function objectionTo(named: DocumentKind, content: Content, type: string): string | undefined {
  const isText = named === "txt" || named === "md" || named === "html";
  if (content !== (isText ? "text" : named)) return "is none";
  return anything.includes(type) || declarations[named].includes(type) ? undefined : `was sent as ${type}`;
}

type Content = "docx" | "pdf" | "ole" | "text";

function contentOf(bytes: Buffer): Content | undefined {
  if (bytes.subarray(0, 1024).includes("%PDF-")) return "pdf";
  if (bytes.subarray(0, 4).toString("latin1") === "PK\u0003\u0004") return "docx";
  if (bytes.subarray(0, 4).toString("hex") === "d0cf11e0") return "ole";
  return encodingOf(bytes) === undefined ? undefined : "text";
}
