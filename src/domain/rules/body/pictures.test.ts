import { describe, expect, it } from "vitest";
import { checkRelease } from "../check.ts";
import { rulePack } from "../packs/pack.ts";
import { standardPack } from "../packs/standard-pack.ts";
import { goodBody, goodCopy, goodFacts } from "../specimens/specimen.ts";

const shed = { place: 1, fileName: "shed.jpg" };
const findingsOn = (width: number, height: number, pack = standardPack) =>
  checkRelease(goodCopy, { ...goodFacts, firstPicture: { ...shed, width, height } }, pack);

describe("the picture that readers see", () => {
  it("is named with its size where it is small", () => {
    expect(findingsOn(640, 360)).toEqual([
      {
        rule: "MD-01",
        severity: "warning",
        pointer: "/attachments/1",
        message: 'The picture that readers see, "shed.jpg", is small: 640 by 360 pixels.',
        evidence: "shed.jpg",
        suggestion: 'Attach "shed.jpg" with 1200 by 630 pixels or more instead of 640 by 360.',
      },
    ]);
  });

  it.each([
    ["as large as asked", 1200, 630, 0],
    ["larger", 4000, 3000, 0],
    ["too narrow", 1199, 2000, 1],
    ["too low", 2000, 629, 1],
  ])("is judged by both edges: %s", (_, width, height, count) => {
    expect(findingsOn(width, height)).toHaveLength(count);
  });

  it("may be as small as a pack says", () => {
    const small = { severity: "warning", minWidth: 640, minHeight: 360 };
    const pack = rulePack.parse({ ...standardPack, rules: { ...standardPack.rules, "MD-01": small } });
    expect(findingsOn(640, 360, pack)).toEqual([]);
    expect(findingsOn(639, 360, pack)).toHaveLength(1);
  });

  it("is told before the pictures of the body, however many these are", () => {
    const body = `${goodBody}\n\n${"![A shed](https://a.example/shed.png) ".repeat(30)}`;
    const facts = { ...goodFacts, firstPicture: { ...shed, width: 10, height: 10 } };
    const ofPictures = checkRelease({ ...goodCopy, body }, facts, standardPack).filter(
      ({ rule }) => rule === "MD-01",
    );
    expect(ofPictures).toHaveLength(20);
    expect(ofPictures[0]?.pointer).toBe("/attachments/1");
  });
});
