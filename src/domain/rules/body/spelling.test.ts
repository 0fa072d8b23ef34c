import { describe, expect, it } from "vitest";
import { checkRelease } from "../check.ts";
import { rulePack } from "../packs/pack.ts";
import { standardPack } from "../packs/standard-pack.ts";
import { judged, more, wordsOf } from "../specimens/judged.ts";
import { goodCopy, goodFacts } from "../specimens/specimen.ts";
import { misspellings } from "./misspellings.ts";

describe("slips of the pen", () => {
  it.each([
    ["Members recieve a packet, and recieve a map.", ["recieve"]],
    ["Recieve a packet; seperate beds are “definately” marked.", ["Recieve", "seperate"]],
    ["“They recieve nothing,” she said. Others recieve tea.", ["recieve"]],
    ["> They recieve nothing, of of all things.", []],
    ["The plot of Anna Recieve is hers; all recieve tea.", []],
    ["Dr. Thier and Samuel O. Thier came. Thier plot is green.", []],
    [
      "Write to recieve@a.example, see www.a.example/recieve or recieve.example, ask @recieve or #recieve.",
      [],
    ],
    ["The recievé, the ‘recieve’ and what they recie...", []],
    ["They want to recieve... and to acheive…", []],
    ["It is well-recieved.", ["recieved"]],
    ["It opens on Wensday in Febuary.", ["Wensday", "Febuary"]],
    ["The childrens garden didnt open.", ["childrens", "didnt"]],
    ["Colour and color, organise and organize, travelled and traveled, cancelled, programme.", []],
    ["Judgement, focussed, targetted, acknowledgment, publically, protestor, dependant.", []],
    ["It is in the the shed, and they they know.", ["the the", "they they"]],
    ["A pharmacy is led by an pharmacist and a accountant.", ["an pharmacist", "a accountant"]],
    ["The the shed stands.", ["The the"]],
    ["Tea is for for everybody who had had none; that that is so is very, very good, very very good.", []],
    ["The The and Duran Duran play, and the The fan club of of-course cards.", []],
    ["Take it to; to and fro, to\n\nto", []],
    ["A interesting day with a easy start and an new-style shed.", ["A interesting", "a easy", "an new"]],
    ["A one-off, a European, a union, a useful ewe, an hour, an honest heir, an MBA, an X-ray, an 8.", []],
    ["An historic hotel, an hotel, a hotel; Q & a evening, plan a/evening, vitamin-a easy, to to-day.", []],
    ["La invitamos a esta fiesta, a importante hora, a un idea.", []],
  ])("BD-15 on %j", (text, words) => {
    expect(wordsOf("BD-15", more(text))).toEqual(words);
  });

  it("BD-15 puts it right as it was typed", () => {
    const found = judged("BD-15", { headline: "Society Recieves New Site" });
    expect(found).toEqual([{ severity: "warning", words: "Recieves", suggestion: "Receives" }]);
    expect(judged("BD-15", { headline: "MILLBROOK ACHEIVES IT" })).toMatchObject([
      { suggestion: "ACHIEVES" },
    ]);
  });

  it("BD-15 leaves a quotation in the headline alone", () => {
    expect(judged("BD-15", { headline: "Mayor of Millbrook: “I recieved nothing”" })).toEqual([]);
  });

  it("BD-15 looks at the other fields too, and names a slip once", () => {
    const summary = "Members recieve seeds of their their own, as “recieve” says.";
    expect(wordsOf("BD-15", { summary, ...more("They recieve tea.") })).toEqual(["recieve", "their their"]);
    expect(judged("BD-15", { boilerplate: "The society is a independant one." })).toHaveLength(1);
  });

  it("BD-15 names ten slips at the most, and none that the publication takes for right", () => {
    const text = [...misspellings.keys()].slice(0, 40).join(" and ");
    expect(judged("BD-15", more(`${text}.`))).toHaveLength(10);
    const rules = { "BD-15": { ...standardPack.rules["BD-15"], except: ["Recieve", "the the"] } };
    const pack = rulePack.parse({ ...standardPack, rules });
    const copy = { ...goodCopy, ...more("They recieve and acheive the the most.") };
    expect(checkRelease(copy, goodFacts, pack)).toMatchObject([{ evidence: "acheive" }]);
  });

  it("puts no misspelling right with another", () => {
    expect([...misspellings.values()].filter((right) => misspellings.has(right.toLowerCase()))).toEqual([]);
    expect([...misspellings].filter(([wrong]) => !/^[a-z]{4,}$/.test(wrong))).toEqual([]);
  });
});
