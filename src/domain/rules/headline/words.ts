/** HL-06, HL-07: the words of a headline. Pure. */

import { type Pronoun, pronounsIn } from "../reading/pronouns.ts";
import { anyOf, blank, matchesOf, unquoted } from "../reading/words.ts";
import { defineRule, graded, limit } from "../rule.ts";
import { inField } from "../view.ts";
import { sellingWordsIn } from "./selling.ts";

const pointer = "/headline";

const selling = defineRule({
  id: "HL-06",
  what: "Selling words in the headline, such as cheap, guaranteed or buy now; several are grave.",
  why: "They belong to advertising, which readers and mail filters distrust.",
  languages: ["en"],
  settings: graded.extend({ graveFrom: limit }),
  run({ copy: { headline }, words }, { grave, graveFrom }) {
    const found = sellingWordsIn(headline, words);
    const distinct = new Set(found.map(({ text }) => text.toLowerCase()));
    return found.map((word) =>
      inField(pointer, headline, word, {
        message: `"${word.text}" sells; a headline reports.`,
        ...(distinct.size >= graveFrom && { severity: grave }),
      }),
    );
  },
});

const person = defineRule({
  id: "HL-07",
  what: "First or second person in the headline, outside quotations; a single one with a capital within the headline may be of a name, every other is grave.",
  why: "The newspaper is not the one who speaks, nor the reader the one who is spoken to.",
  languages: ["en"],
  settings: graded,
  run({ copy: { headline }, words }, { grave }, { organization }) {
    const voice = unquoted(headline);
    const names = matchesOf(voice, anyOf([...words.namesWithPronoun, organization.name]));
    const own = blank(voice, names);
    const found = pronounsIn(own, "title");
    // "Love Your Liver" is a campaign, "Swap your seeds" an advertisement.
    const mayBeName = (word: Pronoun) => found.length === 1 && word.start > 0 && /^\p{Lu}/u.test(word.text);
    return found.map((word) =>
      inField(pointer, headline, word, {
        message: `"${word.text}" speaks in the ${word.person} person; name who is meant.`,
        ...(!mayBeName(word) && { severity: grave }),
      }),
    );
  },
});

export const headlineWordRules = [selling, person];
