/** What happened to a release, in words for the view. */

import type { Release, ReleaseEvent } from "./client.ts";
import type { View } from "./view.ts";

/** Findings shown of one judgement; spam breaks more rules than anybody wants to read. */
const findingsShown = 4;

const colours: Readonly<Record<string, Parameters<View["paint"]>[0]>> = {
  published: "green",
  approved: "green",
  scheduled: "yellow",
  needs_review: "yellow",
  changes_requested: "magenta",
  rejected: "red",
};

/** Tells one event: the move, and below it what the release carries as the reason. */
export function tellEvent(view: View, name: string, event: ReleaseEvent, release: Release): void {
  const at = new Date(event.at);
  const { from, to, action } = event;
  const arrow = from === to ? `${to}: ${action}` : `${from ?? "new"} → ${to}`;
  const move = view.paint(colours[to] ?? "white", arrow.padEnd(30));
  view.tell(name, `${move}  ${wordsAbout(event, release)}`.trimEnd(), at);
  for (const line of detailsOf(event, release)) view.tell(name, view.paint("gray", `  ${line}`), at);
}

function wordsAbout({ from, to, by, reason }: ReleaseEvent, release: Release): string {
  if (from === to) return `by ${by.name}`;
  switch (to) {
    case "received":
      return `from ${by.name}`;
    case "approved":
      return by.role === "system"
        ? categoryOf(release)
        : `by ${by.name} (${by.role}): ${reason ?? "no reason given"}`;
    case "scheduled":
      return `under embargo until ${release.embargoedUntil ?? release.publishAt ?? "its hour"}`;
    case "published":
      return release.article?.url ?? "";
    default:
      return "";
  }
}

function detailsOf({ to, by }: ReleaseEvent, release: Release): string[] {
  if (by.role !== "system") return [];
  if (to === "needs_review") return [`waits for an editor: ${release.waiting?.reason ?? "no reason given"}`];
  return to === "changes_requested" || to === "rejected" ? findingsOf(release) : [];
}

function categoryOf({ category, categories }: Release): string {
  const found = categories.find(({ slug }) => slug === category);
  if (!found) return `category ${category ?? "none"}, as the submitter wished`;
  const why = found.evidence.length > 0 ? ` because of ${found.evidence.join(", ")}` : "";
  return `category ${found.slug} (${found.score.toFixed(2)})${why}`;
}

function findingsOf({ moderation }: Release): string[] {
  const findings = (moderation?.findings ?? []).filter(({ severity }) => severity === moderation?.verdict);
  const lines = findings.slice(0, findingsShown).map(({ severity, rule, pointer, message, evidence }) => {
    const isSaid = !evidence || message.includes(evidence);
    const words = isSaid ? "" : ` “${evidence.replace(/\s+/gu, " ").slice(0, 60)}”`;
    return `${severity} ${rule} at ${pointer}: ${message}${words}`;
  });
  const more = findings.length - findingsShown;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}
