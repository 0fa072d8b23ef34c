/** The claim: one editor at a time works on a release. It ends by the database's clock. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { AppError } from "../../../errors.ts";
import { postLetter } from "../../mail/post.ts";
import { type CurrentRelease, findRelease } from "../../releases/current.ts";
import { lockRelease, recordEvent } from "../../releases/versions.ts";
import { transact } from "../../transact.ts";
import { nobodyClaims } from "./waiting.ts";

/** How long a claim lasts; work renews it. */
const claimLasts = "15 minutes";

/**
 * Takes the claim, or renews one's own. With a reason, a managing editor takes it from whoever has it.
 *
 * @throws {AppError} `not-found`, `already-claimed` without a reason, `forbidden` for an editor who gives one
 */
export function claimRelease(
  ctx: Context<Editor>,
  id: string,
  takeover: { readonly reason: string } | undefined,
): Promise<CurrentRelease> {
  if (takeover && ctx.actor.role === "editor") {
    throw new AppError("forbidden", "Only a managing editor may take over a claim.");
  }
  return transact(ctx, async (tx) => {
    const release = await lockRelease(tx, ctx, id, null);
    const claim = await claimOn(tx, ctx, release);
    const isOthers = claim !== undefined && claim.id !== ctx.actor.id;
    if (isOthers && !takeover) throw claimed(claim);
    await takeClaim(tx, ctx, id);
    if (!claim) await recordEvent(tx, ctx, release, "claim");
    if (isOthers) {
      const eventId = await recordEvent(tx, ctx, release, "takeover", { note: takeover?.reason });
      await tellFormerHolder(tx, ctx, claim.id, eventId);
    }
    return findRelease(tx, ctx, id);
  });
}

/** Who wants no such mail, or has no address any more, sees it in the history alone. */
async function tellFormerHolder(tx: Tx, ctx: Context, staffId: string, eventId: string): Promise<void> {
  const holder = await tx.staff.findFirst({
    where: {
      id: staffId,
      disabledAt: null,
      erasedAt: null,
      notices: { has: "takeover" },
      // Where the first start made an administrator, it gave nobody's address.
      email: { not: { endsWith: "@localhost" } },
    },
    select: { email: true },
  });
  if (!holder) return;
  const matter = { letter: "takeover", staffId, eventId } as const;
  await postLetter(tx, ctx, { onceKey: `takeover-${eventId}`, to: holder.email, matter });
}

/**
 * Gives the claim up; a managing editor may end anybody's.
 *
 * @throws {AppError} `not-found`, `already-claimed`
 */
export function releaseClaim(ctx: Context<Editor>, id: string): Promise<CurrentRelease> {
  return transact(ctx, async (tx) => {
    const release = await lockRelease(tx, ctx, id, null);
    const claim = await claimOn(tx, ctx, release);
    if (!claim) return release;
    const isOthers = claim.id !== ctx.actor.id;
    if (isOthers && ctx.actor.role === "editor") throw claimed(claim);
    await tx.$executeRaw`update releases set ${nobodyClaims} where id = ${id}::uuid`;
    await recordEvent(tx, ctx, release, "unclaim", isOthers ? { note: "Somebody else had claimed it." } : {});
    return findRelease(tx, ctx, id);
  });
}

/**
 * Refuses work on a release that somebody else has claimed, and renews one's own claim.
 *
 * @throws {AppError} `already-claimed`, with the holder and the end
 */
export async function keepClaim(tx: Tx, ctx: Context<Editor>, release: CurrentRelease): Promise<void> {
  const claim = await claimOn(tx, ctx, release);
  if (claim && claim.id !== ctx.actor.id) throw claimed(claim);
  if (claim) await takeClaim(tx, ctx, release.id);
}

/** Renews one's own claim, where there is one, and leaves another's alone. */
export async function renewClaim(tx: Tx, ctx: Context<Editor>, release: CurrentRelease): Promise<void> {
  const claim = await claimOn(tx, ctx, release);
  if (claim?.id === ctx.actor.id) await takeClaim(tx, ctx, release.id);
}

type Claim = NonNullable<CurrentRelease["claim"]>;

/** The claim that holds by the database's clock. */
async function claimOn(
  tx: Tx,
  { clock }: Context<Editor>,
  { id }: CurrentRelease,
): Promise<Claim | undefined> {
  const [claim] = await tx.$queryRaw<Claim[]>`
    select claimed_by_id as id, claimed_by_name as name, claimed_until as until from releases
    where id = ${id}::uuid and claimed_until > ${clock.sqlNow}`;
  return claim;
}

function claimed({ id, name, until }: Claim): AppError {
  const end = until.toISOString();
  return new AppError("already-claimed", `${name} is working on it until ${end}.`, {
    holder: { id, name },
    until: end,
  });
}

async function takeClaim(tx: Tx, { actor, clock }: Context<Editor>, id: string): Promise<void> {
  const until = Prisma.sql`${clock.sqlNow} + ${claimLasts}::interval`;
  await tx.$executeRaw`
    update releases set claimed_by_id = ${actor.id}::uuid, claimed_by_name = ${actor.name}, claimed_until = ${until}
    where id = ${id}::uuid`;
}
