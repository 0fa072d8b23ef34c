/** What editors decide, kept as labels: the machine is measured by them, and learns. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { newId } from "../../db/ids.ts";
import type { CurrentRelease } from "../releases/current.ts";
import { wakeFor } from "../wakes.ts";

/** After so many decisions a model is learned anew. */
export const decisionsPerModel = 10;

/** Of so many releases the decisions about one are never learned from. */
const heldBackEvery = 10;

/**
 * Notes where an editor put a release, beside where the machine would have put it. A release that the machine never
 * looked at teaches nothing.
 */
export async function noteSection(
  tx: Tx,
  ctx: Context<Editor>,
  release: CurrentRelease,
  section: string | null | undefined,
): Promise<void> {
  const given = release.categories[0]?.slug;
  if (given === undefined || section === undefined || section === null) return;
  const number = await note(tx, ctx, release, { kind: "category", given, chosen: section });
  if (number % decisionsPerModel === 0) wakeFor(tx, ctx, "learn", release.publication.id);
}

/** Notes what an editor decided, beside the machine's verdict. */
export async function noteVerdict(
  tx: Tx,
  ctx: Context<Editor>,
  release: CurrentRelease,
  decision: string,
): Promise<void> {
  if (!release.moderation) return;
  await note(tx, ctx, release, { kind: "verdict", given: release.moderation.verdict, chosen: decision });
}

/** All decisions about a release are learned from, or none. */
async function note(
  tx: Tx,
  { clock }: Context<Editor>,
  { id, version, publication, judgedBy, categories, moderation }: CurrentRelease,
  { kind, given, chosen }: { readonly kind: string; readonly given: string; readonly chosen: string },
): Promise<number> {
  const scores =
    kind === "category"
      ? categories.map(({ slug, score }) => ({ slug, score }))
      : [{ slug: given, score: moderation?.score ?? null }];
  const [noted] = await tx.$queryRaw<{ number: number }[]>`
    with next as (
      select coalesce(max(number), 0) + 1 as number from editor_decisions
      where publication_id = ${publication.id}::uuid and kind = ${kind}
    )
    insert into editor_decisions
      (id, publication_id, release_id, version, kind, number, given, chosen, model, scores, held_back, at)
    select ${newId(clock.now())}::uuid, ${publication.id}::uuid, ${id}::uuid, ${version}, ${kind}, number, ${given}, ${chosen},
      ${judgedBy}, ${JSON.stringify(scores)}::jsonb,
      coalesce((select held_back from editor_decisions where release_id = ${id}::uuid and kind = ${kind} limit 1),
        number % ${heldBackEvery} = 0), ${clock.sqlNow}
    from next
    returning number`;
  return noted?.number ?? 0;
}
