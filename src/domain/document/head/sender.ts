/** Lines above the headline that say who sends it, or what sort of news it is. Pure. */

import { isOrganization } from "../contact/names.ts";
import { type Block, flat } from "../layout/block.ts";
import { headlineLabel, withoutNews } from "./letterhead.ts";

/** The most words of a sender's name, and of what heads a page of news. */
const mostNameWords = 8;
const mostKickerWords = 2;
/** Lines of both. */
const mostAbove = 3;

/**
 * Without a first line that the text says again, as it does the name of who sent it and hardly ever a headline; nor a
 * word or two in capitals that say what sort of news it is.
 */
export function behindSender(lines: readonly Block[], said: string, most = mostAbove): readonly Block[] {
  const [first, ...rest] = lines;
  const next = rest.find(({ kind }) => first?.kind !== "heading" || kind === "heading");
  if (most === 0 || !first || !next || headlineLabel.test(flat(first))) return lines;
  const name = withoutNews(flat(first));
  const words = name.split(" ").length;
  const isSender = words <= mostNameWords && isNameIn(said, name);
  const isKicker =
    words <= mostKickerWords &&
    isCapitals(first) &&
    !isCapitals(next) &&
    flat(next).split(" ").length > words + 2;
  return isSender || isKicker ? behindSender(rest, said, most - 1) : lines;
}

/** Whether a text names somebody so: with capitals, which the words of a headline do not keep within a sentence. */
function isNameIn(said: string, line: string): boolean {
  // "St Aldhelm’s Church, Little Corsey": its place is not always said again.
  const [own = ""] = line.split(/,(?!\s+(?:inc|llc|ltd)\b)/i);
  const name = (isOrganization(own) ? own : line)
    .toLowerCase()
    .replace(/^the /, "")
    .replace(/[\s,.]+$/, "")
    .replace(legalForm, "");
  const at = name === "" ? -1 : said.toLowerCase().indexOf(name);
  if (at < 0 || /\p{L}/u.test(said.charAt(at - 1) + said.charAt(at + name.length))) return false;
  return said
    .slice(at, at + name.length)
    .split(" ")
    .every((word) => /^[^\p{Ll}]/u.test(word) || smallWord.test(word));
}

const smallWord = /^(?:a|an|and|at|by|for|in|of|on|the|to|with|de|la|le)$/;

export function isCapitals(block: Block): boolean {
  return isCapitalLine(flat(block));
}

export function isCapitalLine(line: string): boolean {
  return line === line.toUpperCase() && /\p{Lu}{2}/u.test(line);
}

/** What a letterhead may add to the name that "About ..." gives. */
const legalForm =
  / (?:(?:private|proprietary|pvt|pty) (?:limited|ltd)|inc|ltd|limited|llc|llp|plc|gmbh|ag|se|a s|as|asa|ab|oyj?|s a|sa|n v|nv|b v|bv|s p a|spa|corp|corporation|co)$/;

/** A name as it is compared: in small letters, without marks and legal form. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(legalForm, "");
}
