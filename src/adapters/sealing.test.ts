import { describe, expect, it } from "vitest";
import { deriveKey, unseal } from "./sealing.ts";

/** As they stand in rows of earlier versions. */
const sealedBefore = [
  {
    ...{ material: "key-of-a-request", use: "idempotent answer", text: '{"apiKey":"pk_Zürich"}' },
    bytes: "sU3ccoF6qUdWvtgnESY6uQOYO4g212OQ7+hWH8KRPMF+lVHVOC8O5IW4cLcPmvwqHG/h",
  },
  {
    ...{ material: "0123456789abcdef0123456789abcdef", use: "sealed secrets", text: "whsec_abc" },
    bytes: "LtHDyKhQfcHWxcaIJ0Ij47S1O2CxhUb3el65/kNDWItr9waBHg==",
  },
];

describe("what an earlier version sealed", () => {
  it.each(sealedBefore)("is opened for its $use", ({ material, use, text, bytes }) => {
    expect(unseal(Buffer.from(bytes, "base64"), deriveKey(material, use))).toBe(text);
  });
});
