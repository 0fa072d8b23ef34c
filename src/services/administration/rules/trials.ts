/** Trying a rule pack on what has come in: what it would have said otherwise than the one in force. Writes nothing. */

import { setImmediate as nextTurn } from "node:timers/promises";
import { detectLanguage } from "../../../adapters/models/language.ts";
import type { Context, Editor } from "../../../context.ts";
import type { Db } from "../../../db/client.ts";
import { type Finding, type Verdict, verdictFrom, verdicts } from "../../../domain/releases/moderation.ts";
import { checkRelease } from "../../../domain/rules/check.ts";
import type { RulePack } from "../../../domain/rules/packs/standard-pack.ts";
import { readableText } from "../../../domain/source-text/source-text.ts";
import { readFacts, readSubmitted } from "../../pipeline/moderation-facts.ts";
import { findPack } from "../../pipeline/packs-in-force.ts";
import { ownPublication } from "../publications/settings.ts";
import { findWholePack } from "./rule-packs.ts";

/** As long as somebody waits for an answer; what was judged by then is the trial. */
const maxMs = 15_000;

interface TriedRelease {
  readonly release: string;
  readonly headline: string;
  readonly before: Verdict;
  readonly after: Verdict;
  readonly added: readonly Finding[];
  readonly removed: readonly Finding[];
}

type VerdictCounts = Readonly<Record<Verdict, number>>;

export interface Trial {
  /** The names of the packs, the one in force first. */
  readonly before: { readonly pack: string; readonly verdicts: VerdictCounts };
  readonly after: { readonly pack: string; readonly verdicts: VerdictCounts };
  /** How many releases were judged, the newest first. */
  readonly judged: number;
  /** Whether these were all that there are of those asked for. */
  readonly complete: boolean;
  readonly changed: readonly TriedRelease[];
}

/**
 * Judges the publication's last releases, as they were submitted, by a pack and by the one in force.
 *
 * @throws {AppError} `not-found`
 */
export async function tryPack(
  ctx: Context<Editor>,
  id: string,
  { publication, last }: { readonly publication?: string | undefined; readonly last: number },
): Promise<Trial> {
  const candidate = await findWholePack(ctx, id);
  const own = await ownPublication(ctx.db, ctx, publication ?? candidate.publication ?? undefined);
  const inForce = await findPack(ctx, own.rulePack);
  const submitted = await lastSubmitted(ctx.db, own.id, last);
  const end = performance.now() + maxMs;
  const tried: TriedRelease[] = [];
  for (const release of submitted) {
    if (performance.now() > end) break;
    tried.push(await tryRelease(ctx, release, inForce, candidate.pack));
    // Others of this process have their turn between two releases.
    await nextTurn();
  }
  return {
    before: { pack: nameOf(inForce), verdicts: countVerdicts(tried.map(({ before }) => before)) },
    after: { pack: nameOf(candidate.pack), verdicts: countVerdicts(tried.map(({ after }) => after)) },
    judged: tried.length,
    complete: tried.length === submitted.length,
    changed: tried.filter(({ added, removed }) => added.length + removed.length > 0),
  };
}

interface Submitted {
  readonly id: string;
  /** The last version that the submitter wrote. */
  readonly version: number;
  readonly submittedAt: Date;
}

/** A release from which a person was erased is left out: it is no longer what was submitted. */
function lastSubmitted(db: Db, publicationId: string, last: number): Promise<Submitted[]> {
  return db.$queryRaw<Submitted[]>`
    select r.id, r.submitted_at as "submittedAt", said.number as version
    from releases r cross join lateral (
      select number, copy from release_versions
      where release_id = r.id and author_role = 'submitter' order by number desc limit 1
    ) said
    where r.publication_id = ${publicationId}::uuid and r.submitted_at is not null
      and said.copy #>> '{mediaContact,email}' is not null
    order by r.id desc limit ${last}`;
}

async function tryRelease(
  ctx: Context<Editor>,
  { id, version, submittedAt }: Submitted,
  inForce: RulePack,
  candidate: RulePack,
): Promise<TriedRelease> {
  const submitted = await readSubmitted(ctx, id, version);
  const { copy } = submitted;
  const facts = await readFacts(ctx, submitted);
  const detectedLanguage = await detectLanguage(readableText(copy.body, copy.bodyFormat));
  const known = { ...facts, detectedLanguage, now: submittedAt };
  const [before, after] = [inForce, candidate].map((pack) => checkRelease(copy, known, pack)) as [
    Finding[],
    Finding[],
  ];
  return {
    release: id,
    headline: copy.headline,
    before: verdictFrom(before),
    after: verdictFrom(after),
    added: beyond(after, before),
    removed: beyond(before, after),
  };
}

/** The findings that the others do not have. */
function beyond(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  const known = new Set(others.map((finding) => JSON.stringify(finding)));
  return findings.filter((finding) => !known.has(JSON.stringify(finding)));
}

function countVerdicts(given: readonly Verdict[]): VerdictCounts {
  const counts = verdicts.map((verdict) => [verdict, given.filter((one) => one === verdict).length]);
  return Object.fromEntries(counts) as VerdictCounts;
}

function nameOf({ id, version }: RulePack): string {
  return `${id}@${version}`;
}
