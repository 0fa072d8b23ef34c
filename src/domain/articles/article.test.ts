import { describe, expect, it } from "vitest";
import type { Copy } from "../releases/release.ts";
import { articleText } from "./article.ts";

const copy: Copy = {
  kind: "community",
  headline: "Marlhaven repairs the lighthouse",
  dek: null,
  summary: null,
  dateline: { city: "Marlhaven", country: "U.K." },
  body: "The lamp is back. It was away for a year.\n\nPeople cheered.",
  bodyFormat: "markdown",
  boilerplate: null,
  mediaContact: { name: "Ruth Okafor", email: "press@society.example" },
  language: null,
  category: null,
  tags: [],
  tickers: [],
  sourceUrl: null,
  person: null,
  event: null,
  attachments: [],
};
const shown = (changes: Partial<Copy>) => articleText({ ...copy, ...changes });

describe("what readers are shown of a copy", () => {
  it("prints the dateline from the field", () => {
    expect(shown({}).datelineText).toBe("MARLHAVEN, U.K.");
  });

  it.each([
    ["markdown", "MARLHAVEN, U.K., 23 November 2026 — The lamp is back."],
    ["text", "MARLHAVEN, U.K., 23 November 2026 -- The lamp is back."],
    ["html", "<p>MARLHAVEN, U.K., 23 November 2026 — The lamp is back.</p>"],
  ] as const)(
    "takes a dateline that was typed into %s out, since it is printed already",
    (bodyFormat, body) => {
      expect(shown({ body, bodyFormat })).toMatchObject({
        bodyText: "The lamp is back.",
        bodyHtml: "<p>The lamp is back.</p>",
      });
    },
  );

  it.each([
    ["markdown", "FOR IMMEDIATE RELEASE\n\nMARLHAVEN, U.K., 23 November 2026\n\nThe lamp is back."],
    ["text", "FOR IMMEDIATE RELEASE\n\nMARLHAVEN, 23 November 2026 -- The lamp is back."],
    ["html", "<p>FOR IMMEDIATE RELEASE</p><p>MARLHAVEN, 23 November 2026 –</p><p>The lamp is back.</p>"],
  ] as const)("takes one out of %s that stands behind a line for the newsroom", (bodyFormat, body) => {
    expect(shown({ body, bodyFormat })).toMatchObject({
      bodyText: "FOR IMMEDIATE RELEASE\n\nThe lamp is back.",
    });
    expect(shown({ body, bodyFormat, dateline: null }).dateline).toEqual({ city: "Marlhaven" });
  });

  it("takes the place from a typed dateline where the field is empty", () => {
    const body = "OSLO, Norway, 1 March 2026 — The lamp is back.";
    expect(shown({ body, dateline: null })).toMatchObject({
      dateline: { city: "Oslo" },
      datelineText: "OSLO",
      bodyText: "The lamp is back.",
    });
  });

  it("has no dateline where nobody gave one", () => {
    expect(shown({ dateline: null })).toMatchObject({ dateline: null, datelineText: null });
  });

  it("leaves a sentence with a dash alone", () => {
    const body = "The lamp — the old one — is back.";
    expect(shown({ body }).bodyText).toBe(body);
  });

  it("takes the given summary, and its own words for the teaser", () => {
    expect(shown({ summary: "The lamp returned.", dek: "After a year" })).toMatchObject({
      summary: "The lamp returned.",
      teaser: "The lamp returned.",
    });
  });

  it("makes the summary from the body and the teaser from the dek where there is no summary", () => {
    expect(shown({ dek: "After a year" })).toMatchObject({
      summary: "The lamp is back. It was away for a year. People cheered.",
      teaser: "After a year",
    });
  });

  it("teases with the body where there is nothing shorter", () => {
    expect(shown({ body: "The lamp is back at last. ".repeat(20) }).teaser).toBe(
      "The lamp is back at last. ".repeat(6).trim(),
    );
  });

  it("counts the words that readers read", () => {
    expect(shown({ body: "**Two** [words](https://example.org/a-b-c)" }).wordCount).toBe(2);
  });

  it("has the telling words of the headline first", () => {
    expect(shown({}).keywords.slice(0, 3)).toEqual(["lighthouse", "marlhaven", "repairs"]);
  });
});
