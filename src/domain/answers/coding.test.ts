import { describe, expect, it } from "vitest";
import { preferenceOf } from "./coding.ts";

describe("a client prefers", () => {
  it.each([
    ["gzip, deflate, br, zstd", "br", true],
    ["gzip", "gzip", true],
    ["br;q=0.1, gzip;q=1.0", "gzip", true],
    ["gzip;q=0.5, BR ; q=0.8", "br", true],
    ["gzip;q=0.2, identity", "identity", true],
    ["br;q=0, gzip;q=0.000", "identity", true],
    ["*", "br", true],
    ["*;q=0.1, br;q=0", "gzip", true],
    ["identity;q=0, gzip", "gzip", false],
    ["identity;q=0", "gzip", false],
    ["*;q=0", "identity", true],
    ["*;q=0, gzip;q=0.1", "gzip", false],
    ["deflate", "identity", true],
    ["gzip;q=nonsense", "identity", true],
    ["", "identity", true],
  ])("of %j %s", (header, coding, takesPlain) => {
    for (let time = 0; time < 2; time += 1) expect(preferenceOf(header)).toEqual({ coding, takesPlain });
  });
});
