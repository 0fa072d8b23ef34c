import { describe, expect, it } from "vitest";
import { checkRelease } from "../check.ts";
import { standardPack } from "../packs/standard-pack.ts";
import type { ReleaseFacts } from "../rule.ts";
import { goodCopy, goodFacts } from "../specimens/specimen.ts";

type Facts = Partial<Omit<ReleaseFacts, "organization">>;
type Sender = Partial<ReleaseFacts["organization"]>;

function heldBy(facts: Facts, sender: Sender = {}, email = goodCopy.mediaContact.email): string[] {
  const copy = { ...goodCopy, mediaContact: { ...goodCopy.mediaContact, email } };
  const organization = { ...goodFacts.organization, ...sender };
  const findings = checkRelease(copy, { ...goodFacts, ...facts, organization }, standardPack);
  return findings.filter(({ severity }) => severity === "hold").map(({ rule }) => rule);
}

describe("who sends a release", () => {
  it.each([
    ["anneke@yopmail.com", ["SP-06"]],
    ["anneke@box.yopmail.com", ["SP-06"]],
    ["anneke@YOPMAIL.com", ["SP-06"]],
    ["anneke@gmail.com", []],
    ["anneke@notyopmail.example", []],
  ])("has a disposable mailbox at %s: %j", (email, rules) => expect(heldBy({}, {}, email)).toEqual(rules));

  it("has a disposable mailbox in the profile", () => {
    expect(heldBy({}, { contactEmail: "a@mailinator.com" })).toEqual(["SP-06"]);
  });

  it.each([
    [{ senders: 5, releases: 20 }, []],
    [{ senders: 6, releases: 1 }, ["SP-07"]],
    [{ senders: 1, releases: 21 }, ["SP-07"]],
    [null, []],
  ])("sends %j within an hour", (burst, rules) => expect(heldBy({ burst })).toEqual(rules));

  it.each([
    ["Millbrook Allotments", ["Millbrook Allotment"], "verified", ["SP-09"]],
    ["Millbrook Allotments", ["Millbrook Allotment"], "trusted", []],
    ["Millbrook Allotment S\u043eciety", [], "verified", ["SP-09"]],
    ["Общество Millbrook", [], "verified", []],
    ["Millbrook Allotment Society", [], "verified", []],
  ] as const)("is called %s beside %j, and is %s", (name, lookalikes, trust, rules) => {
    const held = heldBy({ lookalikes }, { name, trust }).filter((rule) => rule.startsWith("SP-"));
    expect(held).toEqual(rules);
  });

  it("repeats what was refused, and learns the id of its own release only", () => {
    const messages = ["r-1", null].map((releaseId) => {
      const facts = { ...goodFacts, refused: { isIdentical: false, releaseId } };
      return checkRelease(goodCopy, facts, standardPack).find(({ rule }) => rule === "SP-08");
    });
    expect(messages.map((finding) => finding?.evidence)).toEqual(["r-1", undefined]);
  });
});
