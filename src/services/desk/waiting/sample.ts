/**
 * The sample: a share of what the machine lets out unseen, for an editor to look over. Without it, the desk would only
 * ever see what the machine doubts, and nothing would show what it is wrongly sure of.
 */

import type { Context, Editor, Newsroom } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { actionsOpenTo } from "../../../domain/releases/lifecycle.ts";
import { AppError } from "../../../errors.ts";
import { noteSection, noteVerdict } from "../../learning/decisions.ts";
import { type CurrentRelease, findRelease } from "../../releases/current.ts";
import { lockRelease, recordEvent, refuseStale } from "../../releases/versions.ts";
import { transact } from "../../transact.ts";
import { keepClaim } from "./claim.ts";
import { nobodyClaims } from "./waiting.ts";

/** Columns that take a release out of the sample: an editor has seen it. */
export const lookedOver = Prisma.sql`sampled_at = null`;

/**
 * Whether a release is drawn, if it goes out unseen; the same at every run. A submitter, who knows the id, cannot tell.
 *
 * @param every of so many one is drawn; 0 draws none
 */
export function isDrawn({ secrets }: Pick<Newsroom, "secrets">, releaseId: string, every: number): boolean {
  if (every === 0) return false;
  const mark = secrets.mark(`sample ${releaseId}`);
  return new DataView(mark.buffer, mark.byteOffset).getUint32(0) % every === 0;
}

/**
 * An editor finds right what went out unseen, as it went out: a label like an approval. Of two at once, one is told that
 * somebody has looked.
 *
 * @param seen the `lockVersion` that the editor was looking at; `null` where that was not said
 * @throws {AppError} `not-found`, `illegal-transition`, `stale`, `already-claimed`
 */
export function confirmRelease(
  ctx: Context<Editor>,
  id: string,
  seen: number | null,
): Promise<CurrentRelease> {
  return transact(ctx, async (tx) => {
    const release = await lockRelease(tx, ctx, id, null);
    if (!isInSample(release)) throw notInSample(ctx, release);
    refuseStale(release, seen);
    await keepClaim(tx, ctx, release);
    await tx.$executeRaw`update releases set ${lookedOver}, ${nobodyClaims} where id = ${id}::uuid`;
    await recordEvent(tx, ctx, release, "confirm");
    await noteVerdict(tx, ctx, release, "approve");
    await noteSection(tx, ctx, release, release.category);
    return findRelease(tx, ctx, id);
  });
}

/** Notes what an editor made of a release of the sample otherwise than by finding it right. */
export async function noteLook(
  tx: Tx,
  ctx: Context<Editor>,
  release: CurrentRelease,
  decision: "correct" | "retract" | "kill",
): Promise<void> {
  if (isInSample(release)) await noteVerdict(tx, ctx, release, decision);
}

function isInSample({ status, sampledAt }: CurrentRelease): boolean {
  return status === "published" && sampledAt !== null;
}

function notInSample({ actor }: Context<Editor>, { status, appealedAt }: CurrentRelease): AppError {
  return new AppError("illegal-transition", "It is not in the sample, or somebody has looked it over.", {
    state: status,
    allowedActions: actionsOpenTo(actor.role, status, { appealed: appealedAt !== null }),
  });
}
