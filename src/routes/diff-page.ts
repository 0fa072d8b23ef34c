/** What changed between two versions, as a page: what went is struck out, what came is underlined. */

import { escapeHtml } from "../domain/escape-html.ts";
import type { Comparison } from "../services/releases/read-versions.ts";

type Run = Comparison["changes"][number]["runs"][number];

/** A page without a style or a script, so that the policy of the API holds for it as well. */
export function diffPage({ from, to, changes }: Comparison): string {
  const title = from === null ? `Version ${to}` : `From version ${from} to version ${to}`;
  const sections = changes.map(
    ({ field, runs }) => `<section>
<h2>${escapeHtml(field)}</h2>
<p dir="auto">${runs.map(markUp).join("")}</p>
</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body>
<main>
<h1>${title}</h1>
${sections.length > 0 ? sections.join("\n") : "<p>Both say the same.</p>"}
</main>
</body>
</html>
`;
}

function markUp({ op, text }: Run): string {
  const words = escapeHtml(text).replace(/\r?\n/g, "<br>\n");
  if (op === "equal") return words;
  return op === "insert" ? `<ins>${words}</ins>` : `<del>${words}</del>`;
}
