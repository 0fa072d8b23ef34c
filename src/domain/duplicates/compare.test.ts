import { describe, expect, it } from "vitest";
import { compareWith } from "./compare.ts";
import { wordsOf } from "./words.ts";

const about = `About Fennick Foods. Fennick Foods has baked bread and cakes in Oxley since 1931 and employs two hundred
  people in three bakeries. It sells in its own eleven shops and through grocers in the whole county. The company is owned
  by its employees, who share what it earns at the end of each year. For more about Fennick Foods and its bakers, ask at
  any of the shops.`;
const appointment = (name: string, role: string, past: string, plan: string) =>
  `Fennick Foods names ${name} as ${role}
  Fennick Foods has appointed ${name} as ${role} with effect from the first of June. ${past} ${plan}
  “I have eaten this bread since I was a child,” said ${name}. ${about}`;
const first = appointment(
  "Dean Holloway",
  "head of baking",
  "Holloway comes from the mill at Westerby, where he led the night shift for nine years and brought back stone-ground rye.",
  "He will open a bakery in the old tram depot in spring and train eight apprentices there.",
);
const second = appointment(
  "Sarah Quill",
  "finance director",
  "Quill was treasurer of the county hospital after twelve years at an auditor in Marlhaven, and sits on the school board.",
  "She is to find the money for new ovens, and to put the pension fund on a footing that lasts.",
);
const unrelated = `Rovers take the cup after extra time
  The Rovers beat Oxley Town by three goals to two on Saturday in front of eleven hundred people at Mill Lane, and won the
  county cup for the first time in a generation. ${about}`;

const rowing = (headline: string, lead: string) => `${headline}
  ${lead} at Thirlbeck this winter. The boats lie at the jetty below the mill and can be taken out from ten in the morning
  until the light goes. Rowing in the cold months is quieter than in summer, and the herons come closer to the oars.
  Everyone gets a life jacket, and a flask of tea can be had at the boathouse for £2. The boats hold four people and a dog.
  Those who have never held an oar are shown how before they set off, and nobody is sent out in fog. “There is nothing
  like the lake in January,” said Hilda Brockbank, who looks after the boathouse. “You hear your own oars and nothing
  else.” Places can be had from the first of December at the boathouse or by telephone, and season tickets for £40.`;
const boats = rowing(
  "Rowing on Thirlbeck in the winter from £9",
  "Visitors to the lake can rent a rowing boat for £9 an hour",
);
const matchReport = (away: string, score: string, [scorer, last]: [string, string], next: string) =>
  `Oxley Rovers meet ${away}
  Oxley Rovers met ${away} at Mill Lane on Saturday and the match ended ${score}. ${scorer} opened the scoring with a shot
  from the edge of the box, and ${last} had the last word. The crowd saw both sides play in the rain. “I am proud of every
  one of them, they ran until the end,” said coach Peter Lund. “We take each match as it comes and look at the table in
  May.” The referee showed three yellow cards. The supporters served soup and sausages, and the youth team carried the
  flags on to the pitch before the game. Oxley Rovers meet ${next} in two weeks. Tickets can be had at the gate and in the
  shop of the club from Wednesday, children pay half, and the gates open an hour before the start.`;

const preamble = `News from a member
  The following news has reached us from a member of our association, and we gladly hand it on to everybody who reads these
  pages. We did not write it ourselves, nor did we change anything in it, since the members know best what is worth telling
  about their work. The association has three hundred members in the north of the county, from smithies to dairies, and each
  of them may send us what they have to say. Our office in the High Street is open on weekdays, and the secretary will be
  happy to help whoever would like to know more. Here is what our member writes to us this week.`;
const bulletin = (news: string) => `Pinfold weekly letter
  Dear neighbours, welcome to the weekly letter of the Pinfold Community Centre, which tells you every Friday what has
  happened in the house and what comes next. The centre is open to everybody from eight in the morning until ten at night,
  the café serves soup and bread at noon, and the library on the first floor lends books, games and tools without a charge.
  Our volunteers answer the telephone all day, and whoever wants to help is welcome at the table by the door on Mondays.
  Please hand this letter on to those next door who do not read it on a screen, and tell us what you miss. ${news}`;
