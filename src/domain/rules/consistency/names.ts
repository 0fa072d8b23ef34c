/** CN-04, CN-05: tickers, numbers and names that do not agree with one another. Pure. */

import { nearMisses, nearMissesInHeadline } from "../reading/near-misses.ts";
import { numbersIn, type WrittenNumber } from "../reading/numbers.ts";
import { matchesOf } from "../reading/words.ts";
import { defineRule, graded, type Hit, limit, plain } from "../rule.ts";
import { inBody, inField, type ReleaseView } from "../view.ts";

const tickers = defineRule({
  id: "CN-04",
  what: "A ticker on an exchange that is not known, or on another one than the text says (grave).",
  why: "A ticker on the wrong exchange is another company.",
  settings: graded,
  run(view, { grave }) {
    const { tickers, headline } = view.copy;
    const inText = matchesOf(
      `${headline}\n${view.body.text}`,
      /\(\s?([A-Z][A-Za-z]{2,9}):\s?([A-Z][A-Z.]{0,6})\b/g,
    );
    return tickers.flatMap((ticker, index): Hit[] => {
      const [exchange = "", symbol = ""] = ticker.split(":");
      const pointer = `/tickers/${index}`;
      const unknown = !view.words.exchanges.includes(exchange);
      if (unknown)
        return [{ pointer, message: `"${exchange}" is no exchange known here.`, evidence: ticker }];
      const named = inText.filter(({ groups }) => groups[1] === symbol);
      // Many companies are listed twice, under one symbol.
      const [other] = named.some(({ groups }) => groups[0]?.toUpperCase() === exchange) ? [] : named;
      if (!other) return [];
      const message = `The text says "${other.groups[0]}" where the ticker is ${ticker}.`;
      return [{ pointer, message, evidence: other.text, severity: grave }];
    });
  },
});

const figures = defineRule({
  id: "CN-05",
  what: "A number or, in sports, a score in the headline that the text never gives, or the name of the person or the organisation in two spellings.",
  why: "One of the two is a slip, and the headline is what gets quoted.",
  settings: plain.extend({ minNameLength: limit }),
  run(view, { minNameLength }, { organization }) {
    const names = [view.copy.person?.name, organization.name].flatMap(
      (name) => name?.match(/\p{L}+/gu) ?? [],
    );
    const long = names.filter((name) => name.length >= minNameLength);
    const { copy, body } = view;
    const advice = (word: string, name: string) => ({
      message: `"${word}" is spelt "${name}" elsewhere.`,
      suggestion: name,
    });
    return [
      ...missingFigures(view),
      ...missingScore(view),
      ...missingPerson(view),
      ...nearMissesInHeadline(copy.headline, body.text, long).map(({ name, ...word }) =>
        inField("/headline", copy.headline, word, advice(word.text, name)),
      ),
      ...nearMisses(body.text, long).map(({ name, ...word }) => inBody(view, word, advice(word.text, name))),
    ];
  },
});

export const nameRules = [tickers, figures];

function missingFigures({ copy, body }: ReleaseView): Hit[] {
  const { headline, dek, summary } = copy;
  const figures = numbersIn(headline);
  if (figures.length === 0) return [];
  const given = numbersIn([body.text, dek, summary].join("\n"));
  const isGiven = (value: string) =>
    given.some((figure) => figure.value === value || isRounded(value, figure.value));
  // A year that the text passes over is no slip, unless the year beside it stands there.
  const isDue = ({ value, isYear, isRough, isSmall }: WrittenNumber) =>
    isYear ? [-1, 1].some((step) => isGiven(String(Number(value) + step))) : !isRough && !isSmall;
  return figures
    .filter((figure) => isDue(figure) && !isGiven(figure.value))
    .map((figure) =>
      inField("/headline", headline, figure, {
        message: `The text never gives the headline's "${figure.text}".`,
      }),
    );
}

/** Whether a headline leaves out the pence or the fraction that the text gives; of small numbers they are told. */
function isRounded(headline: string, text: string): boolean {
  const [whole, exact] = [Number(headline), Number(text)];
  return whole >= 100 && !Number.isInteger(exact) && [Math.trunc(exact), Math.round(exact)].includes(whole);
}

/** Two small numbers, and not a season, an age or days of a month. */
const score =
  /(?<![\p{L}\p{N}.,:/$£€–-])(\d{1,2})\s?[-–]\s?(\d{1,2})(?![\p{L}\p{N}%:/–-]|[.,]\d|\s?(?:years?|months?|weeks?|days?|hours?|points?|miles?|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec))/gu;

/** The score in the headline of a match report that gives scores, but never this one; half of them tell it from the other side. */
function missingScore({ copy: { kind, headline }, body }: ReleaseView): Hit[] {
  if (kind !== "sports") return [];
  const given = matchesOf(body.text, score).map(({ groups: [home, away] }) => `${home}-${away}`);
  if (given.length === 0) return [];
  return matchesOf(headline, score)
    .filter(
      ({ groups: [home, away] }) => !given.includes(`${home}-${away}`) && !given.includes(`${away}-${home}`),
    )
    .map((match) =>
      inField("/headline", headline, match, {
        message: `The text never gives the headline's "${match.text}".`,
      }),
    );
}

function missingPerson({ copy: { person, headline }, body }: ReleaseView): Hit[] {
  const surname = person?.name.split(/\s+/u).at(-1);
  if (!person || !surname || `${headline} ${body.text}`.includes(surname)) return [];
  return [{ pointer: "/person/name", message: `The text never names ${person.name}.` }];
}
