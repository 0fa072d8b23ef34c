/** What a submitter decides about a release of its own: to submit it, to take it back, to appeal. */

import type { Context, Submitter } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { type Action, stateAfter } from "../../domain/releases/lifecycle.ts";
import { nothingWaits, waitForDesk } from "../desk/waiting/waiting.ts";
import { withinQuota } from "../organizations/quota.ts";
import { transact } from "../transact.ts";
import { illegal, moveOrRefuse } from "../transition.ts";
import { type Attestation, attested } from "./attestation.ts";
import { type CurrentRelease, findRelease } from "./current.ts";
import { refuseUnattested } from "./submission-faults.ts";
import { lockRelease } from "./versions.ts";

/**
 * Submits a draft, or a release that was sent back, for moderation; asking again for one that is on its way
 * is refused by the table.
 *
 * @throws {AppError} `not-found`, `invalid-request` without an attestation, `illegal-transition`, `quota-exceeded`
 */
export async function submitRelease(
  ctx: Context<Submitter>,
  id: string,
  attestation: Attestation | undefined,
): Promise<CurrentRelease> {
  const send = () => transact(ctx, (tx) => submitOrRefuse(tx, ctx, id, attestation));
  // Counted before, since whoever counts inside of a transaction waits for a second connection with the first in hand.
  const release = await ((await isDraft(ctx, id)) ? withinQuota(ctx, send) : send());
  ctx.queues.wake("moderate", id);
  return release;
}

async function isDraft({ hot, actor }: Context<Submitter>, id: string): Promise<boolean> {
  const drafts = await hot.$queryRaw<unknown[]>`
    select from releases where id = ${id}::uuid and organization_id = ${actor.id}::uuid and status = 'draft'`;
  return drafts.length > 0;
}

async function submitOrRefuse(
  tx: Tx,
  ctx: Context<Submitter>,
  id: string,
  attestation: Attestation | undefined,
): Promise<CurrentRelease> {
  const draft = await lockRelease(tx, ctx, id, null);
  const action: Action = draft.status === "draft" ? "submit" : "resubmit";
  if (!stateAfter(action, draft.status))
    throw illegal(ctx.actor, action, draft.status, draft.appealedAt !== null);
  await refuseUnattested(tx, ctx, id, attestation);
  await moveOrRefuse(tx, ctx, id, action, {
    attestation: attested(ctx, attestation),
    set: Prisma.sql`submitted_at = ${ctx.clock.sqlNow}, attempts = 0, moderation = null, ${nothingWaits}`,
  });
  return findRelease(tx, ctx, id);
}

/** Takes back a release that is not out yet. */
export function withdrawRelease(
  ctx: Context<Submitter>,
  id: string,
  reason: string | undefined,
): Promise<CurrentRelease> {
  return transact(ctx, async (tx) => {
    await lockRelease(tx, ctx, id, null);
    await moveOrRefuse(tx, ctx, id, "withdraw", { reason, set: nothingWaits });
    return findRelease(tx, ctx, id);
  });
}

/** Asks a person to look at a refusal; possible once. */
export function appealRelease(ctx: Context<Submitter>, id: string, message: string): Promise<CurrentRelease> {
  return transact(ctx, async (tx) => {
    const rejected = await lockRelease(tx, ctx, id, null);
    if (rejected.appealedAt) throw illegal(ctx.actor, "appeal", rejected.status, true);
    const waiting = "You appealed against the refusal; an editor will look at it.";
    await moveOrRefuse(tx, ctx, id, "appeal", {
      reason: message,
      set: Prisma.sql`appealed_at = ${ctx.clock.sqlNow}, ${await waitForDesk(tx, ctx, id, waiting)}`,
    });
    return findRelease(tx, ctx, id);
  });
}
