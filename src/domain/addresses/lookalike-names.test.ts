import { describe, expect, it } from "vitest";
import { keysOf, looksLike } from "./lookalike-names.ts";

/** As the database finds them: by a key in common, and then in full. */
const isMistaken = (one: string, other: string) =>
  keysOf(one).some((key) => keysOf(other).includes(key)) && looksLike(one, other);

describe("names that look alike", () => {
  it.each([
    ["Marlhaven Council", "Marlhaven C\u043euncil"],
    ["Marlhaven Council", "MARLHAVEN COUNCIL"],
    ["Marlhaven Council", "Mar1haven Counci1"],
    ["Marlhaven Council", "Marlhaven  Council Ltd."],
    ["Marlhaven Council", "Marlhaven Counsil"],
    ["Marlhaven Council", "Marlhaven Councils"],
    ["Marlhaven Council", "Marlhaevn Council"],
    ["Acme Mills", "Acrne Mills"],
    ["Oslo", "\u041e\u0455lo"],
    ["The Café Society", "Cafe Society"],
    ["Wimbledon Wheelers", "VVimbledon Wheelers"],
  ])("%s and %s", (one, other) => expect(isMistaken(one, other)).toBe(true));

  it.each([
    ["BBC", "NBC"],
    ["Ward 1 Residents", "Ward 2 Residents"],
    ["Marlhaven Council", "Marlhaven Council Tenants"],
    ["Lions Club of Ely", "Lions Club of Oxley"],
    ["Fennick Foods", "Fennick Floods Fund"],
    ["北京新闻", "北京日报"],
  ])("not %s and %s", (one, other) => expect(isMistaken(one, other)).toBe(false));

  it.each(["", "!!!", "Ltd", "\ud800", "a".repeat(200)])("have keys, whatever is given %#", (name) =>
    expect(keysOf(name).length).toBeGreaterThan(0),
  );
});
