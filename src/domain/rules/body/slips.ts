/**
 * Slips of the pen that need no grammar to be seen: words misspelt, small words typed twice, "a" and "an" taken for each
 * other. What might be right is let pass. Pure.
 */

import type { Range } from "../../source-text/source-text.ts";
import type { Token, Tokens } from "../blocked/terms.ts";
import { misspellings } from "./misspellings.ts";

export interface Slip extends Range {
  /** What makes it the same slip as another. */
  readonly key: string;
  readonly message: string;
  readonly suggestion: string;
}

/** A text with its words. Up to `titleEnd`, 0 without a title, a capital makes no name. */
export interface Page {
  readonly text: string;
  readonly tokens: Tokens;
  readonly titleEnd: number;
}

/** Every place of every slip, in no order. */
export function slipsIn(page: Page): Slip[] {
  return [...misspelt(page), ...doubled(page), ...misled(page)];
}

function misspelt(page: Page): Slip[] {
  const { text, tokens } = page;
  const listed = [...tokens.places.keys()].filter((word) => misspellings.has(word));
  return listed.flatMap((word) => {
    const right = misspellings.get(word) ?? word;
    const places = tokens.places.get(word) ?? [];
    const found = places.flatMap((place) => tokens.all[place] ?? []);
    // What has a capital within a sentence is a name, and then a name wherever it stands.
    if (/^\p{Ll}/u.test(right) && found.some((token) => isName(page, token))) return [];
    return found
      .filter(({ start, end }) => isTyped(text, word, start, end))
      .map(({ start, end }) => {
        const suggestion = inCaseOf(text.slice(start, end), right);
        return { key: word, start, end, suggestion, message: `This is spelt "${suggestion}".` };
      });
  });
}

