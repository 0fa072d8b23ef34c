import { describe, expect, it } from "vitest";
import { retryAfterOf } from "./webhook-answer.ts";

const now = new Date("2027-03-28T08:30:00Z");
const hour = 3_600_000;

describe("how long an endpoint asks to be left alone", () => {
  it.each([
    [429, { "retry-after": "120" }, 120_000],
    [503, { "retry-after": "0" }, 0],
    [503, { "retry-after": "Sun, 28 Mar 2027 08:31:00 GMT" }, 60_000],
    // Its clock runs ten minutes ahead of ours.
    [429, { "retry-after": "Sun, 28 Mar 2027 08:41:00 GMT", date: "Sun, 28 Mar 2027 08:40:00 GMT" }, 60_000],
    [429, { "retry-after": "Sun, 28 Mar 2027 08:00:00 GMT" }, 0],
    [429, { "retry-after": "999999999" }, hour],
    [429, { "retry-after": "Sun, 28 Mar 2037 08:00:00 GMT" }, hour],
    [429, { "retry-after": "soon" }, 0],
    [429, { "retry-after": "-5" }, 0],
    [429, { "retry-after": "1e9" }, 0],
    [429, {}, 0],
    [500, { "retry-after": "120" }, 0],
  ] as [number, Record<string, string>, number][])("is of %i with %j: %i ms", (status, headers, ms) => {
    expect(retryAfterOf(status, headers, now)).toBe(ms);
  });
});
