/** What editors decide, kept as labels: the machine is measured by them, and learns. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import { isSpamFinding, scoresSpamIn } from "../../domain/rules/advertising/abuse.ts";
import { readableText } from "../../domain/source-text/source-text.ts";
import type { SpamLabel } from "../../domain/spam/taught.ts";
import type { CurrentRelease } from "../releases/current.ts";
import { wakeFor } from "../wakes.ts";

/** What is learned: which section a text belongs to, and whether it is spam. */
export const learnedKinds = ["category", "spam"] as const;
export type LearnedKind = (typeof learnedKinds)[number];

/**
 * What a decision is about. Where neither the machine nor an editor thought of spam, an approval is counted apart: it only
 * shows what honest releases are like, and nothing is learned anew for it.
 */
export type DecisionKind = LearnedKind | "verdict" | "no_spam";

/** The decisions that each is learned from; of the first, so many more have it learned anew. */
export const lessonKinds: Readonly<Record<LearnedKind, readonly DecisionKind[]>> = {
  category: ["category"],
  spam: ["spam", "no_spam"],
};

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
  await note(tx, ctx, release, { kind: "category", given, chosen: section });
}

/**
 * Notes what an editor decided, beside the machine's verdict; and whether the text is spam, where the decision says so.
 *
 * @param reasonCode the publication's code for it
 */
export async function noteVerdict(
  tx: Tx,
  ctx: Context<Editor>,
  release: CurrentRelease,
  decision: string,
  reasonCode?: string | undefined,
): Promise<void> {
  const { moderation } = release;
  if (!moderation) return;
  await note(tx, ctx, release, { kind: "verdict", given: moderation.verdict, chosen: decision });
  const chosen = await spamLabelOf(tx, ctx, release, decision, reasonCode);
  if (!chosen) return;
  const given: SpamLabel = moderation.findings.some(isSpamFinding) ? "spam" : "none";
  const inQuestion = given === "spam" || chosen === "spam" || (await wasInQuestion(tx, release));
  await note(tx, ctx, release, { kind: inQuestion ? "spam" : "no_spam", given, chosen });
}

/** Whether somebody took an earlier wording of it for spam: then it is a lesson that it is none. */
async function wasInQuestion(tx: Tx, { id }: CurrentRelease): Promise<boolean> {
  return (await tx.editorDecision.count({ where: { releaseId: id, kind: "spam" } })) > 0;
}

/**
 * What is approved is no spam, and what is refused with a reason that marks spam is. Any other refusal says nothing of it,
 * and neither does what is sent back: an honest release may advertise too much.
 */
async function spamLabelOf(
  tx: Tx,
  { spamFilter }: Pick<Context, "spamFilter">,
  { publication, writtenIn, copy }: CurrentRelease,
  decision: string,
  code: string | undefined,
): Promise<SpamLabel | undefined> {
  const language = (writtenIn ?? copy.language)?.toLowerCase().split("-")[0];
  const read = () =>
    spamFilter.read({ title: copy.headline, text: readableText(copy.body, copy.bodyFormat) });
  if (!scoresSpamIn(language, read)) return undefined;
  if (decision === "approve") return "none";
  if (decision !== "reject" || code === undefined) return undefined;
  const reason = await tx.reviewReason.findUnique({
    where: { publicationId_code: { publicationId: publication.id, code } },
    select: { marksSpam: true },
  });
  return reason?.marksSpam ? "spam" : undefined;
}

/** All decisions of a kind about a release are learned from, or none. */
async function note(
  tx: Tx,
  ctx: Context<Editor>,
  { id, version, publication, judgedBy, categories, moderation }: CurrentRelease,
  { kind, given, chosen }: { readonly kind: DecisionKind; readonly given: string; readonly chosen: string },
): Promise<void> {
  const { clock } = ctx;
  const together = Object.values(lessonKinds).find((kinds) => kinds.includes(kind)) ?? [kind];
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
      coalesce((select held_back from editor_decisions where release_id = ${id}::uuid and kind in (${Prisma.join(together)}) limit 1),
        number % ${heldBackEvery} = 0), ${clock.sqlNow}
    from next
    returning number`;
  const isCounted = learnedKinds.some((learned) => learned === kind);
  if (noted && isCounted && noted.number % decisionsPerModel === 0) {
    wakeFor(tx, ctx, "learn", publication.id);
  }
}
