/** What moderation needs to know about a release, read at once. */

import type { Context } from "../../context.ts";
import type { AutoPublish } from "../../db/generated/client.ts";
import type { Copy } from "../../domain/release.ts";
import type { ReleaseFacts } from "../../domain/rules/rule.ts";

export interface ModerationFacts {
  readonly copy: Copy;
  readonly publication: {
    readonly autoPublish: AutoPublish;
    readonly rulePack: string;
    readonly categories: ReadonlySet<string>;
  };
  readonly facts: Omit<ReleaseFacts, "detectedLanguage">;
}

interface Row {
  copy: Copy;
  name: string;
  trust: ReleaseFacts["organization"]["trust"];
  website: string | null;
  contact_email: string;
  boilerplate: string | null;
  auto_publish: AutoPublish;
  rule_pack: string;
  categories: string[];
  is_first: boolean;
  attested: boolean;
  earlier_id: string | null;
  earlier_headline: string | null;
  earlier_published_at: Date | null;
}

/** Reads a version of a release with its organisation, its publication's policy and its twin, should there be one. */
export async function readModerationFacts(
  ctx: Context,
  releaseId: string,
  version: number,
): Promise<ModerationFacts> {
  const [row] = await ctx.hot.$queryRaw<Row[]>`
    select v.copy, o.name, o.trust, o.website, o.contact_email, o.boilerplate, p.auto_publish, p.rule_pack,
      array(select slug from categories where publication_id = p.id) as categories,
      not exists (select from articles where organization_id = o.id) as is_first,
      exists (select from release_events where release_id = r.id and attestation is not null) as attested,
      twin.id as earlier_id, twin.headline as earlier_headline, twin.published_at as earlier_published_at
    from releases r
    join release_versions v on v.release_id = r.id and v.number = ${version}
    join organizations o on o.id = r.organization_id
    join publications p on p.id = r.publication_id
    left join lateral (
      select other.id, other.headline, a.published_at
      from release_versions said
      join releases other on other.id = said.release_id
      left join articles a on a.release_id = other.id
      where said.fingerprint = v.fingerprint and other.id <> r.id
        and other.publication_id = r.publication_id
        and other.status not in ('withdrawn', 'rejected', 'changes_requested')
        and ((other.submitted_at, other.id) < (r.submitted_at, r.id)
          -- Of two at the same moment, the later may have been judged before the earlier could be seen.
          or other.status in ('approved', 'scheduled', 'published'))
      order by other.submitted_at limit 1
    ) twin on true
    where r.id = ${releaseId}::uuid`;
  if (!row) throw new Error(`Release ${releaseId} has no version ${version}`);
  return {
    copy: row.copy,
    publication: {
      autoPublish: row.auto_publish,
      rulePack: row.rule_pack,
      categories: new Set(row.categories),
    },
    facts: {
      organization: {
        name: row.name,
        trust: row.trust,
        website: row.website,
        contactEmail: row.contact_email,
        boilerplate: row.boilerplate,
      },
      isFirst: row.is_first,
      attested: row.attested,
      earlier: earlierFrom(row),
      now: ctx.clock.now(),
    },
  };
}

function earlierFrom(row: Row): ReleaseFacts["earlier"] {
  if (row.earlier_id === null || row.earlier_headline === null) return null;
  const publishedAt = row.earlier_published_at?.toISOString() ?? null;
  return { releaseId: row.earlier_id, headline: row.earlier_headline, publishedAt };
}
