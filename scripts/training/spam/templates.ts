/** Which of thousands of releases share a template: whoever has ten words in a row in common, directly or through others. */

import { hashOf } from "../../../src/domain/categories/features.ts";
import type { SourceText } from "./sources.ts";

const runWords = 10;
/** What more releases say is a wire service's frame, not an issuer's. */
const maxSharing = 25;

/** Of each release: in which of so many parts it is; those that share a template are in one. */
export function partedByTemplate(releases: readonly SourceText[], parts: number): Map<SourceText, number> {
  const groups = groupByTemplate(releases);
  return new Map(
    releases.map((release, at) => [release, hashOf(releases[groups[at] ?? at]?.id ?? "") % parts] as const),
  );
}

/** Of each release: the number of its group. */
function groupByTemplate(releases: readonly SourceText[]): Uint32Array {
  const parent = Uint32Array.from(releases.keys());
  const rootOf = (at: number): number => {
    let root = at;
    while (parent[root] !== root) root = parent[root] ?? root;
    parent[at] = root;
    return root;
  };
  const sharing = new Map<string, number[]>();
  releases.forEach((release, at) => {
    for (const run of runsOf(release)) {
      const others = sharing.get(run);
      if (others) others.push(at);
      else sharing.set(run, [at]);
    }
  });
  for (const [first = 0, ...others] of sharing.values()) {
    if (others.length >= maxSharing) continue;
    for (const other of others) parent[rootOf(other)] = rootOf(first);
  }
  return parent.map((_, at) => rootOf(at));
}

function runsOf({ title, text }: SourceText): Set<string> {
  const words = `${title} ${text}`.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return new Set(words.slice(runWords - 1).map((_, at) => words.slice(at, at + runWords).join(" ")));
}
