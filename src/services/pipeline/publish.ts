/** Publishing: the article's row is made in the statement that publishes the release, when the hour has come. */

import { channel } from "node:diagnostics_channel";
import type { Context } from "../../context.ts";
import { isTaken } from "../../db/conflicts.ts";
import { Prisma } from "../../db/generated/client.ts";
import { freeSlugs } from "../articles/free-slug.ts";
import { waitForDesk } from "../desk/waiting/waiting.ts";
import { findObjection, type Objection } from "../links/hold.ts";
import { nobodySuspendedMeanwhile } from "../organizations/suspension.ts";
import { type Moved, transition } from "../transition.ts";
import { newArticleRows } from "./article-rows.ts";
import { type Publishable, readPublishable } from "./publishable.ts";

const started = channel("dateline:publish.begun");
const published = channel("dateline:publish.after_commit");

/** How soon a section that is held is tried again; the longest merger takes a minute or two. */
const heldSectionMs = 500;

/** The later of embargo and hour; null is at once. `held` is the row under the lock. */
const dueAt = Prisma.sql`coalesce(greatest(held.embargoed_until, held.publish_at), '-infinity'::timestamptz)`;

/**
 * Publishes an approved or scheduled release if its hour has come by the database's clock, and otherwise sees to it
 * that somebody comes back then. Coming early, late, twice, or after the release was withdrawn changes nothing.
 */
export async function publishIfDue(ctx: Context, releaseId: string): Promise<Moved | undefined> {
  const publishable = await readPublishable(ctx, releaseId);
  if (!publishable) return undefined;
  if (publishable.dueInMs > 0) {
    await waitForHour(ctx, publishable);
    return undefined;
  }
  const objection = await findObjection(ctx, publishable);
  if (typeof objection === "number") {
    ctx.queues.wake("publish", releaseId, objection);
    return undefined;
  }
  if (objection) return holdBack(ctx, publishable, objection);
  started.publish({ releaseId });
  const moved = await publishWithFreeSlug(ctx, publishable);
  if (moved) {
    published.publish({ releaseId, lateMs: moved.at.getTime() - publishable.dueAt.getTime() });
    ctx.log.info({ release: { id: releaseId } }, `Published release ${releaseId}`);
  } else {
    await comeBackIfDue(ctx, publishable);
  }
  return moved;
}

/** Whoever holds its section for a new slug, or to end it, wakes nobody; what else held it back wakes when it is done. */
async function comeBackIfDue(ctx: Context, { id, lockVersion }: Publishable): Promise<void> {
  const now = await readPublishable(ctx, id);
  if (now?.lockVersion === lockVersion && now.dueInMs <= 0) ctx.queues.wake("publish", id, heldSectionMs);
}

/** An editor looks first. What changed since it was read comes again by itself. */
async function holdBack(
  ctx: Context,
  { id, lockVersion }: Publishable,
  { reason, moderation }: Objection,
): Promise<undefined> {
  const waits = await waitForDesk(ctx.hot, ctx, id, reason);
  const moved = await transition(ctx.hot, ctx, id, "hold", {
    reason,
    guard: Prisma.sql`${dueAt} <= ${ctx.clock.sqlNow} and held.lock_version = ${lockVersion}
      and ${nobodySuspendedMeanwhile("held")}`,
    set: Prisma.sql`moderation = ${JSON.stringify(moderation)}::jsonb, ${waits}`,
  });
  if (moved) ctx.log.info({ release: { id } }, `Held release ${id} back for a link that leads nowhere`);
}

async function waitForHour(ctx: Context, { id, status, dueInMs }: Publishable): Promise<void> {
  const moved =
    status === "scheduled" ||
    (await transition(ctx.hot, ctx, id, "schedule", {
      reason: "Approved; it goes out when its hour comes.",
      guard: Prisma.sql`${dueAt} > ${ctx.clock.sqlNow} and held.status = 'approved'`,
    }));
  if (moved) ctx.queues.wake("publish", id, dueInMs);
}

async function publishWithFreeSlug(ctx: Context, publishable: Publishable): Promise<Moved | undefined> {
  const { id, publication, copy } = publishable;
  const standing = { id, publicationId: publication.id, headline: copy.headline };
  for await (const slug of freeSlugs(ctx.hot, standing)) {
    try {
      return await transition(ctx.hot, ctx, id, "publish", {
        set: Prisma.sql`category = ${publishable.category}`,
        // What changed after this run read it holds it back: an embargo moved later, an edit, an erasure, a
        // suspension, and a section that gets another slug or is merged away.
        guard: Prisma.sql`${dueAt} <= ${ctx.clock.sqlNow} and held.lock_version = ${publishable.lockVersion}
          and ${nobodySuspendedMeanwhile("held")} and ${sectionStands(publishable)}`,
        also: await newArticleRows(ctx, publishable, slug),
      });
    } catch (error) {
      if (!isTaken(error, "slug")) throw error;
    }
  }
  throw new Error(`Release ${id} finds no free slug`);
}

/** Keeps the section as it is until this commits. It does not wait for who ends it, who may be waiting for this release. */
function sectionStands({ publication, category }: Publishable): Prisma.Sql {
  if (category === null) return Prisma.sql`true`;
  return Prisma.sql`exists (
    select 1 from categories where publication_id = ${publication.id}::uuid and slug = ${category}
    for key share skip locked)`;
}
