/** Whether what was read is what was expected, in whatever shape the file says it. */

import { printDateline } from "../../src/domain/dateline.ts";
import type { Dateline } from "../../src/domain/document/dateline/dateline.ts";
import { readableText } from "../../src/domain/source-text/source-text.ts";

/** Compares without regard to white space, capitals and the shape of marks; `expected` may be a text or an object. */
export function agrees(name: string, expected: unknown, given: unknown): boolean {
  if (expected === null || expected === undefined || expected === "") return given === null;
  if (given === null) return false;
  if (/embargo/i.test(name)) return agreesInTime(expected, given);
  if (name === "dateline") return agreesInPlace(expected, given as Dateline);
  if (isRecord(expected)) return isRecord(given) && agreesInParts(expected, given);
  if (isRecord(given)) return Object.values(given).some((part) => plain(part) === plain(expected));
  if (name === "boilerplate") return agreesInBoilerplate(expected, given);
  if (name === "body") return bodyOf(given) === bodyOf(expected);
  return plain(given) === plain(expected);
}

/** Every part that is expected and known is there. */
function agreesInParts(
  expected: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(expected).every(([part, value]) => {
    if (value === null || value === undefined) return given[part] === undefined;
    return /phone/i.test(part) ? digits(given[part]) === digits(value) : plain(given[part]) === plain(value);
  });
}

/** An instant, or the same hour on the wall where the file names no zone. */
function agreesInTime(expected: unknown, given: unknown): boolean {
  const text = String(expected);
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const at = Date.parse(hasZone ? text : `${text.length === 10 ? `${text}T00:00` : text}Z`);
  return Number.isNaN(at) ? false : at === Date.parse(String(given));
}

/** As printed, with its date or without, or by its city alone. */
function agreesInPlace(expected: unknown, given: Dateline): boolean {
  const { date, ...place } = given;
  if (isRecord(expected)) return agreesInParts(expected, { ...given });
  const text = plain(expected).replace(/[\s,]*(?:--|[—–-])\s*$/, "");
  const printed = plain(printDateline(place));
  return (
    text === printed || text === plain(given.city) || (date !== undefined && text.startsWith(`${printed},`))
  );
}

function bodyOf(value: unknown): string {
  return plain(readableText(String(value), "markdown"));
}

/** "About Acme" above its text, or before it, says nothing new; nor does "About Bolt" above what follows. */
function withoutHeading(value: unknown): string {
  const heading =
    /^(?:about [^:|\n]{2,100}?|(?:.{2,60}(?::|\s[–—-])\s)?(?:who we are|about us|what we do))(?:\s*\n+|\s*[:|–—]\s+)/gim;
  return plain(String(value).replace(heading, ""));
}

/** Without what stands above its text; "About Acme. Acme makes ..." has a heading that a point parts from it. */
function agreesInBoilerplate(expected: unknown, given: unknown): boolean {
  const [whole, text] = [plain(given), plain(expected)];
  const heading = whole.slice(0, whole.length - text.length);
  if (whole.endsWith(text) && /^about [^:|]{2,60}\.\s$/.test(heading)) return true;
  return withoutHeading(given) === withoutHeading(expected);
}

function digits(value: unknown): string {
  return String(value ?? "").replace(/\D/g, "");
}

function plain(value: unknown): string {
  return String(value ?? "")
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
