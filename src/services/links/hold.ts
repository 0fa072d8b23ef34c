/** At the hour of a release: whether a link that nobody at the desk knows to be dead still leads nowhere. */

import type { Context } from "../../context.ts";
import { type Finding, verdictFrom, withFindings } from "../../domain/releases/moderation.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { checkLinks } from "../../domain/rules/check.ts";
import { addressesIn } from "../../domain/rules/links/dead-links.ts";
import { findPack } from "../pipeline/packs-in-force.ts";
import { hourOf } from "../pipeline/publishable.ts";
import type { Moderation } from "../releases/current.ts";
import { deadOf, findKnown, type KnownLink } from "./answers.ts";
import { addressOf, foundDead, isAboutLinks, reasonFrom } from "./findings.ts";
import { askAtHour } from "./work.ts";

/** So long after its hour a release waits for an answer at the most, which is not late yet. */
const waitsForMs = 5000;

/** Why a release has to wait for an editor, and what is made of it then. */
export interface Objection {
  readonly reason: string;
  readonly moderation: Moderation;
}

/**
 * What keeps a release that is due from going out: an objection, or a number of milliseconds to come again after at the
 * latest. Only an address that was found dead before is asked for again, since many a page goes up at the very hour; that
 * is waited for, and nothing else here. An editor who approved it with the finding before their eyes has decided.
 */
export async function findObjection(
  ctx: Context,
  { id, copy }: { readonly id: string; readonly copy: Copy },
): Promise<Objection | number | undefined> {
  const known = ctx.linkChecker && (await findKnown(ctx, addressesIn(copy), true));
  if (!known || deadOf(known).size === 0) return undefined;
  const { rulePack, moderation, isApprovedKnowing, hour, lateMs } = await readDecision(ctx, id);
  const pack = await findPack(ctx, rulePack);
  const objectionsTo = (links: readonly (readonly [string, KnownLink])[]): Finding[] => {
    const findings = checkLinks(copy, deadOf(new Map(links)), pack, true);
    return verdictFrom(findings) === "pass" ? [] : findings;
  };
  const seen = new Set(isApprovedKnowing ? moderation.findings.filter(isAboutLinks).map(addressOf) : []);
  const unseen = [...known].filter(([address, { verdict }]) => verdict === "dead" && !seen.has(address));
  const isOld = ([, { askedAt }]: readonly [string, KnownLink]) => askedAt < hour;
  if (lateMs < waitsForMs && objectionsTo(unseen.filter(isOld)).length > 0) {
    await askAtHour(ctx, id);
    return waitsForMs - lateMs;
  }
  const findings = objectionsTo(unseen.filter((link) => !isOld(link)));
  if (findings.length === 0) return undefined;
  return {
    reason: reasonFrom(findings),
    moderation: withFindings(moderation, isAboutLinks, findings),
  };
}

interface Decision {
  readonly rulePack: string;
  readonly moderation: Moderation;
  /** Whether an editor approved it last, and nothing was found after that. */
  readonly isApprovedKnowing: boolean;
  /** Since when it may go out, and how long ago that was. */
  readonly hour: Date;
  readonly lateMs: number;
}

async function readDecision({ hot, clock }: Context, releaseId: string): Promise<Decision> {
  const [decision] = await hot.$queryRaw<Decision[]>`
    select p.rule_pack as "rulePack", r.moderation, coalesce(approval.by_desk and not exists (
        select from release_events e
        where e.release_id = r.id and e.action = ${foundDead} and e.at >= approval.at
      ), false) as "isApprovedKnowing", ${hourOf} as hour,
      (extract(epoch from ${clock.sqlNow} - ${hourOf}) * 1000)::double precision as "lateMs"
    from releases r join publications p on p.id = r.publication_id
    left join lateral (
      select e.actor_role <> 'system' as by_desk, e.at from release_events e
      where e.release_id = r.id and e.action = 'approve' order by e.id desc limit 1
    ) as approval on true
    where r.id = ${releaseId}::uuid`;
  if (!decision) throw new Error(`There is no release ${releaseId}`);
  return decision;
}
