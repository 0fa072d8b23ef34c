/** The place that opens a news text. Pure. */

import type { Copy } from "./releases/release.ts";

/** As printed: the city in capitals, then region or country as given, `LONDON, U.K.` */
export function printDateline(dateline: NonNullable<Copy["dateline"]>): string {
  const { city, region, country } = dateline;
  return [city.toLocaleUpperCase("en"), region, country].filter((part) => part !== undefined).join(", ");
}
