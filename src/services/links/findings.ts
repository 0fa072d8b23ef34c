/** What is noted with a release about its links. */

import type { Context } from "../../context.ts";
import { readOutgoingUrl } from "../../domain/addresses/public-address.ts";
import type { ReleaseState } from "../../domain/releases/lifecycle.ts";
import { type Finding, withFindings } from "../../domain/releases/moderation.ts";
import { checkLinks } from "../../domain/rules/check.ts";
import { addressesIn, deadLinkRule } from "../../domain/rules/links/dead-links.ts";
import type { RulePack } from "../../domain/rules/packs/pack.ts";
import type { Moderation } from "../releases/current.ts";
import { recordEvent } from "../releases/versions.ts";
import { transact } from "../transact.ts";
import { deadOf, type KnownLink } from "./answers.ts";
import { areAsked, type Taken } from "./work.ts";

/** The line of a history that says that a dead link was found; an approval by an editor after it was given knowing that. */
export const foundDead = "find_dead_link";

export function isAboutLinks({ rule }: Finding): boolean {
  return rule === deadLinkRule.id;
}

/** What findings say, each thing once. */
export function reasonFrom(findings: readonly Finding[]): string {
  return [...new Set(findings.map(({ rule, message }) => `${rule}: ${message}`))].join(" ");
}

/** The address that a finding about a link names, as it is asked for. */
export function addressOf({ evidence = "" }: Finding): string {
  const url = readOutgoingUrl(evidence, false);
  return typeof url === "string" ? "" : url.href;
}

/**
 * Notes the dead links with a release that is still what was read, as warnings; its state and its entity tag stay. One
 * that is not known any more to lead nowhere keeps its finding, one that works again or is named no more loses it. Returns
 * how many there are then.
 */
export function noteFindings(
  ctx: Context,
  taken: Taken,
  pack: RulePack,
  known: ReadonlyMap<string, KnownLink>,
): Promise<number> {
  const { releaseId, run, version, attempts } = taken;
  return transact(ctx, async (tx) => {
    const [held] = await tx.$queryRaw<{ status: ReleaseState; moderation: Moderation }[]>`
      select r.status, r.moderation from releases r
      where r.id = ${releaseId}::uuid and r.run = ${run} and r.version = ${version} and r.status in (${areAsked})
        and exists (select from link_work w where w.release_id = r.id and w.attempts = ${attempts})
      for update of r`;
    if (!held) return 0;
    const before = held.moderation.findings.filter(isAboutLinks);
    const named = new Set(before.map(addressOf));
    const fresh = checkLinks(taken.copy, deadOf(known), pack, false).filter(
      (finding) => !named.has(addressOf(finding)),
    );
    const stands = new Set(addressesIn(taken.copy));
    const kept = before.filter((finding) => {
      const address = addressOf(finding);
      return stands.has(address) && known.get(address)?.verdict !== "works";
    });
    if (fresh.length > 0 || kept.length < before.length) {
      const moderation = withFindings(held.moderation, isAboutLinks, [...kept, ...fresh]);
      await tx.$executeRaw`
        update releases set moderation = ${JSON.stringify(moderation)}::jsonb, updated_at = ${ctx.clock.sqlNow}
        where id = ${releaseId}::uuid`;
    }
    if (fresh.length > 0) {
      // Without the address, which may name a person: findings can be erased, and lines of a history cannot.
      await recordEvent(tx, ctx, { id: releaseId, status: held.status, version }, foundDead, {
        reason: reasonFrom(fresh),
      });
    }
    return kept.length + fresh.length;
  });
}
