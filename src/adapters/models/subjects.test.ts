import { describe, expect, it } from "vitest";
import { loadShippedClassifier, loadShippedLikeness } from "./classifier.ts";
import { loadSubjects } from "./subjects.ts";

const classifier = await loadShippedClassifier();
const subjects = await loadSubjects(classifier, await loadShippedLikeness());

const reports = [
  {
    title: "Inchmore win the county camogie final by a point",
    text: `Inchmore beat Ballyroe by 1-12 to 1-11 in the county camogie final on Sunday. Goalkeeper Aoife Tuohy
      saved a penalty in the last minute, and full forward Niamh Keane scored eight points from frees. The
      team had not won the senior title since 1997. “The girls gave everything,” said the manager. The cup
      goes round the primary schools of the parish this week, and the club trains again on Thursday.`,
    is: "Hurling",
    isNot: "Soccer",
  },
  {
    title: "Under-16 hurlers reach the semi-final",
    text: `Ballyroe reached the semi-final of the county hurling championship with a win over Inchmore on
      Saturday. The goalkeeper stopped two shots on the line, and the striker of the winning goal was only
      fourteen. Hurling has been played in the parish since 1886. The semi-final will be played in
      Inchmore.`,
    is: "Hurling",
    isNot: "Soccer",
  },
  {
    title: "Oxley hockey women go up to the first division",
    text: `Oxley Hockey Club beat Marlhaven 3-1 on the last day of the season and goes up to the first
      division. Striker Beth Lund scored twice from short corners, and goalkeeper Amira Said saved a
      penalty stroke. The hockey club has four teams and looks for more juniors, who may borrow a stick.`,
    is: "Field hockey",
    isNot: "Soccer",
  },
  {
    title: "Rovers beat Town in the cup",
    text: `Oxley Rovers beat Westerby Town 2-0 in the second round of the cup. Striker Karim Aden scored twice,
      and goalkeeper Joe Pratt saved a penalty. The football club plays at home again on Saturday. The
      footballers train on Tuesdays.`,
    is: "Soccer",
    isNot: "Hurling",
  },
  {
    title: "Fire brigade pumps out thirty flooded houses",
    text: `After a night of heavy rain the River Aller stood in thirty houses of Mill Street. The fire brigade
      pumped water out of the flooded cellars until noon, and firefighters brought four people to safety
      in a boat. The flooded road to Westerby stays closed. Sandbags can be had at the depot, and the
      council has opened the sports hall to those who cannot go home.`,
    is: "Flood",
    isNot: "Fire",
  },
  {
    title: "Barn burns down at Westerby",
    text: `A barn burned down at Westerby on Friday night. The fire brigade came with five engines, and
      firefighters fought the blaze until morning. Nobody was hurt. Fire broke out in a stack of hay, and
      the police are looking for the cause.`,
    is: "Fire",
    isNot: "Flood",
  },
  {
    title: "Oxley crew wins on the Aller",
    text: `The men's eight of Oxley Rowing Club won the head of the river race on the Aller by two lengths. The
      regatta drew forty crews. The oarsmen had trained since October, and the women's four came second in
      its race. The boat club takes new rowers from April, and lends them an oar.`,
    is: "Rowing",
    isNot: "Sailing",
  },
  {
    title: "Free debt advice at the library every Tuesday",
    text: `Whoever cannot pay the rent or the council tax can have free debt advice at the library every
      Tuesday from September. Advisers of the charity help people to write a household budget, to speak to
      creditors and to find out what benefits they may claim. Nobody has to give a name. Last year four
      hundred people asked for debt advice in the county.`,
    is: "Personal finance",
    isNot: "Government budget",
  },
  {
    title: "Council passes a budget of 14 million",
    text: `Elmsworth town council passed its budget of 14.2 million for the coming fiscal year, eleven votes to
      six. Council tax rises by 2.9 per cent. The spending plan keeps two bus routes.`,
    is: "Government budget",
    isNot: "Personal finance",
  },
  {
    title: "Curlews breed on the moor again",
    text: `Four pairs of curlews have bred on Oxley Moor this summer, and seven chicks have flown. Volunteers
      of the society had put electric fences round the nests on the policy of the landowner, and farmers
      cut the meadows late. The curlew has lost half of its numbers in thirty years. Ministers have
      promised money for ground-nesting birds in the county, and the council backs it.`,
    is: "Nature",
    isNot: "Politics",
  },
];

describe("the words of a topic", () => {
  it.each(reports)("tell $is from $isNot in $title", ({ title, text, is, isNot }) => {
    const words = { title, text };
    const found = subjects.find(words, classifier.look(words)).map(({ name }) => name);
    expect(found).toContain(is);
    expect(found).not.toContain(isNot);
  });
});
