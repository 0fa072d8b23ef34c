/** What moderation needs to know about a release. */

import type { Context } from "../../context.ts";
import type { AutoPublish } from "../../db/generated/client.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { addressesIn } from "../../domain/rules/links/dead-links.ts";
import type { ReleaseFacts } from "../../domain/rules/rule.ts";
import { lookAtAttached } from "../assets/attached.ts";
import { findEarlierCopies } from "../duplicates/earlier-copy.ts";
import { comparedText, type Sketched, sign, sketch } from "../duplicates/signatures.ts";
import { deadOf, findKnown } from "../links/answers.ts";
import { listLookalikes } from "../organizations/lookalikes.ts";
import { type Arrival, countBurst, recordArrival } from "./arrivals.ts";
import { findModels, type Models } from "./models-in-force.ts";
import { findBlocklist } from "./packs-in-force.ts";

/** A version of a release, with who sent it and how its publication judges. */
export interface Submitted {
  readonly releaseId: string;
  readonly version: number;
  readonly copy: Copy;
  /** The copy as it is compared with others. */
  readonly sketched: Sketched;
  readonly organization: ReleaseFacts["organization"] & {
    readonly id: string;
    /** Whether it gave itself another name or website since the desk set its trust. */
    readonly isRenamed: boolean;
  };
  readonly publication: {
    readonly id: string;
    readonly settingsAt: Date;
    readonly autoPublish: AutoPublish;
    readonly rulePack: string;
    /** Of so many that go out unseen, an editor looks one over. */
    readonly sampleEvery: number;
    readonly models: Models;
  };
  readonly isFirst: boolean;
  readonly isEmbargoed: boolean;
  readonly attestation: { readonly address: string | null } | null;
  /** The key it came by, or the organisation's id. */
  readonly sender: string;
  readonly submittedAt: Date | null;
}

type Row = Pick<Submitted, "copy" | "isFirst" | "isEmbargoed" | "attestation" | "sender" | "submittedAt"> & {
  readonly organization: Submitted["organization"];
  readonly publicationId: string;
  readonly settingsAt: Date;
  readonly autoPublish: AutoPublish;
  readonly rulePack: string;
  readonly sampleEvery: number;
};

/** Reads a version of a release with its organisation and its publication's policy and models. */
export async function readSubmitted(ctx: Context, releaseId: string, version: number): Promise<Submitted> {
  const [row] = await ctx.hot.$queryRaw<Row[]>`
    select v.copy, jsonb_build_object('id', o.id, 'name', o.name, 'trust', o.trust, 'website', o.website,
        'verifiedDomain', o.verified_domain, 'marketSensitive', o.market_sensitive, 'contactEmail', o.contact_email,
        'boilerplate', o.boilerplate, 'isRenamed', o.renamed_at is not null) as organization,
      p.id as "publicationId", p.updated_at as "settingsAt", p.auto_publish as "autoPublish",
      p.rule_pack as "rulePack", p.sample_every as "sampleEvery",
      not exists (
        select from releases earlier
        where earlier.organization_id = o.id and earlier.status in ('published', 'retracted', 'killed')
      ) as "isFirst",
      r.embargoed_until is not null as "isEmbargoed",
      (select attestation from release_events where release_id = r.id and attestation is not null
        order by id desc limit 1) as attestation,
      case v.author_role when 'submitter' then v.author_id else r.organization_id::text end as sender,
      r.submitted_at as "submittedAt"
    from releases r
    join release_versions v on v.release_id = r.id and v.number = ${version}
    join organizations o on o.id = r.organization_id
    join publications p on p.id = r.publication_id
    where r.id = ${releaseId}::uuid`;
  if (!row) throw new Error(`Release ${releaseId} has no version ${version}`);
  const { publicationId: id, settingsAt, autoPublish, rulePack, sampleEvery, ...submitted } = row;
  const models = await findModels(ctx, id, settingsAt);
  return {
    ...submitted,
    releaseId,
    version,
    sketched: sketch(comparedText(submitted.copy)),
    publication: { id, settingsAt, autoPublish, rulePack, sampleEvery, models },
  };
}

/**
 * Writes down what others are judged by beside this one: its signature, and that it came. To be done before its own facts
 * are read, so that one of two that come at once sees the other.
 */
export async function leaveTraces(ctx: Context, submitted: Submitted): Promise<void> {
  await Promise.all([
    sign(ctx.hot, submitted, submitted.sketched),
    submitted.organization.trust === "trusted" ? undefined : recordArrival(ctx, arrivalOf(submitted)),
  ]);
}

/** What the rules go by beside the copy. Only looks. */
export async function readFacts(
  ctx: Context,
  submitted: Submitted,
): Promise<Omit<ReleaseFacts, "detectedLanguage">> {
  const { releaseId, sketched, copy, organization, publication } = submitted;
  const [copies, ofSender, known, attached, blocks] = await Promise.all([
    findEarlierCopies(ctx, { releaseId, sketched, organizationId: organization.id }),
    organization.trust === "trusted" ? undefined : factsOfSender(ctx, submitted),
    ctx.linkChecker && findKnown(ctx, addressesIn(copy)),
    lookAtAttached(ctx, copy.attachments),
    findBlocklist(ctx, publication.id, publication.settingsAt),
  ]);
  return {
    organization,
    isFirst: submitted.isFirst,
    isEmbargoed: submitted.isEmbargoed,
    attested: submitted.attestation !== null,
    ...copies,
    ...ofSender,
    ...(known && { deadLinks: deadOf(known) }),
    ...attached,
    blocks,
    now: ctx.clock.now(),
  };
}

/** What is asked only about an organisation that nobody vouches for. */
async function factsOfSender(
  ctx: Context,
  submitted: Submitted,
): Promise<Pick<ReleaseFacts, "lookalikes" | "burst">> {
  const [lookalikes, burst] = await Promise.all([
    listLookalikes(ctx.hot, submitted.organization),
    countBurst(ctx, arrivalOf(submitted)),
  ]);
  return { lookalikes: lookalikes.map((other) => other.name), burst };
}

function arrivalOf({ releaseId, sender, attestation, submittedAt }: Submitted): Arrival {
  return { releaseId, sender, address: attestation?.address ?? null, at: submittedAt };
}
