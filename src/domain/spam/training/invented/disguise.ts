/** Words respelt as senders respell them, so that a filter which looks for them passes by. */

type Random = () => number;
type Disguise = (word: string, at: number, random: Random) => string;

const lookalikes: Readonly<Record<string, string>> = { a: "@", i: "1", o: "0", e: "3", s: "$", l: "I" };
const slips: Readonly<Record<string, string>> = { i: "l", l: "i", o: "0", u: "v", v: "\\/", a: "aa", c: "k" };
const fillers = "herring, plaid, oblique, walnut, tundra, mosaic, cobalt, lantern, quarry, velvet".split(
  ", ",
);

const ways: readonly Disguise[] = [
  (word, at) => replaceAt(word, at, lookalikes[(word[at] ?? "").toLowerCase()] ?? "x"),
  (word, at) => replaceAt(word, at, slips[(word[at] ?? "").toLowerCase()] ?? `${word[at]}${word[at]}`),
  (word, at) => replaceAt(word, at, `${word[at]}${word[at]}`),
  (word, at) => replaceAt(word, at, `${word[at]} `),
  (word, at) => replaceAt(word, at, `${word[at]}.`),
  (word, at) => replaceAt(word, at, `${word[at]} . `),
  (word, at) => replaceAt(word, at, ""),
  (word) => [...word].join("-"),
  (word) => [...word].join(" "),
  (word, at, random) => replaceAt(word, at, `${word[at]} ${fillers[Math.floor(random() * fillers.length)]} `),
];

/** Every third word or so of five letters and more is respelt, in one or two ways that the text keeps to. */
export function disguise(text: string, random: Random): string {
  const some = [pickWay(random), pickWay(random)];
  return text.replace(/(?<![\w/.@-])\p{L}{5,}(?![\w/@])/gu, (word) => {
    if (random() > 0.35) return word;
    const at = 1 + Math.floor(random() * (word.length - 2));
    return some[random() < 0.5 ? 0 : 1]?.(word, at, random) ?? word;
  });
}

function pickWay(random: Random): Disguise | undefined {
  return ways[Math.floor(random() * ways.length)];
}

function replaceAt(word: string, at: number, by: string): string {
  return word.slice(0, at) + by + word.slice(at + 1);
}
