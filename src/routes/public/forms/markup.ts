/** Text as XML and HTML take it. */

/** Characters that XML 1.0 has no place for, not even as references; lone surrogates among them. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** The text without what no XML document may have in it. */
export function writable(text: string): string {
  return text.replace(unwritable, "");
}

/** The text between tags or within quotation marks, whatever characters it has. */
export function asText(text: string): string {
  return writable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
