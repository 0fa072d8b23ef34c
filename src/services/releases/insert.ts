/** The statement that takes a release in: release, version, event, files and recorded answer, in one commit. */

import { type Context, type Submitter, signature } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { ReleaseInput } from "../../domain/releases/release.ts";
import type { Moment } from "../../domain/time/local-time.ts";
import { newAssetRows, type ReceivedFile } from "../assets/receive.ts";
import { countHeld } from "../assets/unused.ts";
import { newEventId } from "../transition.ts";
import { attested } from "./attestation.ts";
import type { CurrentRelease } from "./current.ts";

/** What the statement found; where something is missing, it inserted nothing. */
export interface Found {
  readonly inserted: boolean;
  /** Whether the idempotency key was free. */
  readonly held: boolean;
  readonly publication: boolean;
  readonly suspended: boolean;
  /** How many of the named files the organisation has sent. */
  readonly assets: number;
}

/** Inserts a release with all that belongs to it, if its publication, files and key are there. */
export async function insertRelease(
  ctx: Context<Submitter>,
  input: ReleaseInput,
  release: CurrentRelease,
  files: readonly ReceivedFile[],
): Promise<Found> {
  const { copy } = release;
  const once = ctx.once?.inline(release, Prisma.sql`release`);
  const isDraft = release.status === "draft";
  const { actor } = ctx;
  const who = signature(actor);
  // Each value is sent once, and instants as text, since what the driver writes is what this path spends.
  const [found] = await ctx.hot.$queryRaw<Found[]>`
    with asked as (
      select ${once?.held ?? Prisma.sql`true`} as held,
        (select id from publications where slug = ${input.publication}) as publication_id,
        (select trust = 'suspended' from organizations where id = ${actor.id}::uuid) as suspended,
        ${knownAssets(ctx, input)} as assets,
        ${actor.id}::uuid as organization_id, ${who.id}::text as author_id, ${who.name}::text as author_name,
        ${release.createdAt.toISOString()}::timestamptz as now
    ), release as (
      insert into releases (id, publication_id, organization_id, status, kind, headline, category, external_ref,
        embargoed_until, embargo_given, publish_at, publish_given, submitted_at, created_at, moved_at, updated_at)
      select ${release.id}::uuid, publication_id, organization_id, ${release.status}::release_status,
        ${copy.kind}::release_kind, ${copy.headline}, ${copy.category}, ${release.externalRef},
        ${release.embargoedUntil}, ${given(input.embargoedUntil)}::jsonb,
        ${release.publishAt}, ${given(input.publishAt)}::jsonb,
        ${isDraft ? Prisma.sql`null` : Prisma.sql`now`}, now, now, now
      from asked
      where held and publication_id is not null and not suspended and assets = ${new Set(input.attachments).size}
      returning id, status, organization_id, created_at
    ), version as (
      insert into release_versions
        (release_id, number, copy, author_role, author_id, author_name, created_at)
      select id, 1, ${JSON.stringify(copy)}::jsonb, 'submitter', author_id, author_name,
        created_at
      from release, asked
    ), event as (
      insert into release_events
        (id, release_id, action, to_status, version, actor_role, actor_id, actor_name, attestation, at)
      select ${newEventId(ctx)}::uuid, id, ${isDraft ? "create" : "submit"}, status, 1, 'submitter', author_id,
        author_name, ${attested(ctx, input.attestation)}::jsonb, created_at
      from release, asked
    )${files.length > 0 ? Prisma.sql`, ${newAssetRows(ctx, files, Prisma.sql`release`)}` : Prisma.empty}
    ${once ? Prisma.sql`, ${once.record}` : Prisma.empty}
    select held, publication_id is not null as publication, suspended, assets,
      exists (select from release) as inserted
    from asked`;
  if (!found) throw new Error("The statement that takes in a release returned no row");
  return found;
}

/** How many of the named files the organisation has sent; most releases name none. */
function knownAssets(ctx: Context<Submitter>, { attachments }: ReleaseInput): Prisma.Sql {
  return attachments.length === 0
    ? Prisma.sql`0`
    : Prisma.sql`(${countHeld(ctx, ctx.actor.id, attachments)})`;
}

function given(moment: Moment | null): string | null {
  return moment?.given ? JSON.stringify(moment.given) : null;
}
