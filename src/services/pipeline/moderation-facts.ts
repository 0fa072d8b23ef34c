/** What moderation needs to know about a release, read at once. */

import type { Context } from "../../context.ts";
import type { AutoPublish } from "../../db/generated/client.ts";
import type { Copy } from "../../domain/release.ts";
import { addressesIn } from "../../domain/rules/dead-links.ts";
import type { ReleaseFacts } from "../../domain/rules/rule.ts";
import { findFirstPicture } from "../assets/first-picture.ts";
import { findEarlierCopies } from "../duplicates/earlier-copy.ts";
import { deadOf, findKnown } from "../links/answers.ts";
import { listLookalikes } from "../organizations/lookalikes.ts";
import { countBurst } from "./arrivals.ts";
import { findModels, type Models } from "./models-in-force.ts";
import { findBlocklist } from "./packs-in-force.ts";

export interface ModerationFacts {
  readonly copy: Copy;
  readonly publication: {
    readonly autoPublish: AutoPublish;
    readonly rulePack: string;
    /** Of so many that go out unseen, an editor looks one over. */
    readonly sampleEvery: number;
    readonly models: Models;
  };
  readonly facts: Omit<ReleaseFacts, "detectedLanguage">;
}

interface Row {
  copy: Copy;
  name: string;
  trust: ReleaseFacts["organization"]["trust"];
  website: string | null;
  verified_domain: string | null;
  market_sensitive: boolean;
  contact_email: string;
  boilerplate: string | null;
  auto_publish: AutoPublish;
  rule_pack: string;
  sample_every: number;
  publication_id: string;
  settings_at: Date;
  is_first: boolean;
  is_embargoed: boolean;
  attestation: { readonly address: string | null } | null;
  organization_id: string;
  sender: string;
  submitted_at: Date | null;
}

/** Reads a version of a release with its organisation, its publication's policy and what it copies, should it do so. */
export async function readModerationFacts(
  ctx: Context,
  releaseId: string,
  version: number,
): Promise<ModerationFacts> {
  const [row] = await ctx.hot.$queryRaw<Row[]>`
    select v.copy, o.name, o.trust, o.website, o.verified_domain, o.market_sensitive, o.contact_email, o.boilerplate, p.auto_publish, p.rule_pack, p.sample_every,
      p.id as publication_id, p.updated_at as settings_at,
      not exists (select from articles where organization_id = o.id) as is_first,
      r.embargoed_until is not null as is_embargoed,
      (select attestation from release_events where release_id = r.id and attestation is not null
        order by id desc limit 1) as attestation,
      r.organization_id, r.submitted_at,
      case v.author_role when 'submitter' then v.author_id else r.organization_id::text end as sender
    from releases r
    join release_versions v on v.release_id = r.id and v.number = ${version}
    join organizations o on o.id = r.organization_id
    join publications p on p.id = r.publication_id
    where r.id = ${releaseId}::uuid`;
  if (!row) throw new Error(`Release ${releaseId} has no version ${version}`);
  return {
    copy: row.copy,
    publication: {
      autoPublish: row.auto_publish,
      rulePack: row.rule_pack,
      sampleEvery: row.sample_every,
      models: await findModels(ctx, row.publication_id, row.settings_at),
    },
    facts: {
      organization: {
        name: row.name,
        trust: row.trust,
        website: row.website,
        verifiedDomain: row.verified_domain,
        marketSensitive: row.market_sensitive,
        contactEmail: row.contact_email,
        boilerplate: row.boilerplate,
      },
      isFirst: row.is_first,
      isEmbargoed: row.is_embargoed,
      attested: row.attestation !== null,
      ...(await findEarlierCopies(
        ctx,
        { releaseId, version, organizationId: row.organization_id },
        row.copy,
      )),
      ...(row.trust !== "trusted" && (await factsOfSender(ctx, releaseId, row))),
      ...(ctx.linkChecker && { deadLinks: deadOf(await findKnown(ctx, addressesIn(row.copy))) }),
      firstPicture: await findFirstPicture(ctx, row.copy.attachments),
      blocks: await findBlocklist(ctx, row.publication_id, row.settings_at),
      now: ctx.clock.now(),
    },
  };
}

/** What is asked only about an organisation that nobody vouches for. */
async function factsOfSender(
  ctx: Context,
  releaseId: string,
  row: Row,
): Promise<Pick<ReleaseFacts, "lookalikes" | "burst">> {
  const { organization_id: id, name, sender, attestation, submitted_at } = row;
  const arrival = { releaseId, sender, address: attestation?.address ?? null, at: submitted_at };
  const [lookalikes, burst] = await Promise.all([
    listLookalikes(ctx.hot, { id, name }),
    countBurst(ctx, arrival),
  ]);
  return { lookalikes: lookalikes.map((other) => other.name), burst };
}
