import { Temporal } from "temporal-polyfill";
import { expect, it } from "vitest";
import { datelineIn } from "./dateline.ts";

const near = Temporal.PlainDate.from("2026-05-04");
const rest = "Lyrion Energy – the battery firm – has switched on the largest battery in the country.";
const slash = "Nordhavn Shipping A/S has ordered six ferries that run on methanol.";

it.each([
  ["[DUBLIN, 4 May 2026] ", rest, "Dublin", "2026-05-04"],
  ["(LONDON) – ", rest, "London", undefined],
  ["[Dublin, 4 May 2026] ", slash, "Dublin", "2026-05-04"],
  ["COPENHAGEN, 4 May 2026 / ", slash, "Copenhagen", "2026-05-04"],
  ["COPENHAGEN, Denmark, May 4, 2026 … ", slash, "Copenhagen", "2026-05-04"],
  ["Basel, 4 May 2026, 07:00 CEST – ", slash, "Basel", "2026-05-04"],
  ["Aarhus, May 2026 – ", slash, "Aarhus", undefined],
  ["Brussels and Paris, 4 May 2026 – ", slash, "Brussels", "2026-05-04"],
  ["BRIGHTON AND HOVE, 4 May 2026 – ", slash, "Brighton and Hove", "2026-05-04"],
  ["A CORUÑA, Spain (4 May 2026) — ", slash, "A Coruña", "2026-05-04"],
  ["ROTTERDAM, the Netherlands, May 4, 2026 /PRNewswire/ -- ", slash, "Rotterdam", "2026-05-04"],
  ["LONDON, MONDAY 4TH MAY 2026 – ", slash, "London", "2026-05-04"],
  ["LONDON – ", rest, "London", undefined],
  ["Bristol, 2026-05-04. ", slash, "Bristol", "2026-05-04"],
  [
    "ENNISKILLEN, Northern Ireland, 4 May 2026. ",
    "A village shop has won a prize.",
    "Enniskillen",
    "2026-05-04",
  ],
  ["Dateline: Leeds, 4 May 2026", "", "Leeds", "2026-05-04"],
  ["Dateline: Leeds", "", "Leeds", undefined],
])("reads the dateline of %s%s", (dateline, text, city, date) => {
  const found = datelineIn(`${dateline}${text}`, near);
  expect([found?.dateline.city, found?.dateline.date, found?.length]).toEqual([city, date, dateline.length]);
});

it.each([
  "Nordhavn – the Danish ferry line – has ordered six ferries that run on methanol.",
  "Nordhavn – Denmark’s ferry line – has ordered six ferries that run on methanol.",
  "NORDHAVN – the Danish ferry line – has ordered six ferries that run on methanol.",
  "Who: Firefighters of Station 1, and whoever wants to climb a ladder truck.",
  "May 04, 2026 08:30 AM Eastern Daylight Time",
  "Jane Carter (Head of Media)",
  "Verity Robotics, Inc. 9 February 2026",
  "Marlow Rowing Club, 4 May 2026",
])("finds none in %s", (text) => {
  expect(datelineIn(text, near)).toBeUndefined();
});

it("takes a region of two names for one", () => {
  const { dateline } = datelineIn(`ST. JOHN'S, Newfoundland and Labrador – ${slash}`, near) ?? {};
  expect(dateline).toEqual({ city: "St. John's", region: "Newfoundland and Labrador" });
});

it.each(["-", "/"])("is told in time from a line of strokes: %s", (stroke) => {
  expect(datelineIn(`Nordhavn orders six ferries ${stroke.repeat(40)} Forty jobs`, near)).toBeUndefined();
});
