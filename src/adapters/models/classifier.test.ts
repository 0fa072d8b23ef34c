import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadShippedClassifier } from "./classifier.ts";

interface LabelledNews {
  readonly title: string;
  readonly text: string;
  readonly accept: readonly string[];
}

/** Written to measure by, and not learned from. */
const localNews = new URL("../../../scripts/evaluation/local-news.jsonl", import.meta.url);

const classifier = await loadShippedClassifier();

/** Invented, and not learned from. Plain local reports were once all politics, by their weekdays and numbers. */
const reports = [
  {
    title: "Fennick Rovers take county cup after extra time",
    text: `Fennick Rovers beat Oxley Town 3-2 after extra time on Saturday to win the county cup for the first time
      since 1988. Captain Dean Holloway scored twice in front of a crowd of 1,140 at Mill Lane. Oxley led at half-time,
      but the Rovers came back in the last ten minutes. "The players never stopped running," said coach Anita Brandt.
      The club's under-15 side plays its own final next Sunday, three miles north of the town.`,
    accepted: ["sports"],
  },
  {
    title: "Council sets budget of 14.2 million and keeps two bus routes",
    text: `Elmsworth town council on Thursday evening passed a budget of 14.2 million for the coming year, eleven votes
      to six. Council tax rises by 2.9 per cent. Two evening bus routes that were to close in April stay until the
      autumn. Opposition councillors had asked for a freeze. "Nobody likes to raise taxes, but residents told us they
      want the buses," said the leader of the council, Ruth Okafor.`,
    accepted: ["politics"],
  },
  {
    title: "Charity asks for blankets and volunteers as shelter fills",
    text: `The Northgate night shelter has had no free bed for three weeks and is appealing for blankets, warm clothes
      and volunteers. The charity gave 61 homeless people a place to sleep in November. Donations can be left at St
      Anne's church hall between nine and noon from Monday to Friday. "We have never turned anyone away," said Peter
      Lowe, who has run the shelter for eleven years.`,
    accepted: ["society", "health", "lifestyle"],
  },
  {
    title: "Pump maker wins largest order in its history",
    text: `Hallam Pumps of Westerby has won an order worth 9 million for 240 pumps, the largest in the company's
      history. Deliveries to the customer, a Danish shipyard, begin in June and run for two years. The factory will
      hire thirty workers, six of them apprentices, and add an evening shift. "We bid against four larger
      manufacturers," said managing director Sarah Quill. It employs 180 people north of the station.`,
    accepted: ["business", "technology"],
  },
];

describe("the categoriser that ships", () => {
  it.each(reports)("gives '$title' a category an editor would accept", ({ title, text, accepted }) => {
    expect(accepted).toContain(classifier.classify({ title, text }, 1)[0]?.slug);
  });

  it("gives four of five items of local news a category an editor would accept", () => {
    const items: LabelledNews[] = readFileSync(localNews, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
    const accepted = items.filter((item) =>
      item.accept.includes(classifier.classify(item, 1)[0]?.slug ?? ""),
    );
    expect(accepted.length / items.length).toBeGreaterThan(0.8);
  });

  it("takes days, numbers, compass points and first names as evidence of nothing", () => {
    const passing = ["saturday", "thursday", "monday", "three", "eleven", "north", "sarah", "peter", "said"];
    const evidence = reports.flatMap((report) =>
      classifier.classify(report, classifier.labels.length).flatMap((scored) => scored.evidence),
    );
    expect(evidence.filter((phrase) => phrase.split(" ").some((word) => passing.includes(word)))).toEqual([]);
  });
});
