import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slugOf } from "./slug.ts";

describe("the slug of a headline", () => {
  it.each([
    ["Harbour wall to be raised by 40 cm", "harbour-wall-to-be-raised-by-40-cm"],
    ["Café Ærø wins Straße prize", "cafe-aero-wins-strasse-prize"],
    ["İstanbul’da yeni köprü", "istanbul-da-yeni-koeprue"],
    ["Rock & roll returns", "rock-and-roll-returns"],
    ["Москва принимает регату", "moskva-prinimaet-regatu"],
    ["../../etc/passwd", "etc-passwd"],
    ["%2e%2e%2fadmin", "2e-2e-2fadmin"],
    ["  spaces \t everywhere  ", "spaces-everywhere"],
  ])("%j is %s", (headline, slug) => {
    expect(slugOf(headline)).toBe(slug);
  });

  it.each(["🎉🎉🎉", "東京で祭り", "!!!", "—", "..", "\u200b"])(
    "of which nothing can be written in plain letters, %j, is article",
    (headline) => {
      expect(slugOf(headline)).toBe("article");
    },
  );

  it.each(["Stream", "feed", "Admin", "new", "INDEX"])(
    "does not take the place of an address of its own: %s",
    (headline) => {
      expect(slugOf(headline)).toBe(`${headline.toLowerCase()}-news`);
    },
  );

  it("never looks like an id", () => {
    expect(slugOf("01980000-aaaa-7bbb-8ccc-0123456789ab")).toBe("01980000-aaaa-7bbb-8ccc-0123456789ab-news");
  });

  it("is cut at a word", () => {
    const slug = slugOf("harbour ".repeat(40));
    expect(slug).toBe(Array.from({ length: 10 }, () => "harbour").join("-"));
  });

  it("is cut within a word that is longer than a slug may be", () => {
    expect(slugOf("x".repeat(5000))).toBe("x".repeat(80));
  });

  it("is plain letters, digits and single hyphens, whatever the headline", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (headline) => {
        const slug = slugOf(headline);
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(85);
      }),
      { numRuns: 500 },
    );
  });
});
