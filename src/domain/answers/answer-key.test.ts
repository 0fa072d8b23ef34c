import { describe, expect, it } from "vitest";
import { keyOfUrl, keyOfValues, namesIn } from "./answer-key.ts";

describe("the key of an answer", () => {
  it("is one for all orders of the parameters, and for all ways to write a value that mean the same", () => {
    expect(keyOfUrl("/v1/articles?limit=5&category=sports")).toBe("/v1/articles?category=sports&limit=5");
    expect(keyOfUrl("/v1/articles?category=%73ports&limit=5")).toBe("/v1/articles?category=sports&limit=5");
    const values = { category: "sports", limit: 5, publication: "main" };
    expect(keyOfValues("/v1/articles?limit=05&category=sports", values)).toBe(
      "/v1/articles?category=sports&limit=5",
    );
    expect(
      keyOfValues("/v1/articles?from=2027-01-01T01:00:00%2B01:00", {
        from: new Date("2027-01-01T00:00:00Z"),
      }),
    ).toBe("/v1/articles?from=2027-01-01T00%3A00%3A00.000Z");
  });

  it("tells a value with marks of the syntax from two parameters", () => {
    expect(keyOfUrl("/a?tag=x%26limit%3D5")).not.toBe(keyOfUrl("/a?tag=x&limit=5"));
    expect(namesIn(keyOfUrl("/a?tag=x%26limit%3D5") ?? "")).toEqual(["tag"]);
  });

  it("has what comes after another question mark", () => {
    expect(keyOfUrl("/a?tag=x?&limit=5")).toBe("/a?limit=5&tag=x%3F");
    expect(keyOfValues("/a?tag=x?&limit=5", { tag: "x?", limit: 5 })).toBe("/a?limit=5&tag=x%3F");
    expect(keyOfUrl("/a??limit=5")).not.toBe(keyOfUrl("/a?limit=5"));
  });

  it.each([
    "/v1/articles/%61bc",
    "/V1/articles",
    "http://elsewhere/v1/articles",
    "/a?x=1&x=2",
    `/a?x=${"y".repeat(600)}`,
  ])("is none for %s", (url) => {
    expect(keyOfUrl(url)).toBeUndefined();
  });
});
