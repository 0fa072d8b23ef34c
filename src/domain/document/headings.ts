/** Lines that stand alone between the parts of a release: its end, "About ...", notes to editors. Pure. */

import { saysDay, withoutWhen } from "./embargo/written-time.ts";
import { type Block, slice, textOf } from "./layout/block.ts";

/** Marks that people set around a line to make it stand out. */
const around = '[\\s"“”()*_~=–—.…<>/|\\[\\]:#-]*';
const words =
  "(?:the\\s+)?e\\s?n\\s?d(?:\\s?s)?(?:\\s+here|\\s+of\\s+(?:the\\s+|this\\s+)?(?:(?:press|news|media)\\s+)?(?:release|announcement|text|statement|story|message|document))?|(?:press|news|media)\\s+(?:release|statement)\\s+ends|diwedd|críoch|fin|x{3,}|oOo";
const wordCount = "(?:\\W*\\d+\\s+words)?";
/** "30" is a mark only between marks: alone, it is a figure. */
const endMark = new RegExp(
  `^${around}(?:${words})(?:${around}(?:${words}))?${wordCount}(?:/\\d)?${around}$|^\\s*-(?:\\s+-){2,}\\s*$|^\\s*-/-\\s*$|^\\W*[-–—/([]\\s*(?:30|0)\\s*[-–—/)\\]]\\W*$|^\\s*[\\W_]?\\s*([#*+♦◆•●■])(?:\\s*\\1)+\\s*[\\W_]?\\s*$|^\\s*[■◆♦]\\s*$`,
  "i",
);
const notes =
  /^(?:additional\s+|further\s+)?(?:notes?\s+(?:to|for)\s+(?:the\s+)?(?:news\s+|picture\s+)?(?:editors?|journalists?|media|newsrooms?|reporters?|press)|editors?[’']?s?\s+notes?|notes?)\b\s*[:.–-]?\s*/i;

/** What organisations call themselves in a heading without their name. */
export const kinds =
  "(?:company|organi[sz]ation|firm|group|charity|trust|foundation|society|association|institute|museum|university|college|council|school|club|team|authors?|publisher|agency|business|project|partners?(?:hip)?|community|union|hospital|theatre|festival|force|centre)";
const general = `about\\s+us|about\\s+(?:the|our)\\s+${kinds}|about|who\\s+we\\s+are|what\\s+we\\s+do|(?:company|corporate|organi[sz]ation(?:al)?)\\s+(?:profile|background|boilerplate|description)|boiler\\s?plate`;
const alone = new RegExp(`^(?:${general}|.{2,60}(?::|\\s[–—-])\\s(?:who we are|about us))\\s*[:.]?$`, "i");
const before = new RegExp(`^(?:${general})\\s*(?::|\\||\\s[–—-])\\s*\\S`, "i");
const about = /^(?:About|ABOUT)\s+(?:the\s+|The\s+|THE\s+)?(?=\S)/;
/** Small words within names. */
const small = new Set(
  "a an and at by de del della der di du for in la le of on or the to und van von y with".split(" "),
);
/** Ends of abbreviations in names of companies; a point behind them ends no sentence. */
const abbreviation = /\b(?:inc|ltd|co|corp|plc|st|dr|pty|mt|no|[a-z])$/i;
/** Of these, those behind which a name goes on. */
const title = /\b(?:st|dr|mt|no|[a-z])$/i;

/** A heading with as much of the text that it runs into as tells it; a long line costs no more. */
const longestHeading = 300;

/** Of an end mark, a line of stars across the page. */
const longestMark = 160;

/** Whether a line ends the text. */
export function isEndMark(line: string): boolean {
  if (line.length > longestMark) return false;
  return endMark.test(line) || (saysDay(line) && endMark.test(withoutWhen(line)));
}

/** What sets a heading apart from its text, or numbers it among the notes. */
const decoration = /^(?:[\s*_#>=~–—-]+|\d{1,2}[.)]\s+)|[\s*_#=~–—-]+$/g;
/** Headings that say nothing with their text below them. */
const empty = /^(?:about|boiler\s?plate)\W*$/i;

/** What says who somebody is where it stands behind the end of a text, and tells no name. */
export const background = /^\W*background(?:\s+information)?(?:\s*:\s*|\s*$)/i;

/** A heading without what sets it apart; none where it says nothing. */
export function undecorated(block: Block): Block[] {
  const text = textOf(block);
  const [label = ""] = background.exec(text) ?? [];
  if (label !== "") return label.length < text.length ? [slice(block, label.length)] : [];
  if (!isAboutHeading(text) || text.trim().includes("\n")) return [block];
  const bare = text.replace(decoration, "");
  return empty.test(bare) ? [] : [{ ...block, spans: [{ text: bare }] }];
}

/** A heading of its own, or one that runs into its text: "About Acme: Acme makes ...". */
export function isAboutHeading(marked: string): boolean {
  const line = marked.slice(0, longestHeading).replace(decoration, "");
  if (alone.test(line) || before.test(line)) return true;
  const name = line.replace(about, "");
  if (name === line) return false;
  return (line.length <= 100 && isNameOfSection(name)) || namesThatRunIn(name).some(isNameOfSection);
}

/** What stands before each mark that may part the heading from its text. */
function namesThatRunIn(line: string): string[] {
  return [...line.slice(0, 110).matchAll(/\s*(?:[:–—|]|\s-|[.!?])\s+(?=[^\p{L}]|\p{Lu}|\p{Ll}\p{Lu})/gu)]
    .filter(({ 0: mark, index }) => !(mark.startsWith(".") && title.test(line.slice(0, index))))
    .map(({ index }) => line.slice(0, index));
}

/** Capitals tell a name; what is mostly in small letters is a sentence, or a heading within the text. */
function isNameOfSection(text: string): boolean {
  const [name = ""] = text.replace(/\([^()]*\)/g, " ").split(/\s[–—|-]\s|:\s/, 1);
  const parts = name.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part) && !small.has(part));
  const capitals = parts.filter((part) => /\p{Lu}/u.test(part)).length;
  const figures = parts.filter((part) => /^\W*\d/.test(part)).length;
  const lower = parts.length - capitals - figures;
  const isSentence =
    (/\.$/.test(text) && (lower > 0 || name !== text) && !abbreviation.test(text.slice(0, -1))) ||
    (name !== text && /[!?]$/.test(text));
  return !isSentence && capitals >= Math.max(1, lower);
}

/** Whether a line begins the notes to editors. */
export function isNotes(line: string): boolean {
  const rest = line.replace(notes, "");
  return (
    rest !== line &&
    (/editor|journalist|media|newsroom|reporter|press/i.test(line.slice(0, line.length - rest.length)) ||
      rest === "")
  );
}

/** "About Acme Acme makes ..." as two: the heading is bold and its text is not, or the text begins with the same name. */
export function splitAbout(block: Block): Block[] {
  const text = textOf(block);
  if (!/^about\s/i.test(text) || isAboutHeading(text) || text.trim().includes("\n")) return [block];
  const bold = boldAhead(block);
  const at = bold > 0 && isAboutHeading(text.slice(0, bold)) ? bold : repeatedName(text);
  return at > 0 && /\S/.test(text.slice(at)) ? [slice(block, 0, at), slice(block, at)] : [block];
}

/** How much of a paragraph is bold before the rest is not. */
function boldAhead({ spans }: Block): number {
  const until = spans.findIndex(({ bold, text }) => bold !== true && text.trim() !== "");
  return spans.slice(0, Math.max(0, until)).reduce((length, { text }) => length + text.length, 0);
}

/** Where the name that follows "About" begins again; 0 where it does not at once. */
function repeatedName(text: string): number {
  const [lead] = about.exec(text) ?? [];
  if (lead === undefined) return 0;
  const words = text.slice(lead.length, longestHeading).split(" ");
  const first = words.slice(0, 2).join(" ");
  const again = words.findIndex((_, at) => at >= 2 && words.slice(at, at + 2).join(" ") === first);
  const heading = lead + words.slice(0, Math.max(0, again)).join(" ");
  if (again < 0 || /[.:;!?–—|-]$/.test(heading) || !isAboutHeading(heading)) return 0;
  const article = /\s+the$/i.exec(heading);
  return heading.length - (article?.[0].length ?? 0);
}

/** "Notes to editors: About Acme" as two: what is said of Acme is for readers, and what else follows says what it is. */
export function splitNotes(block: Block): Block[] {
  const text = textOf(block);
  const [line = ""] = text.trimStart().split("\n", 1);
  const rest = line.replace(notes, "");
  if (rest === line || rest === "" || !isNotes(line)) return [block];
  const at = text.indexOf(rest);
  return [slice(block, 0, at), slice(block, at)];
}
