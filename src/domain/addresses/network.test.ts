import { expect, it } from "vitest";
import { isInnerAddress } from "./network.ts";

it.each([
  ["127.0.0.1", true],
  ["10.0.0.9", true],
  ["::ffff:192.168.1.4", true],
  ["fd00::1", true],
  ["203.0.113.7", false],
  ["2001:db8::1", false],
  ["nobody", false],
])("knows whether %s is of the house: %s", (address, isInner) =>
  expect(isInnerAddress(address)).toBe(isInner),
);
