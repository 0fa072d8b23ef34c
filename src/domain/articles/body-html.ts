/** From what a submitter wrote to what a browser may show: one allow-list, no script, no style. Pure. */

import markdownIt from "markdown-it";
import sanitizeHtml from "sanitize-html";
import type { BodyFormat } from "../releases/release.ts";

const markdown = markdownIt({ html: false, linkify: true, typographer: false });

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...["p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "b", "i", "sub", "sup"],
    ...[
      "a",
      "abbr",
      "cite",
      "q",
      "hr",
      "pre",
      "code",
      "table",
      "thead",
      "tbody",
      "tr",
      "th",
      "td",
      "caption",
    ],
  ],
  allowedAttributes: { a: ["href", "title", "rel"], abbr: ["title"], th: ["scope"] },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  // Text inside these is not meant for readers.
  nonTextTags: [
    "script",
    "style",
    "textarea",
    "option",
    "noscript",
    "iframe",
    "svg",
    "math",
    "head",
    "title",
  ],
  transformTags: {
    h1: "h2",
    // Whoever sends a release gains nothing with search engines by its links (Google's link-spam policy).
    a: (tagName, { href, title }) => ({
      tagName,
      attribs: { ...(href && { href }), ...(title && { title }), rel: "sponsored nofollow ugc noopener" },
    }),
  },
};

/** The body as safe HTML; cleaning it again changes nothing. */
export function bodyHtml(body: string, format: BodyFormat): string {
  const clean = (html: string) => sanitizeHtml(html, allowed).trim();
  const html = clean(htmlOf(body, format));
  // A tag that is taken out may have stood between two that close each other.
  return format === "html" ? clean(html) : html;
}

function htmlOf(body: string, format: BodyFormat): string {
  if (format === "html") return body;
  if (format === "markdown") return markdown.render(body);
  return body
    .split(/\r?\n\s*\r?\n/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => `<p>${markdown.utils.escapeHtml(paragraph.trim()).replace(/\r?\n/g, "<br>")}</p>`)
    .join("\n");
}
