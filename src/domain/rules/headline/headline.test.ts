import { describe, expect, it } from "vitest";
import { judged, severitiesOf, wordsOf } from "../specimens/judged.ts";
import { goodBody } from "../specimens/specimen.ts";

describe("headlines", () => {
  it.each([
    ["HL-01", "Fete", ["fix"]],
    ["HL-01", `The town ${"really ".repeat(20)}`, ["warning"]],
    ["HL-01", "東京で新しい庭園が開園", []],
    ["HL-02", "COUNCIL OPENS NEW BRIDGE OVER MILL", ["fix"]],
    ["HL-02", "Council opens FREE bridge over the mill", ["warning"]],
    ["HL-02", "Millbrook opens NEW bridge AT LAST over the mill", ["warning", "warning"]],
    ["HL-02", "Bridge over the mill in Millbrook FINALLY opens", ["warning"]],
    ["HL-02", "NASA and the BBC open a gallery in Millbrook", []],
    ["HL-02", "RSPCA LAUNCH", []],
    ["HL-03", "Council opens bridge over the mill!!", ["fix"]],
    ["HL-03", "Council opens bridge 🎉 over the mill", ["fix"]],
    ["HL-03", "Council opens bridge over the mill...", ["warning"]],
    ["HL-03", "Council opens bridge over the mill！", ["fix"]],
    ["HL-03", "★ Council opens bridge over the mill ★", ["fix", "fix"]],
    ["HL-03", "¿Abre el puente de Millbrook en junio? El alcalde dice que sí", []],
    ["HL-03", "Library invites readers to “Read!” week in June", ["warning"]],
    ["HL-03", "Yahoo! opens an office in Millbrook town centre", []],
    ["HL-03", "Acme® and Bolt™ open a works in Millbrook", []],
    ["HL-04", "How to grow a better tomato in Millbrook", ["warning"]],
    ["HL-04", "Is the bridge over the mill safe?", ["warning"]],
    ["HL-04", "Five reasons to visit Millbrook this summer", ["warning"]],
    ["HL-04", "Ten tips for a greener garden in Millbrook", ["warning"]],
    ["HL-04", "Two new ways to pay the tax of Millbrook", []],
    ["HL-04", "Four new ways to pay the tax of Millbrook", []],
    ["HL-04", "Five questions remain over the Millbrook bridge", []],
    ["HL-04", "Council says how it will pay for the bridge", []],
    ["HL-06", "Guaranteed bargain at the Millbrook nursery", ["hold", "hold"]],
    ["HL-06", "Nursery holds spring clearance in Millbrook", ["warning"]],
    ["HL-06", "Millbrook nursery sale: 50% off everything", ["hold", "hold"]],
    ["HL-06", "Millbrook nursery takes 50 % off its rents", ["warning"]],
    ["HL-06", "Risk‑free plots open at the Millbrook nursery", ["warning"]],
    ["HL-06", "Millbrook is 100% off-grid, and presale-only plots go", []],
    ["HL-06", "Free concert and book sale on Millbrook green", []],
    ["HL-06", "Town goes smoke-free for best practice award", []],
    ["HL-07", "We open our new bridge over the mill", ["fix", "fix"]],
    ["HL-07", "Council to voters: “We will build your bridge”", []],
    ["HL-07", "US troops march in World War I parade for Our Lady church", []],
    ["HL-07", "Croeso i bawb: Millbrook opens i-Hub in June", []],
    ["HL-07", "Phase I of the I-95 works ends in Millbrook", []],
  ] as const)("%s on %j", (rule, headline, severities) => {
    expect(severitiesOf(rule, { headline })).toEqual(severities);
  });

  it("points to the word that shouts and writes it small", () => {
    const headline = "Millbrook opens a HUGE site";
    expect(judged("HL-02", { headline })).toEqual([
      { severity: "warning", words: "HUGE", suggestion: "Huge" },
    ]);
  });

  it("takes a word for shouted that the text writes small", () => {
    const headline = "Millbrook PLOTS find a home at the station";
    expect(wordsOf("HL-02", { headline })).toEqual(["PLOTS"]);
  });

  it("suggests the headline without its mark", () => {
    const [finding] = judged("HL-03", { headline: "Bridge opens! Town rejoices in June" });
    expect(finding?.suggestion).toBe("Bridge opens Town rejoices in June");
    const [spanish] = judged("HL-03", { headline: "¡Abre el puente! Millbrook celebra en junio" });
    expect(spanish?.suggestion).toBe("Abre el puente Millbrook celebra en junio");
  });

  it("lets an organisation's own name speak", () => {
    const facts = { organization: { name: "We Are Millbrook" } };
    expect(severitiesOf("HL-07", { headline: "We Are Millbrook opens a bridge" }, facts)).toEqual([]);
  });
});

describe("summaries", () => {
  it.each([
    ["SM-01", "x".repeat(260), ["warning"]],
    ["SM-01", "Members swap seeds on the new site behind the old station.", []],
    ["SM-02", "Members swap seeds on the new site behind the old station.", []],
    ["SM-02", goodBody.split("\n\n")[0], ["warning"]],
    ["SM-03", "Members swap seeds on the new site, see www.allotments.example for more.", ["fix"]],
    ["SM-03", "Members swap seeds on the new site, see elmbrook.example/bridge for more.", ["fix"]],
    ["SM-03", "Members swap seeds on the new site behind the station: bit.ly/elm", ["fix"]],
    ["SM-03", "Members of Elm.Co and/or St.Mary swap seeds at 9 a.m./p.m. for 3.5/5 stars.", []],
    ["SM-03", "Members swap seeds on the new site behind the old station.", []],
  ] as const)("%s on %j", (rule, summary, severities) => {
    expect(severitiesOf(rule, { summary: summary ?? null })).toEqual(severities);
  });
});