/** A full word and a stop, or a blank line; an initial or a title with a stop is part of a name. */
const ended = /(?:\n\s*\n\W*|\p{Ll}{4}[.!?]["”’)]*\s+)$/u;

function isName({ text, titleEnd }: Page, { start }: Token): boolean {
  if (start < titleEnd || !/\p{Lu}/u.test(text[start] ?? "")) return false;
  return !ended.test(text.slice(Math.max(0, start - 20), start));
}

/** Whether a word stands there as it was listed: not with an accent, in an address, as a mention, or cut short. */
function isTyped(text: string, word: string, start: number, end: number): boolean {
  if (text.slice(start, end).toLowerCase() !== word) return false;
  const before = text.slice(Math.max(0, start - 60), start).match(/\S*$/u)?.[0] ?? "";
  const after = text.slice(end, end + 60).match(/^\S*/u)?.[0] ?? "";
  const isWhole = end < text.length && !/^(?:\.\.|…)/u.test(after);
  return isWhole && !/[@/\\_#'’‘]|\.\w/u.test(`${before}${word}${after}`);
}

function inCaseOf(typed: string, right: string): string {
  if (typed.length > 1 && typed === typed.toUpperCase()) return right.toUpperCase();
  return /^\p{Lu}/u.test(typed) ? right[0]?.toUpperCase() + right.slice(1) : right;
}

/**
 * Hardly ever right twice in a row: they stand for no emphasis, and seldom end a phrase that the same word can follow, as
 * "in" does in "the state that they are in in May".
 */
const neverTwice =
  "the a an and or of to from by into their our your my its they we been because than as if".split(" ");

function doubled(page: Page): Slip[] {
  return neverTwice
    .flatMap((word) => pairsIn(page, word, (next) => next === word))
    .filter(({ end }) => !/[-–]/.test(page.text[end] ?? ""))
    .map(({ first, second, ...range }) => {
      const message = `"${second}" stands here twice.`;
      return { ...range, key: `${second} ${second}`, message, suggestion: inCaseOf(first, second) };
    });
}

interface Pair extends Range {
  readonly first: string;
  readonly second: string;
}

/** Where a word stands before one that must not follow it. */
function pairsIn({ text, tokens: { all, places } }: Page, word: string, isWrong: (next: string) => boolean) {
  const found = (places.get(word) ?? []).filter((place) => isWrong(all[place + 1]?.folded ?? ""));
  return found.flatMap((place): Pair[] => {
    const [first, second] = all.slice(place, place + 2);
    if (!first || !second || !isPair(text, first, second)) return [];
    const typed = text.slice(first.start, first.end);
    return [{ start: first.start, end: second.end, first: typed, second: second.folded }];
  });
}

/** Whether two words are small ones with nothing but space between, before and after them; the first may open a sentence. */
function isPair(text: string, first: Token, second: Token): boolean {
  const [one, two] = [text.slice(first.start, first.end), text.slice(second.start, second.end)];
  if (two !== second.folded || second.opens || !/^\s+$/u.test(text.slice(first.end, second.start)))
    return false;
  const isSmall = one === first.folded || (first.opens && one.slice(1) === first.folded.slice(1));
  const before = text.slice(Math.max(0, first.start - 2), first.start);
  return (
    isSmall && !/[-–/&.'’]$|& $/u.test(before) && !/^[/&'’]/u.test(text.slice(second.end, second.end + 1))
  );
}

/** Common words that begin with a vowel beyond doubt. In languages that have a word "a", none of these follows it. */
const afterAn = new Set(
  `academic accountant accredited actor actress added address adult advanced advantage adventure advertisement advisor advisory affordable afternoon agency agreement airport
    allegation alleged amazing amendment ancient anniversary announcement annual answer apartment apology app appointment apprentice approach approved
    architect arrest artist associate athlete attack attempt auction author automatic autumn available award awesome eager early easier easy eclectic
    economic economist edge educational eight elaborate elderly election electric electrician electronic elementary emerging emotional emphasis employee empty
    enclosed encouraging ending energetic engaging engine engineer enhanced enjoyable enormous entrance entry envelope environmental equal essay
    essential established estimated ethical evaluation evening event everyday evidence examination example exceptional excited exciting executive
    exhibit expanded expected expensive experience experienced extraordinary extremely eye icon iconic identity illegal illustrated illustrator immediate improved
    improvement income increase increased increasing incredible independent industry inexpensive injury inmate innovative inquiry inspector inspiring instructor insurance
    integrated interesting intern internship intimate investment investor island oath object obvious ocean offer officer old older ongoing opening operating
    operation opponent optician opportunity order ordinary organic organisation organist organization orphan outside outstanding overall overview owner ugly ultimate
    umbrella unable uncle unclear understanding unexpected unfair unforgettable unknown unlikely unusual upcoming update upgraded upper upset urban`.split(
    /\s+/,
  ),
);
/** Common words that begin with a consonant beyond doubt: "an historic" is right for some. */
const afterA = new Set(
  `baby background baker balanced band bank barber beautiful better big bill board book boost brand brief bright broad budget builder building business butcher call campaign
    candidate car career case celebration central century certified challenge chance charity charming chef child city civil class clear clinical closed club
    collaborative collection college community company competitive comprehensive computer concert contract council councillor county couple court critical current
    custom customer daily dancer day deal decade decision dedicated deep degree dentist design detailed development different doctor donation dozen driver dynamic facility factory
    fair family famous fantastic farm farmer federal few field film financial firefighter firm first five flexible focus forum foundation four free fresh friend friendly
    full fun fundraiser further game gardener gathering general gift global goal good government grant great group growing hall hand handful hands healthy high
    highly holiday home house huge human job joint journey judge jury key kitchen lack lake land large larger late law lawsuit lawyer leader leading league lecturer
    letter level library life light limited line list little live local long loss lot lovely low major man manager manufacturer market massive match mayor
    meeting member memorable mere milestone mission mix mobile model month more most move much museum music musician national natural nearby network new newly
    news night nonprofit number nurse park part partner partnership path patient peaceful perfect performance period person personal petition pharmacist picture place
    plan player plumber poet police policy popular portion positive possible powerful practical press previous private prize product professional program programme
    project property proposal proposed proud public quality quarter question quick quiet range rare real recent record reduced regional regular related
    release report research resident result retired review rich right rising road role room safe sale scholarship school science season second secure
    senior series serious service set seven shared short significant similar simple singer single site six small social solid special spokesperson sponsor
    sports staff state statement step story strategic street strong student study successful sudden summer support sustainable teacher team technical ten test
    third thousand three time top total tour town traditional training tree trusted two vacant valid valuable variety vast vehicle very victim video
    village visit volunteer vote voter walk warning water way website week weekend welcome wide winner winter woman wonderful work workshop world
    worldwide writer written year yearly young youth zoning`.split(/\s+/),
);

const articles = [
  { article: "a", right: "an", words: afterAn },
  { article: "an", right: "a", words: afterA },
];

function misled(page: Page): Slip[] {
  return articles.flatMap(({ article, right, words }) =>
    pairsIn(page, article, (next) => words.has(next)).map(({ first, second, ...range }) => {
      const suggestion = `${inCaseOf(first, right)} ${second}`;
      return { ...range, key: `${article} ${second}`, message: `Write "${suggestion}".`, suggestion };
    }),
  );
}
