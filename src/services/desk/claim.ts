/** The claim: one editor at a time works on a release. It ends by the database's clock. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { AppError } from "../../errors.ts";
import { type CurrentRelease, findRelease } from "../releases/current.ts";
import { lockRelease, recordEvent } from "../releases/versions.ts";
import { transact } from "../transact.ts";
import { nobodyClaims } from "./waiting.ts";

/** How long a claim lasts; work renews it. */
const claimLasts = "15 minutes";

/** Takes the claim, or renews one's own. */
export function claimRelease(ctx: Context<Editor>, id: string): Promise<CurrentRelease> {
  return transact(ctx, async (tx) => {
    const release = await lockRelease(tx, ctx, id, null);
    await keepClaim(tx, ctx, release);
    await takeClaim(tx, ctx, id);
    if (release.claim?.id !== ctx.actor.id) await recordEvent(tx, ctx, release, "claim");
    return findRelease(tx, ctx, id);
  });
}

/** Gives the claim up; a managing editor may end anybody's. */
export function releaseClaim(ctx: Context<Editor>, id: string): Promise<CurrentRelease> {
  return transact(ctx, async (tx) => {
    const release = await lockRelease(tx, ctx, id, null);
    if (ctx.actor.role === "editor") await keepClaim(tx, ctx, release);
    await tx.$executeRaw`update releases set ${nobodyClaims} where id = ${id}::uuid`;
    if (release.claim) await recordEvent(tx, ctx, release, "unclaim");
    return findRelease(tx, ctx, id);
  });
}

/**
 * Refuses work on a release that somebody else has claimed, and renews one's own claim.
 *
 * @throws {AppError} `already-claimed`, with the holder and the end
 */
export async function keepClaim(tx: Tx, ctx: Context<Editor>, release: CurrentRelease): Promise<void> {
  const [claim] = await tx.$queryRaw<{ id: string; name: string; until: Date }[]>`
    select claimed_by_id as id, claimed_by_name as name, claimed_until as until from releases
    where id = ${release.id}::uuid and claimed_until > ${ctx.clock.sqlNow}`;
  if (!claim) return;
  if (claim.id === ctx.actor.id) return takeClaim(tx, ctx, release.id);
  throw new AppError(
    "already-claimed",
    `${claim.name} is working on it until ${claim.until.toISOString()}.`,
    {
      holder: { id: claim.id, name: claim.name },
      until: claim.until.toISOString(),
    },
  );
}

async function takeClaim(tx: Tx, { actor, clock }: Context<Editor>, id: string): Promise<void> {
  const until = Prisma.sql`${clock.sqlNow} + ${claimLasts}::interval`;
  await tx.$executeRaw`
    update releases set claimed_by_id = ${actor.id}::uuid, claimed_by_name = ${actor.name}, claimed_until = ${until}
    where id = ${id}::uuid`;
}
