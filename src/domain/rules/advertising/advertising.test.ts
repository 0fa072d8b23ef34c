import { describe, expect, it } from "vitest";
import { judged, severitiesOf } from "../specimens/judged.ts";
import { goodBody } from "../specimens/specimen.ts";

describe("advertising", () => {
  it.each([
    ["selling words alone", "Best price, cheap, guaranteed, discount and free trial at the nursery."],
    ["calls to act alone", "Order now, the offer ends soon; call now."],
    ["loudness alone", "HURRY NOW!!! ACT NOW!!! WIN BIG TODAY!!! It opens."],
    ["a short link and a call to act", "Sign up now at https://bit.ly/3abc."],
  ])("SP-01 lets %s pass", (_, text) => {
    expect(judged("SP-01", { body: `${text}\n\n${goodBody}` })).toEqual([]);
  });

  it("SP-01 rejects what sells, hides and hurries at once", () => {
    const text = "Cheap seeds, guaranteed, at a discount!!! Act now: https://bit.ly/3abc";
    expect(severitiesOf("SP-01", { body: `${text}\n\n${goodBody}` })).toEqual(["reject"]);
  });
});
