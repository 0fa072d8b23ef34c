/**
 * BL-01, BL-02: terms and domains that the desk does not want to see unread. They hold whatever rule pack is in
 * force, and tell the submitter no more than that a person looks. Pure.
 */

import type { Finding } from "../../releases/moderation.ts";
import type { ReleaseFacts } from "../rule.ts";
import type { ReleaseView } from "../view.ts";
import { hostsIn, listedDomain } from "./domains.ts";
import { addressesIn, type Place, passagesOf } from "./places.ts";
import { findTerms, plantTerms, type TermTree } from "./terms.ts";

export const blockKinds = ["term", "domain"] as const;
/** From mild to grave. */
export const blockSeverities = ["hold", "reject"] as const;
type BlockSeverity = (typeof blockSeverities)[number];

export interface Block {
  readonly kind: (typeof blockKinds)[number];
  readonly value: string;
  readonly severity: BlockSeverity;
}

/** Blocks made ready for searching. */
export interface Blocklist {
  readonly terms: TermTree<BlockSeverity>;
  readonly domains: ReadonlyMap<string, BlockSeverity>;
}

/** What the two are, for `docs/rules.md`. */
export const blockRules = [
  {
    id: "BL-01",
    what: "A term that the desk has blocked: its words in a row, whatever their case, accents, width or invisible characters, in anything that readers see.",
    why: "The desk has met it before, and wants to see it, or never again.",
  },
  {
    id: "BL-02",
    what: "A domain that the desk has blocked, or one below it: in links and text, and in the addresses of the release, its contact and its organisation.",
    why: "Where it would send readers is looked at by a person, or not published.",
  },
] as const;

const messages = {
  term: {
    hold: "A person has to look at this passage before it is published.",
    reject: "The desk does not publish this.",
  },
  domain: {
    hold: "A person has to look at this address before it is published.",
    reject: "The desk does not publish this address.",
  },
} as const;

/** Compiles blocks; where two say different things of one value, the graver counts. */
export function compileBlocks(blocks: readonly Block[]): Blocklist {
  const graverLast = [...blocks].sort((a, b) => rank(a) - rank(b));
  const ofKind = (kind: Block["kind"]) => graverLast.filter((block) => block.kind === kind);
  return {
    terms: plantTerms(ofKind("term").map(({ value, severity }) => ({ term: value, mark: severity }))),
    domains: new Map(ofKind("domain").map(({ value, severity }) => [value, severity])),
  };
}

/** What a blocklist objects to: each block once in a field, the gravest first. */
export function findBlocked(view: ReleaseView, facts: ReleaseFacts, list: Blocklist): Finding[] {
  const passages = passagesOf(view, facts);
  const terms = passages.flatMap(({ text, placeOf }) =>
    findTerms(text, list.terms).map((found) => objection("term", found.mark, placeOf(found))),
  );
  const typed = passages.flatMap(({ text, placeOf }) =>
    list.domains.size === 0
      ? []
      : hostsIn(text).map(({ host, ...range }) => ({ host, place: placeOf(range) })),
  );
  const domains = new Map<string, Finding>();
  for (const { host, place } of list.domains.size === 0 ? [] : [...addressesIn(view, facts), ...typed]) {
    const domain = listedDomain(host, list.domains);
    const severity = domain === undefined ? undefined : list.domains.get(domain);
    const key = `${place.pointer} ${domain}`;
    if (severity && !domains.has(key)) domains.set(key, objection("domain", severity, place));
  }
  return [terms, [...domains.values()]].flatMap((findings) => findings.sort((a, b) => rank(b) - rank(a)));
}

function objection(kind: Block["kind"], severity: BlockSeverity, { span, ...place }: Place): Finding {
  const rule = kind === "term" ? "BL-01" : "BL-02";
  return { rule, severity, message: messages[kind][severity], ...place, ...(span && { span }) };
}

function rank({ severity }: Pick<Finding, "severity">): number {
  return blockSeverities.indexOf(severity as BlockSeverity);
}
