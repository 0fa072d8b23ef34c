/** SB-07: swear words and slurs, by the lists of the package `cuss`, for the languages that it has. Pure. */

import { cuss as english } from "cuss";
import { cuss as spanish } from "cuss/es";
import { cuss as french } from "cuss/fr";
import { cuss as italian } from "cuss/it";
import { cuss as portuguese } from "cuss/pt";
import { terms, termsIn } from "../reading/lexicon.ts";
import { defineRule, limit, plain } from "../rule.ts";
import { inWhole } from "../view.ts";

/** The package rates each word: 2 is hardly ever meant otherwise, 0 mostly is. */
const surest = 2;
const listOf = (rated: Readonly<Record<string, number>>) =>
  Object.keys(rated).filter((word) => rated[word] === surest);

/** By language; what the list has for another language is no offence in this one. */
const lists: Readonly<Record<string, readonly string[]>> = {
  en: listOf(english),
  es: listOf(spanish),
  fr: listOf(french),
  it: listOf(italian),
  pt: listOf(portuguese),
};

const offensive = defineRule({
  id: "SB-07",
  what: "Swear words and slurs, from a list kept by others, less the words that releases use in another sense.",
  why: "A reader may take offence; an editor knows whether it is a name, a quotation or an insult. It is a hint and no gate.",
  languages: Object.keys(lists),
  settings: plain.extend({ places: limit, also: terms, except: terms }),
  run(view, { places, also, except }) {
    const innocent = new Set(except.map((term) => term.toLowerCase()));
    const listed = termsIn(view, lists[view.language ?? "en"] ?? []);
    return [...listed.filter(({ mark }) => !innocent.has(mark)), ...termsIn(view, also)]
      .slice(0, places)
      .map((word) =>
        inWhole(view, word, {
          message: "This may offend readers; an editor looks whether it has to stand there.",
        }),
      );
  },
});

export const offensiveRules = [offensive];
