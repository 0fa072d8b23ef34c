/** Ways to reach somebody: e-mail addresses and telephone numbers, wherever a text has them. Pure. */

const email = /[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24}/u;
/** Figures in groups; a tab parts columns, and so never stands in a number. */
const figures =
  /(?:\+|\b00|\(\+?)?\d{1,4}\)?(?:(?:[^\S\t]|[./()\u2010-\u2013-]){0,3}\(?\d{1,5}\)?){1,9}(?:,?\s*(?:ext\.?|extension|x)\s*\.?\s*\d{1,6})?/gi;
const date = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}\s*[-–]\s*\d{4})\W*$/;

/** Whether a line names a way to reach somebody. */
export function isReachable(line: string): boolean {
  return email.test(line) || phoneIn(line) !== undefined;
}

/** The first e-mail address of a text. */
export function emailIn(text: string): string | undefined {
  return email.exec(text)?.[0].replace(/^'/, "");
}

/** The first telephone number of a text, with its extension. */
export function phoneIn(text: string): string | undefined {
  for (const { 0: match, index } of text.matchAll(figures)) {
    const [number] = numbersIn(match, text.slice(0, index));
    if (number !== undefined) return number;
  }
  return undefined;
}

/** The text with words in the place of every e-mail address and telephone number. */
export function withoutContacts(text: string): string {
  return replaced(text, "(e-mail address)", "(telephone number)");
}

/** The text with a line break in the place of every e-mail address and telephone number. */
export function betweenContacts(text: string): string {
  return replaced(text, "\n", "\n");
}

function replaced(text: string, address: string, number: string): string {
  return text
    .replaceAll(new RegExp(email, "gu"), address)
    .replaceAll(figures, (found, index: number, all: string) =>
      numbersIn(found, all.slice(Math.max(0, index - 4), index)).length > 0 ? number : found,
    );
}

/** The numbers that a run of figures holds; none where the figures are a day, or part of an address. */
function numbersIn(match: string, before: string): string[] {
  const inAddress = /[\p{L}_/@]$/u.test(before) && !/\b(?:tel|ph|[tpmoc])$/i.test(before);
  if (date.test(match.trim()) || inAddress) return [];
  return apart(match)
    .filter((number) => countOf(number) >= 7 && countOf(number) <= 15)
    .map(tidy);
}

/** Two numbers in one line: a stroke between them, or the second begins as numbers do. */
function apart(match: string): string[] {
  for (const [mark, least] of [
    [/\s*\/\s*/g, 7],
    [/\s+(?=0\d{2,4}\s|\+)/g, 9],
  ] as const) {
    for (const { 0: between, index } of match.matchAll(mark)) {
      const [one, other] = [match.slice(0, index), match.slice(index + between.length)];
      if (countOf(one) >= least && countOf(other) >= least) return [one, ...apart(other)];
    }
  }
  return [match];
}

function countOf(number: string): number {
  return number.replace(/(?:ext|x).*$/i, "").replace(/\D/g, "").length;
}

function tidy(number: string): string {
  return number
    .trim()
    .replace(/[\u2010-\u2012]/g, "-")
    .replace(/^\((?=[^)]*$)|\s\(\d{0,3}$/g, "")
    .replace(/[\s(./–-]+$/, "")
    .replace(/^([^(]*)\)$/, "$1");
}
