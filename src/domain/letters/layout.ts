/** From the words of a letter to a mail: as text and as HTML, which say the same. Pure. */

import { Eta } from "eta/core";

/** A place in the words where something of its own kind stands. */
export type Part =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  /** The words of somebody else, as they were said. */
  | { readonly kind: "quote"; readonly text: string }
  | { readonly kind: "link"; readonly label: string; readonly url: string }
  | { readonly kind: "list"; readonly items: readonly Item[] };

export interface Item {
  readonly title: string;
  readonly lines: readonly string[];
  readonly url?: string;
}

export interface Words {
  readonly subject: string;
  /** Whom it comes from, in the eyes of who gets it, where that is not the newsroom as a whole. */
  readonly sender?: string;
  /** Who is spoken to. */
  readonly name: string;
  readonly parts: readonly Part[];
  /** Why this came, and how no more of it comes. */
  readonly closing: string;
  /** Of what comes again and again: the page that ends it, which takes a POST without asking (RFC 8058). */
  readonly unsubscribeUrl?: string;
}

export interface ComposedLetter {
  readonly subject: string;
  readonly sender: string | undefined;
  readonly text: string;
  readonly html: string;
  readonly unsubscribeUrl: string | undefined;
}

export const paragraph = (text: string): Part => ({ kind: "paragraph", text });
export const heading = (text: string): Part => ({ kind: "heading", text });
export const quote = (text: string): Part => ({ kind: "quote", text });
export const link = (label: string, url: string): Part => ({ kind: "link", label, url });
export const list = (items: readonly Item[]): Part => ({ kind: "list", items });

/** Sets the words as text and as HTML. */
export function compose(words: Words): ComposedLetter {
  const { subject, sender, unsubscribeUrl } = words;
  return { subject, sender, text: asText(words), html: asHtml(words), unsubscribeUrl };
}

function asText({ name, parts, closing }: Words): string {
  return `${[`Dear ${name},`, ...parts.map(partAsText)].join("\n\n")}\n\n-- \n${closing}\n`;
}

function partAsText(part: Part): string {
  switch (part.kind) {
    case "paragraph":
      return part.text;
    case "heading":
      return part.text.toUpperCase();
    case "quote":
      return linesOf(part.text)
        .map((line) => `> ${line}`)
        .join("\n");
    case "link":
      return `${part.label}:\n${part.url}`;
    case "list":
      return part.items.map(itemAsText).join("\n\n");
  }
}

function itemAsText({ title, lines, url }: Item): string {
  return [`- ${title}`, ...lines.map((line) => `  ${line}`), ...(url ? [`  ${url}`] : [])].join("\n");
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|[\r\n\u2028\u2029]/u);
}

/** No colours of its own, so that it is read as well in the dark; nothing is fetched from anywhere. */
const layout = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title><%= it.subject %></title>
</head>
<body style="margin: 0; padding: 16px; font-family: Georgia, serif; font-size: 17px; line-height: 1.5">
<main style="max-width: 640px; margin: 0 auto">
<p>Dear <%= it.name %>,</p>
<% for (const part of it.parts) { %>
<% if (part.kind === "paragraph") { %>
<p><%= part.text %></p>
<% } else if (part.kind === "heading") { %>
<h2 style="margin: 24px 0 0; font-size: 19px"><%= part.text %></h2>
<% } else if (part.kind === "quote") { %>
<blockquote style="margin: 0; padding: 0 0 0 16px; border-left: 3px solid">
<% for (const line of it.linesOf(part.text)) { %>
<p style="margin: 0"><%= line %></p>
<% } %>
</blockquote>
<% } else if (part.kind === "link") { %>
<p><a href="<%= part.url %>"><%= part.label %></a><br><%= part.url %></p>
<% } else { %>
<ul>
<% for (const item of part.items) { %>
<li><p style="margin: 0"><strong><% if (item.url) { %><a href="<%= item.url %>"><%= item.title %></a><% } else { %><%= item.title %><% } %></strong></p>
<% for (const line of item.lines) { %>
<p style="margin: 0"><%= line %></p>
<% } %>
</li>
<% } %>
</ul>
<% } %>
<% } %>
<hr>
<p style="font-size: 15px"><%= it.closing %></p>
</main>
</body>
</html>
`;

const eta = new Eta({ autoEscape: true, autoTrim: ["nl", "nl"] });
eta.loadTemplate("@letter", layout);

function asHtml(words: Words): string {
  return eta.render("@letter", { ...words, linesOf });
}
