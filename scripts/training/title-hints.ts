/**
 * What the words of a release's title say about its category. A hint, not a judgement: it mends weak labels, which
 * know little of education, courts, charities or science, and is never asked when a release is categorised.
 */

const hints: readonly { readonly slug: string; readonly words: RegExp }[] = [
  {
    slug: "education",
    words:
      /\b(scholarships?|university|college|students?|schools?|e-?learning|curriculum|tuition|academy)\b/i,
  },
  {
    slug: "crime-law",
    words:
      /\b(law firm|law group|attorneys?|lawyers?|class action|lawsuit|litigation|investors? alert|securities fraud|arrest(ed)?|police|court)\b/i,
  },
  {
    slug: "science",
    words:
      /\b(researchers?|scientists?|physic(s|ists?)|astronom\w+|discover(y|ies) of|genom\w+|telescope|species)\b/i,
  },
  {
    slug: "society",
    words:
      /\b(church|bible|christian\w*|ministr(y|ies)|faith|non-?profits?|charit(y|able)|donates?|donation|volunteers?|pride (parade|month)|homeless|veterans|refugees?|community foundation)\b/i,
  },
  {
    slug: "sports",
    words:
      /\b(athletes?|championships?|football|soccer|baseball|basketball|hockey|golf|tournament|olympi\w+|marathon|nfl|nba|league|racing)\b/i,
  },
  {
    slug: "entertainment",
    words:
      /\b(film|movie|album|novel|book|author|music|concert|art(ist)?s?|museum|theat(er|re)|festival|gallery)\b/i,
  },
  {
    slug: "environment",
    words:
      /\b(climate|recycl\w+|sustainab\w+|renewable|conservation|wildlife|pollution|emissions|biodiversity)\b/i,
  },
  {
    slug: "health",
    words:
      /\b(patients?|clinical|medical|medicine|health\w*|hospitals?|therap\w+|cancer|doctors?|dent(al|ist\w*)|pharma\w*|disease|vaccin\w+|wellness)\b/i,
  },
  {
    slug: "technology",
    words:
      /\b(software|ai|cyber\w*|cloud|apps?|saas|technolog(y|ies)|robot\w*|5g|iot|data|semiconductors?|quantum)\b/i,
  },
  {
    slug: "politics",
    words:
      /\b(senat\w+|congress\w*|governors?|legislation|elections?|president|ministers?|parliament|policy|lawmakers?|federal)\b/i,
  },
  {
    slug: "business",
    words:
      /\b(acqui\w+|merge[rs]?|funding|invest\w*|q[1-4]|quarter\w*|revenue|nasdaq|nyse\w*|otc\w*|tsx\w*|shares|ceo|appoint\w*|partnership|markets?|earnings|token|bitcoin|crypto\w*)\b/i,
  },
  {
    slug: "lifestyle",
    words:
      /\b(fashion|jewel\w+|travel\w*|cars?|wines?|restaurants?|homes?|beauty|skin\w*|weddings?|furniture|pets?|watch(es)?|vacations?|interior|recipes?|tours?|luxury|parent\w*|gifts?|cuisine|coffee)\b/i,
  },
];

/** The one category whose words the title has, or undefined where it has none or those of several. */
export function hintOf(title: string): string | undefined {
  const [hint, ...others] = hints.filter(({ words }) => words.test(title));
  return others.length === 0 ? hint?.slug : undefined;
}
