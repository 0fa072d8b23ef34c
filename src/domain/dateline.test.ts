import { expect, it } from "vitest";
import { printDateline } from "./dateline.ts";

it.each([
  [{ city: "London", country: "U.K." }, "LONDON, U.K."],
  [{ city: "Portland", region: "Maine", country: "U.S." }, "PORTLAND, Maine, U.S."],
  [{ city: "Oslo" }, "OSLO"],
  [{ city: "Oslo", date: "2026-03-01" }, "OSLO"],
  [{ city: "İzmir" }, "İZMIR"],
  [{ city: "Gießen" }, "GIESSEN"],
])("prints the place of %j as %s", (dateline, printed) => {
  expect(printDateline(dateline)).toBe(printed);
});
