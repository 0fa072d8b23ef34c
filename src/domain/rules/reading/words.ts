/** Word lists turned into patterns, once per list. Matching takes time linear in the text. Pure. */

const patterns = new WeakMap<readonly string[], RegExp>();

/** A pattern, case-insensitive and global, for any of the phrases as whole words; a space stands for a hyphen too. */
export function anyOf(phrases: readonly string[]): RegExp {
  const known = patterns.get(phrases);
  if (known) return known;
  const longestFirst = phrases.filter((phrase) => phrase !== "").sort((a, b) => b.length - a.length);
  const words = longestFirst.map((phrase) =>
    phrase
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("-", "[-\u2010\u2011]")
      .replaceAll(" ", "(?:\\s+|[-\u2010\u2011])")
      .replaceAll("'", "['’]"),
  );
  // What opens with a sign, as "% off" does, stands behind whatever it likes; an empty list matches nothing.
  const isWord = (pattern: string) => /^\w/.test(pattern);
  const alternatives = [
    ...either("(?<![\\w-])", words.filter(isWord)),
    ...either(
      "",
      words.filter((pattern) => !isWord(pattern)),
    ),
  ];
  const pattern = new RegExp(words.length === 0 ? "(?!)" : `(?:${alternatives.join("|")})(?![\\w-])`, "gi");
  patterns.set(phrases, pattern);
  return pattern;
}

function either(before: string, alternatives: readonly string[]): string[] {
  return alternatives.length === 0 ? [] : [`${before}(?:${alternatives.join("|")})`];
}

/** A place where a pattern matches. */
export interface Match {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/**
 * Every match of a global pattern, with its range. A pattern that is dear to try at each place has a `sign`, not global,
 * of which every match has something.
 */
export function matchesOf(text: string, pattern: RegExp, sign?: RegExp): Match[] {
  const matches: Match[] = [];
  if (sign?.test(text) === false) return matches;
  pattern.lastIndex = 0;
  // `matchAll` would make the pattern anew each time.
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [found, ...groups] = match;
    matches.push({ text: found, start: match.index, end: match.index + found.length, groups });
    if (found === "") pattern.lastIndex += 1;
  }
  return matches;
}

/** A text with some ranges blanked, so that what matches stands where it stood. */
export function blank(text: string, ranges: readonly { start: number; end: number }[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start < at) continue;
    pieces.push(text.slice(at, start), text.slice(start, end).replace(/[^\n]/g, " "));
    at = end;
  }
  return pieces.join("") + text.slice(at);
}

/** A line with what is quoted in it blanked. */
export function unquoted(line: string): string {
  return blank(line, matchesOf(line, /["“][^"”]*["”]|(?<![\p{L}\p{N}])['‘][^'’]*['’](?!\p{L})/gu));
}

/** "1 word", "2 words". */
export function counted(count: number, noun: string): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${noun}${count === 1 ? "" : "s"}`;
}
