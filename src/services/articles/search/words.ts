/** The words that were ever published: what a beginning may become, and what a mistyped word may have meant. */

import { distance } from "fastest-levenshtein";
import type { Context } from "../../../context.ts";
import { literally } from "../../../db/patterns.ts";
import { corrected, type SearchGroup, wantedWords } from "../../../domain/search/search-terms.ts";

/** A beginning stands for so many words that begin so, the most frequent first. */
const mostEndings = 20;
/** Each costs a statement: with more beginnings the others stand for themselves, with more words none is corrected. */
const most = { beginnings: 3, corrected: 6 };
/** So many words that look alike are compared letter by letter. */
const mostAlike = 50;

/** The groups, in which what is a beginning stands for the words that it may become as well. */
export async function finishBeginnings(ctx: Context, groups: readonly SearchGroup[]): Promise<SearchGroup[]> {
  const beginnings = groups.flatMap((terms) => terms.flatMap(({ any, prefix }) => (prefix ? any : [])));
  const looked = [...new Set(beginnings)].slice(0, most.beginnings);
  const found = await Promise.all(looked.map((word) => wordsBeginning(ctx, word)));
  const endings = new Map(looked.map((word, at) => [word, found[at] ?? []]));
  return groups.map((terms) =>
    terms.map((term) =>
      term.prefix ? { ...term, any: term.any.flatMap((word) => [word, ...(endings.get(word) ?? [])]) } : term,
    ),
  );
}

async function wordsBeginning({ hot }: Context, beginning: string): Promise<string[]> {
  const rows = await hot.$queryRaw<{ word: string }[]>`
    select word from search_words where word like lower(search_text(${literally(beginning)})) || '%'
    order by articles desc, word limit ${mostEndings}`;
  return rows.map(({ word }) => word);
}

/** What was probably meant, if some of the words are none that was ever published and resemble one that was. */
export async function correctTyping(
  ctx: Context,
  typed: string,
  groups: readonly SearchGroup[],
): Promise<string | undefined> {
  const words = [...new Set(wantedWords(groups))];
  if (words.length > most.corrected) return undefined;
  const found = await Promise.all(words.map((word) => wordMeant(ctx, word)));
  const replacements = new Map(
    words.flatMap((word, at) => (found[at] === undefined ? [] : [[word, found[at]] as const])),
  );
  return replacements.size === 0 ? undefined : corrected(typed, replacements);
}

async function wordMeant({ hot }: Context, word: string): Promise<string | undefined> {
  const rows = await hot.$queryRaw<{ typed: string; word: string; articles: number }[]>`
    with typed as materialized (select lower(search_text(${word})) as word)
    select typed.word as typed, known.word, known.articles
    from typed join search_words known on known.word % typed.word
    order by similarity(known.word, typed.word) desc, known.articles desc limit ${mostAlike}`;
  if (rows.some(({ typed, word: known }) => known === typed)) return undefined;
  return rows
    .map((row) => ({ ...row, slips: distance(row.typed, row.word) }))
    .filter((row) => row.slips <= 1 || (row.slips === 2 && mayHaveTwo(row.typed, row.word)))
    .sort((a, b) => a.slips - b.slips || b.articles - a.articles)[0]?.word;
}

/** Two letters swapped, or a word so long that two slips leave it recognisable. */
function mayHaveTwo(typed: string, word: string): boolean {
  const letters = (text: string) => [...text].sort().join("");
  return typed.length >= 8 || letters(typed) === letters(word);
}
