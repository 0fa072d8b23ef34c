/** What publishing needs to know about a release, read at once. */

import { randomUUID } from "node:crypto";
import type { Context, Trust } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { sectionOf } from "../articles/section-slugs.ts";
import { nobodySuspended } from "../organizations/suspension.ts";
import { issuerField } from "../releases/issuer.ts";

/** Since when a release may go out, of a row named `r`. */
export const hourOf = Prisma.sql`greatest(r.moved_at, r.embargoed_until, r.publish_at)`;

/** A file as it becomes public: `id` is random and made for that. */
export interface PublicFile {
  readonly id: string;
  readonly storageKey: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
}

export interface Publishable {
  readonly id: string;
  readonly status: "approved" | "scheduled";
  /** Moves whenever what was read here may have. */
  readonly lockVersion: number;
  readonly copy: Copy;
  /** The section that it goes into, whatever its slug was when it was filed there. */
  readonly category: string | null;
  readonly subjects: unknown;
  /** Milliseconds until its hour, by the database's clock; 0 or less when it has come. */
  readonly dueInMs: number;
  /** Since when nothing stands in its way but us: its hour, or the last that was decided about it. */
  readonly dueAt: Date;
  readonly publication: { readonly id: string };
  /** As it was when the release was decided about, but for its trust. */
  readonly organization: {
    readonly id: string;
    readonly name: string;
    readonly url: string | null;
    readonly trust: Trust;
    readonly boilerplate: string | null;
  };
  readonly files: readonly PublicFile[];
}

interface Row {
  id: string;
  status: "approved" | "scheduled";
  lock_version: number;
  copy: Copy;
  category: string | null;
  subjects: unknown;
  due_in_ms: number;
  due_at: Date;
  publication_id: string;
  organization_id: string;
  name: string;
  website: string | null;
  trust: Trust;
  boilerplate: string | null;
}

/** Those of the releases that are approved or scheduled, and nobody behind them suspended. */
export async function readPublishables(ctx: Context, releaseIds: readonly string[]): Promise<Publishable[]> {
  const rows = await ctx.hot.$queryRaw<Row[]>`
    select r.id, r.status, r.lock_version, v.copy, r.subjects,
      ${sectionOf(Prisma.sql`r.publication_id`, Prisma.sql`r.category`)} as category, r.publication_id, r.organization_id,
      ${issuerField("name")} as name, ${issuerField("website")} as website, o.trust,
      ${issuerField("boilerplate")} as boilerplate,
      coalesce(ceil(extract(epoch from greatest(r.embargoed_until, r.publish_at) - ${ctx.clock.sqlNow}) * 1000), 0)
        ::double precision as due_in_ms,
      greatest(r.updated_at, r.embargoed_until, r.publish_at) as due_at
    from releases r
    join release_versions v on v.release_id = r.id and v.number = r.version
    join organizations o on o.id = r.organization_id
    where r.id = any(${releaseIds}::uuid[]) and r.status in ('approved', 'scheduled') and ${nobodySuspended("r")}`;
  return Promise.all(rows.map((row) => publishableOf(ctx, row)));
}

async function publishableOf({ db }: Context, row: Row): Promise<Publishable> {
  const {
    due_in_ms,
    due_at,
    lock_version,
    publication_id,
    organization_id,
    name,
    website,
    trust,
    boilerplate,
    ...rest
  } = row;
  return {
    ...rest,
    dueInMs: due_in_ms,
    dueAt: due_at,
    lockVersion: lock_version,
    publication: { id: publication_id },
    organization: { id: organization_id, name, url: website, trust, boilerplate },
    files: await readFiles(db, row.copy.attachments),
  };
}

/**
 * What has been due for some time, as an interval of PostgreSQL, the oldest first; whose it is is looked at first, since
 * that sorts out most of what a suspension holds back.
 */
export function findDue(
  { hot, clock }: Context,
  most: number,
  since = "0 seconds",
): Promise<{ readonly id: string }[]> {
  return hot.$queryRaw`
    select r.id from releases r
    join organizations o on o.id = r.organization_id
    where r.status in ('approved', 'scheduled') and ${hourOf} <= ${clock.sqlNow} - ${since}::interval
      and o.trust <> 'suspended' and ${nobodySuspended("r")}
    order by ${hourOf} limit ${most}`;
}

/** The files that a copy names, in its order, each with a fresh public id. */
export async function readFiles(tx: Tx, ids: readonly string[]): Promise<PublicFile[]> {
  if (ids.length === 0) return [];
  return tx.$queryRaw<PublicFile[]>`
    select ${randomIds(ids.length)}[array_position(${ids}::uuid[], id)] as id, storage_key as "storageKey",
      file_name as "fileName", content_type as "contentType", bytes, width, height
    from assets where id = any(${ids}::uuid[])
    order by array_position(${ids}::uuid[], id)`;
}

function randomIds(count: number): Prisma.Sql {
  const ids = Array.from({ length: count }, () => randomUUID());
  return Prisma.sql`(${ids}::uuid[])`;
}
