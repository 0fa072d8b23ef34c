/**
 * Spam as some senders and archives write it: in small letters, every sign apart, which hides words from a filter that reads
 * them whole. What is learned from such copies are the signs.
 */

import type { Dressed } from "./dressed.ts";

/** A copy whose signs and digits stand apart; stops and commas are back at their words, and sentences have capitals. */
export function setApart({ title, text }: Dressed): Dressed {
  return {
    title: apart(title).replace(/(^| )(\p{Ll})/gu, capitalized),
    text: apart(text)
      .replace(/ ([.,:;!?])/g, "$1")
      .replace(/(^|[.!?] )(\p{Ll})/gu, capitalized),
  };
}

function apart(text: string): string {
  return text
    .toLowerCase()
    .replace(/([^\p{L}\d\s])/gu, " $1 ")
    .replace(/(\p{L})(?=\d)|(\d)(?=\p{L})/gu, "$1$2 ")
    .replace(/ {2,}/g, " ")
    .replace(/^ +| +$/gm, "");
}

function capitalized(_found: string, before: string, letter: string): string {
  return before + letter.toUpperCase();
}
