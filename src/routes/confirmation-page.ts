/** The page behind a mailed link: it asks, and only its button changes anything. */

import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { escapeHtml } from "../domain/escape-html.ts";

const script = `document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const answer = await fetch(form.dataset.to, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: form.dataset.token }),
  });
  const said = await answer.json();
  form.replaceWith(answer.ok ? form.dataset.done : said.detail);
  if (!answer.ok || !said.apiKey) return;
  const key = document.createElement("pre");
  key.textContent = said.apiKey;
  document.querySelector("main").append(key);
});`;
const scriptHash = createHash("sha256").update(script).digest("base64");

/** What the page says. */
export interface Words {
  readonly title: string;
  readonly button: string;
  /** What stands in the button's place once it has worked. */
  readonly done: string;
}

const confirmation: Words = {
  title: "Confirm your address",
  button: "Confirm",
  done: "Thank you, that is confirmed.",
};

/** Sends a page with a button that posts the token to `to`, and shows the key where the answer has one. */
export function confirmationPage(
  reply: FastifyReply,
  to: string,
  token: string,
  { title, button, done }: Words = confirmation,
): FastifyReply {
  return reply
    .type("text/html; charset=utf-8")
    .headers({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "content-security-policy": `default-src 'none'; script-src 'sha256-${scriptHash}'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'`,
    })
    .send(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body>
<main>
<h1>${title}</h1>
<form data-to="${escapeHtml(to)}" data-token="${escapeHtml(token)}" data-done="${escapeHtml(done)}"><button>${button}</button></form>
</main>
<script>${script}</script>
</body>
</html>
`);
}
