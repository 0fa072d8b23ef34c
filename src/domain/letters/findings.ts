/** What the checks found, as a submitter reads it in a letter. Pure. */

import type { Finding, Severity } from "../releases/moderation.ts";
import type { Item } from "./layout.ts";

/** What the submitter can do something about, the gravest first. */
const told: readonly Severity[] = ["reject", "fix", "warning"];
/** Nobody reads further; the release itself has them all. */
const most = 12;

/** The newsroom's own findings that a submitter can act on: where, what was found, and what to write instead. */
export function itemsOf(findings: readonly Finding[]): Item[] {
  // A letter speaks for the newspaper, which does not stand for what a language model says.
  const own = findings.filter(({ engine }) => engine === undefined);
  const items = told.flatMap((severity) =>
    own.filter((finding) => finding.severity === severity).map(itemOf),
  );
  const left = items.length - most;
  if (left <= 0) return items;
  return [...items.slice(0, most), { title: `and ${left} more`, lines: [] }];
}

function itemOf({ message, pointer, evidence, suggestion }: Finding): Item {
  const place = pointer.split("/").filter(Boolean).join(", ");
  return {
    title: message,
    lines: [
      ...(place ? [`In: ${place}`] : []),
      ...(evidence ? [`Found: “${evidence}”`] : []),
      ...(suggestion ? [`Suggested: ${suggestion}`] : []),
    ],
  };
}
