import { describe, expect, it } from "vitest";
import { defaultLimits, readLimits } from "./limits.ts";

describe("the limits an operator gives", () => {
  it("change the named ones and leave the others", () => {
    expect(readLimits("signup=5/1800, submit-verified=60/3600")).toEqual({
      ...defaultLimits,
      signup: { points: 5, seconds: 1800 },
      "submit-verified": { points: 60, seconds: 3600 },
    });
  });

  it.each(["", ","])("are the defaults where nothing is given: %j", (text) => {
    expect(readLimits(text)).toEqual(defaultLimits);
  });

  it("may be switched off", () => {
    expect(readLimits("off")).toBe("off");
  });

  it.each([
    "signup",
    "signup=5",
    "signup=0/60",
    "signup=5/0",
    "signup=-5/60",
    "sign-up=5/60",
    "constructor=5/60",
  ])("are refused with what is accepted: %s", (text) => {
    expect(readLimits(text)).toEqual({ refused: expect.stringContaining("accepted: off, or NAME=") });
  });
});