const bulletins = [
  `The choir sang at the hospice on Sunday and was asked to come again at Easter. Twenty-two singers took part, and the
  youngest, Ada Finch, sang alone for the first time. The programme ran from Purcell to a song that the conductor wrote for
  the day, and the residents joined in at the end. The roof of the workshop is tight again. Slaters from Westerby worked
  four days on it and left the old ridge tiles for the garden path. A bicycle with a blue basket was left in the yard.`,
  `The chess club has won promotion to the county league with a draw at Marlhaven. On the last board Samuel Ode held a lost
  ending for two hours, and his opponent agreed to share the point just before midnight. The kitchen has a new oven, given
  by a baker who retires. It holds sixty loaves, and a course in sourdough begins as soon as the electrician has been. From
  next week the car park is closed while its drains are dug up. Please come by bus or on foot.`,
  `The painters of the Tuesday group show their pictures in the hall until the end of the month. There are views of the
  canal, a portrait of the postman and a cow that nobody will own to. The allotments were surveyed by a botanist, who found
  a wild orchid between two rows of leeks. The place is fenced, and children may look through a gap. The accountant has
  handed over the books, which were found in order. The members vote on them in autumn.`,
].map(bulletin);

const sketched = (text: string) => wordsOf(text).numbers;
const isCopyOf = (text: string, other: string, ...near: string[]) =>
  compareWith(sketched(text), [other, ...near].map(sketched))[0]?.isCopy;

const everyNth = (text: string, n: number) =>
  text
    .split(/\s+/)
    .map((word, at) => (at % n === n - 1 ? "indeed" : word))
    .join(" ");

describe("a copy", () => {
  it.each([
    ["word for word", first],
    ["with every eighth word changed", everyNth(first, 8)],
    ["with another headline", first.replace(/^.*\n/, "A new baker for Oxley\n")],
    [
      "with its sentences in another order",
      first
        .split(/(?<=\.) /)
        .reverse()
        .join(" "),
    ],
    ["cut after its news", first.slice(0, first.indexOf("About"))],
    ["with another paragraph at the end", `${first} ${unrelated.slice(0, 250)}`],
  ])("is told %s", (_how, text) => {
    expect(isCopyOf(text, first, unrelated)).toBe(true);
  });

  it.each([
    [
      "one name put in",
      rowing("Pinfold Leisure rents boats", "Pinfold Leisure rents a boat for £9 an hour"),
      boats,
    ],
    [
      "one name for another",
      rowing("Pinfold Leisure rents boats", "Pinfold Leisure rents a boat for £9 an hour"),
      rowing("Beckside Tours rents boats", "Beckside Tours rents a boat for £9 an hour"),
    ],
  ])("is told with %s and nothing else changed", (_how, text, other) => {
    expect(isCopyOf(text, other)).toBe(true);
    expect(isCopyOf(other, text)).toBe(true);
  });

  it("is told behind a long opening of somebody else's, also where others share neither", () => {
    expect(isCopyOf(`${preamble} ${boats}`, boats)).toBe(true);
    expect(isCopyOf(`${preamble} ${boats}`, boats, boats, first, unrelated)).toBe(true);
    expect(isCopyOf(boats, `${preamble} ${boats}`)).toBe(true);
  });

  it("is told beside other copies of the same, which make no template of it", () => {
    expect(isCopyOf(first, everyNth(first, 9), everyNth(first, 7), first)).toBe(true);
  });
});

describe("another release", () => {
  it("is none for a template with other news", () => {
    expect(isCopyOf(second, first, unrelated)).toBe(false);
  });

  it("is none for another match in the same words", () => {
    const won = matchReport("Westerby Town", "two to nil", ["Karim Aden", "Joe Pratt"], "Marlhaven United");
    const lost = matchReport("Sandholm Athletic", "one to three", ["Luis Ferro", "Tom Kirk"], "Bexley Vale");
    expect(isCopyOf(lost, won)).toBe(false);
    expect(isCopyOf(won, lost)).toBe(false);
  });

  it("is none for one welcome before other news", () => {
    const [choir = "", chess = "", painters = ""] = bulletins;
    expect(isCopyOf(painters, chess, choir)).toBe(false);
    expect(isCopyOf(chess, choir)).toBe(false);
    expect(isCopyOf(`${preamble} ${boats}`, `${preamble} ${unrelated}`)).toBe(false);
  });

  it("is none for the same last paragraph", () => {
    expect(isCopyOf(unrelated, first, second)).toBe(false);
  });

  it("is none for nothing", () => {
    expect(isCopyOf("", first)).toBe(false);
    expect(compareWith(sketched(first), [])).toEqual([]);
  });
});

it("costs no more than in proportion for the longest texts", () => {
  const long = Array.from({ length: 12_000 }, (_, at) => `word${at}`).join(" ");
  const likeness = compareWith(
    sketched(long),
    Array.from({ length: 30 }, () => sketched(long)),
  );
  expect(likeness.every(({ isCopy }) => isCopy)).toBe(true);
});
