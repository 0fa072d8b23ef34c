/** Quarters of a year, in a headline and in the text below it. Pure. */

import { matchesOf } from "../reading/words.ts";
import type { Hit } from "../rule.ts";
import { inField, type ReleaseView } from "../view.ts";

const ordinals = ["first", "second", "third", "fourth"];
const pattern =
  /\b(?:Q([1-4])|(first|second|third|fourth)[ -]quarter)\b(?:(?: of)?(?: fiscal(?: year)?)? ((?:19|20)\d\d)\b)?/gi;

/** A quarter of the headline that the text never names though it names others, or never with the headline's year. */
export function quarterHits({ copy: { headline }, body }: ReleaseView): Hit[] {
  const inHeadline = quartersIn(headline);
  if (inHeadline.length === 0) return [];
  const inText = quartersIn(body.text);
  return inHeadline.flatMap((match) => {
    const same = inText.filter(({ quarter }) => quarter === match.quarter);
    const years = same.flatMap(({ year }) => year ?? []);
    const isOther = same.length === 0 && inText.length > 0;
    const isOtherYear = match.year !== undefined && years.length > 0 && !years.includes(match.year);
    if (!isOther && !isOtherYear) return [];
    const what = isOther ? "another quarter" : `that quarter of ${years[0]}`;
    return [
      inField("/headline", headline, match, {
        message: `The headline says "${match.text}", the text ${what}.`,
      }),
    ];
  });
}

function quartersIn(text: string) {
  return matchesOf(text, pattern).map((match) => ({
    ...match,
    quarter: Number(match.groups[0] ?? ordinals.indexOf(match.groups[1]?.toLowerCase() ?? "") + 1),
    year: match.groups[2],
  }));
}
