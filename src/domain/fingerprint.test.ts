import { describe, expect, it } from "vitest";
import { fingerprintOf } from "./fingerprint.ts";

const plain = fingerprintOf({ body: "The Lamp’s light is back. Café open!", bodyFormat: "text" });

describe("the fingerprint of a body", () => {
  it.each([
    ["markdown", "**The Lamp’s** light is _back_.\n\nCafé open!"],
    ["html", "<p>The Lamp’s <b>light</b> is back.</p>\n<p>Café open!</p>"],
    ["text", "  THE LAMP'S LIGHT\tis back -- CAFÉ open"],
  ] as const)("is that of the same words in %s: %j", (bodyFormat, body) => {
    expect(fingerprintOf({ body, bodyFormat })).toBe(plain);
  });

  it.each(["The lamp’s light is black. Café open!", "The lamp’s light is back.", ""])(
    "is another for other words: %j",
    (body) => {
      expect(fingerprintOf({ body, bodyFormat: "text" })).not.toBe(plain);
    },
  );

  it("tells texts in other scripts apart", () => {
    const of = (body: string) => fingerprintOf({ body, bodyFormat: "text" });
    expect(of("灯台が戻った")).not.toBe(of("港が開いた"));
  });
});
