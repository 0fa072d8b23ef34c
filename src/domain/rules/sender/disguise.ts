/** SP-04, SP-05: letters that are not what they look like, or not seen at all. Pure. */

import { matchesOf } from "../reading/words.ts";
import { defineRule, plain } from "../rule.ts";
import { inBody, inField, type ReleaseView } from "../view.ts";

/** What turns the direction of writing by force, tags outside a flag, and what is unseen inside a Latin word. */
const unseen =
  /[\u202D\u202E]|(?<![\u{1F3F4}\u{E0000}-\u{E007F}])[\u{E0000}-\u{E007F}]+|(?<=\p{Script=Latin})[\u200B-\u200D\u2060\uFEFF]+(?=\p{Script=Latin})/gu;

const signOfUnseen = /[\u200B-\u202E\u2060\uFEFF\u{E0000}-\u{E007F}]/u;

const hidden = defineRule({
  id: "SP-04",
  what: "Characters that nobody sees: inside a Latin word, as tags, or to turn the direction of writing by force.",
  why: "They hide words from filters and from whoever reads the release before it is printed.",
  settings: plain,
  run(view) {
    return placesOf(view, unseen, signOfUnseen, "Unseen characters stand here.");
  },
});

/** A Latin word with letters of Cyrillic in it, or with Greek ones that look Latin; a formula's beta does not. */
export const wordOfTwoAlphabets =
  /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}]*\p{Script=Latin})(?=[\p{L}\p{N}]*[\p{Script=Cyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο])[\p{L}\p{N}]+/gu;

const signOfMixed = /[\p{Script=Cyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]/u;

const mixed = defineRule({
  id: "SP-05",
  what: "A word of Latin letters with Cyrillic ones, or Greek ones that look Latin, among them.",
  why: "So a name is made to look like another's, and a word to pass a filter (UTS #39).",
  settings: plain,
  run(view) {
    return placesOf(view, wordOfTwoAlphabets, signOfMixed, "This word mixes letters of two alphabets.");
  },
});

export const disguiseRules = [hidden, mixed];

/** The first place in each of headline, contact's name and body. */
function placesOf(view: ReleaseView, pattern: RegExp, sign: RegExp, message: string) {
  const { headline, mediaContact } = view.copy;
  const fields = [
    { pointer: "/headline", text: headline },
    { pointer: "/mediaContact/name", text: mediaContact.name },
  ];
  const inFields = fields.flatMap(({ pointer, text }) =>
    matchesOf(text, pattern, sign)
      .slice(0, 1)
      .map((place) => inField(pointer, text, place, { message })),
  );
  const found = matchesOf(view.body.text, pattern, sign).slice(0, 1);
  return [...inFields, ...found.map((place) => inBody(view, place, { message }))];
}
