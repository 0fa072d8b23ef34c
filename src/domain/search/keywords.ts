/** The words that tell one article from others. Pure. */

const common = new Set(
  `about above after again against also although always among another because been before being below between both
  came cannot come could does doing done down during each even every first four from further gave give going have having
  here herself himself however into itself just know last later least less like made make many more most much must never
  next none once only other ours over part people said same says second several shall should since some such take than
  that their theirs them then there these they this those three through time today told took under until upon very want
  week well went were what when where which while whom whose will with within without would year years your yours`.split(
    /\s+/,
  ),
);

/** Up to `max` words of four letters or more, most telling first: often here, and early, and in the headline. */
export function keywordsOf(headline: string, text: string, max = 12): string[] {
  const weights = new Map<string, number>();
  const add = (source: string, weight: number) => {
    for (const word of source.toLowerCase().match(/\p{L}{4,30}/gu) ?? []) {
      if (!common.has(word)) weights.set(word, (weights.get(word) ?? 0) + weight);
    }
  };
  add(headline, 3);
  add(text.slice(0, 600), 1.5);
  add(text.slice(600, 6000), 1);
  return [...weights.entries()]
    .sort(([a, x], [b, y]) => y - x || a.localeCompare(b))
    .slice(0, max)
    .map(([word]) => word);
}
