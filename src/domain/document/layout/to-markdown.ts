/** The paragraphs of a document as Markdown that reads as they did: nothing in them becomes markup by accident. Pure. */

import type { Block, Span } from "./block.ts";

/** Blocks as Markdown, between blank lines; items of a list stand close. */
export function toMarkdown(blocks: readonly Block[]): string {
  let markdown = "";
  blocks.forEach((block, at) => {
    const words = inline(block.spans);
    if (words === "") return;
    const close = block.kind === "item" && blocks[at - 1]?.kind === "item";
    if (markdown !== "") markdown += close ? "\n" : "\n\n";
    markdown += `${prefixOf(block)}${words.replaceAll("\n", block.kind === "quote" ? "  \n> " : "  \n")}`;
  });
  return markdown;
}

function prefixOf({ kind, level }: Block): string {
  if (kind === "heading") return `${"#".repeat(Math.min(4, Math.max(2, level)))} `;
  return { paragraph: "", item: "- ", quote: "> " }[kind];
}

function inline(spans: readonly Span[]): string {
  const words = spans.map(markSpan).join("");
  return words
    .split("\n")
    .map((line) => line.replace(/[ \t]+/g, " ").trim())
    .filter((line) => line !== "")
    .map(escapeStart)
    .join("\n");
}

/** Marks stand next to the words; what is set in bold throughout is a heading or loud, and marks say neither. */
function markSpan(span: Span): string {
  const { text, href } = span;
  const words = text.trim();
  if (words === "") return text;
  const [before = "", after = ""] = text.split(words, 2);
  return `${before}${href ? link(words, href) : emphasised(span, escaped(words))}${after}`;
}

function emphasised({ bold, italic, text }: Span, words: string): string {
  if (text.includes("\n")) return words;
  if (bold) return `**${words}**`;
  return italic ? `*${words}*` : words;
}

function link(words: string, href: string): string {
  const address = href.trim();
  if (!/^(?:https?:\/\/|mailto:|tel:)[^\s<>()]+$/i.test(address)) return escaped(words);
  const isAddress = address === words || address === `mailto:${words}`;
  return isAddress ? words : `[${escaped(words).replaceAll("\n", " ")}](${address})`;
}

/** Addresses keep their underscores: linkify finds them, and a mark inside a word does nothing. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}_/.-])_|_(?![\p{L}\p{N}_/.-])/gu, "\\_")
    .replace(/\[(?=[^\]\n]{0,500}\][([:])/g, "\\[")
    .replace(/<(?=[a-z/!?])/gi, "\\<");
}

function escapeStart(line: string): string {
  return line
    .replace(/^(\d{1,9})([.)])(?=\s)/, "$1\\$2")
    .replace(/^(?:[#>]|[-+=](?=\s|$)|[-=]{3,}$)/, "\\$&");
}
