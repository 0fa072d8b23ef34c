/** Publishing: the article's row is made in the statement that publishes the release, when the hour has come. */

import { channel } from "node:diagnostics_channel";
import type { Context } from "../../context.ts";
import { isTaken } from "../../db/conflicts.ts";
import { Prisma } from "../../db/generated/client.ts";
import { firstFreeSlugs, freeSlugs } from "../articles/free-slug.ts";
import { waitForDesk } from "../desk/waiting/waiting.ts";
import { findObjection, type Objection } from "../links/hold.ts";
import { nobodySuspendedMeanwhile } from "../organizations/suspension.ts";
import { type Moved, transition, transitionAll } from "../transition.ts";
import { articlesOf, newArticles, type Placed } from "./article-rows.ts";
import { type Publishable, readPublishables } from "./publishable.ts";

const started = channel("dateline:publish.begun");
const published = channel("dateline:publish.after_commit");

/** How soon a section that is held is tried again; the longest merger takes a minute or two. */
const heldSectionMs = 500;

/** The later of embargo and hour; null is at once. `held` is the row under the lock. */
const dueAt = Prisma.sql`coalesce(greatest(held.embargoed_until, held.publish_at), '-infinity'::timestamptz)`;

/**
 * Publishes those of some approved or scheduled releases whose hour has come by the database's clock, together, and sees
 * to it that somebody comes back for the others then. Coming early, late, twice, or after a release was withdrawn changes
 * nothing. Returns what was published.
 *
 * @throws what went wrong with one of them, after the others were seen to
 */
export async function publishIfDue(ctx: Context, releaseIds: readonly string[]): Promise<Moved[]> {
  const publishables = await readPublishables(ctx, releaseIds);
  const looks = await Promise.allSettled(publishables.map((publishable) => isClear(ctx, publishable)));
  const clear = publishables.filter((_, at) => {
    const look = looks[at];
    return look?.status === "fulfilled" && look.value;
  });
  const moved = await publishTogether(ctx, clear);
  const accident = looks.find((look) => look.status === "rejected");
  if (accident) throw accident.reason;
  return moved;
}

/** Whether it may go out now; where it may not, what happens next is seen to. */
async function isClear(ctx: Context, publishable: Publishable): Promise<boolean> {
  if (publishable.dueInMs > 0) {
    await waitForHour(ctx, publishable);
    return false;
  }
  const objection = await findObjection(ctx, publishable);
  if (objection === undefined) return true;
  if (typeof objection === "number") ctx.queues.wake("publish", publishable.id, objection);
  else await holdBack(ctx, publishable, objection);
  return false;
}

/** Whoever holds its section for a new slug, or to end it, wakes nobody; what else held it back wakes when it is done. */
async function comeBackIfDue(ctx: Context, { id, lockVersion }: Publishable): Promise<void> {
  const [now] = await readPublishables(ctx, [id]);
  if (now?.lockVersion === lockVersion && now.dueInMs <= 0) ctx.queues.wake("publish", id, heldSectionMs);
}

/** An editor looks first. What changed since it was read comes again by itself. */
async function holdBack(
  ctx: Context,
  { id, lockVersion }: Publishable,
  { reason, moderation }: Objection,
): Promise<void> {
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

/** In one statement, but for those that want the slug of one before them. Where that has an accident, one by one. */
async function publishTogether(ctx: Context, publishables: readonly Publishable[]): Promise<Moved[]> {
  if (publishables.length <= 1) return publishOneByOne(ctx, publishables);
  const slugs = await firstFreeSlugs(ctx.hot, publishables.map(standingOf));
  const placed = publishables.map((publishable, at) => ({ ...publishable, slug: slugs[at] ?? "" }));
  const places = placed.map(({ publication, slug }) => `${publication.id}/${slug}`);
  const isFirst = (_: unknown, at: number) => places.indexOf(places[at] ?? "") === at;
  const moved = await publishAs(ctx, placed.filter(isFirst)).catch((error: unknown) => {
    if (!isTaken(error, "slug"))
      ctx.log.warn({ err: error }, "Could not publish together, and goes one by one");
    return undefined;
  });
  const left = moved ? placed.filter((release, at) => !isFirst(release, at)) : publishables;
  return [...(moved ?? []), ...(await publishOneByOne(ctx, left))];
}

/** An accident with one of them does not keep the others. */
async function publishOneByOne(ctx: Context, publishables: readonly Publishable[]): Promise<Moved[]> {
  const moved: Moved[] = [];
  const accidents: unknown[] = [];
  for (const publishable of publishables) {
    try {
      moved.push(...(await publishWithFreeSlug(ctx, publishable)));
    } catch (error) {
      accidents.push(error);
    }
  }
  if (accidents.length > 0) throw accidents[0];
  return moved;
}

async function publishWithFreeSlug(ctx: Context, publishable: Publishable): Promise<Moved[]> {
  for await (const slug of freeSlugs(ctx.hot, standingOf(publishable))) {
    try {
      return await publishAs(ctx, [{ ...publishable, slug }]);
    } catch (error) {
      if (!isTaken(error, "slug")) throw error;
    }
  }
  throw new Error(`Release ${publishable.id} finds no free slug`);
}

async function publishAs(ctx: Context, releases: readonly Placed[]): Promise<Moved[]> {
  const ids = releases.map(({ id }) => id);
  for (const releaseId of ids) started.publish({ releaseId });
  const moved = await transitionAll(ctx.hot, ctx, ids, "publish", {
    given: await articlesOf(ctx, releases),
    // Nobody's hour waits for somebody who is busy with another release.
    passesHeld: releases.length > 1,
    set: Prisma.sql`category = given.category`,
    // What changed after this run read it holds it back: an embargo moved later, an edit, an erasure, a suspension,
    // and a section that gets another slug or is merged away.
    guard: Prisma.sql`${dueAt} <= ${ctx.clock.sqlNow} and held.lock_version = given.lock_version
      and ${nobodySuspendedMeanwhile("held")} and ${sectionStands}`,
    also: newArticles(ctx),
  });
  const at = new Map(moved.map((one) => [one.id, one.at]));
  for (const release of releases) {
    const { id } = release;
    const publishedAt = at.get(id);
    if (publishedAt) {
      published.publish({ releaseId: id, lateMs: publishedAt.getTime() - release.dueAt.getTime() });
      ctx.log.info({ release: { id } }, `Published release ${id}`);
    } else {
      await comeBackIfDue(ctx, release);
    }
  }
  return moved;
}

/** Keeps the section as it is until this commits. It does not wait for who ends it, who may be waiting for this release. */
const sectionStands = Prisma.sql`(given.category is null or exists (
    select 1 from categories where publication_id = held.publication_id and slug = given.category
    for key share skip locked))`;

function standingOf({ id, publication, copy }: Publishable) {
  return { id, publicationId: publication.id, headline: copy.headline };
}
