/** Spam dressed as a release, to measure by: inside the frame of a real one, or as a paragraph in its midst. */

import type { SourceText } from "./sources.ts";

export type Dressed = Pick<SourceText, "title" | "text">;

const leadWords = 20;
const frameUnits = 500;
const spamUnits = 900;
const paragraphUnits = 450;
const releaseUnits = 1500;

/** The lead's first words, the spam, and how the release goes on. */
export function dressAsRelease(spam: SourceText, release: SourceText): Dressed {
  const lead = release.text.split(/\s+/).slice(0, leadWords).join(" ");
  const text = `${lead} -- ${spam.text.slice(0, spamUnits)}\n\n${release.text.slice(-frameUnits)}`;
  return { title: spam.title || release.title, text };
}

/** A paragraph of spam between two sentences of a release. */
export function injectInto(spam: SourceText, release: SourceText): Dressed {
  const after = release.text.indexOf(". ", frameUnits) + 1 || frameUnits;
  const parts = [
    release.text.slice(0, after),
    spam.text.slice(0, paragraphUnits),
    release.text.slice(after, releaseUnits),
  ];
  return { title: release.title, text: parts.map((part) => part.trim()).join("\n\n") };
}
