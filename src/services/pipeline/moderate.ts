/** Moderating: the machine looks, decides what it may decide, and asks a person about the rest. */

import { channel } from "node:diagnostics_channel";
import type { Context } from "../../context.ts";
import { type AutoPublish, Prisma } from "../../db/generated/client.ts";
import { chooseCategory } from "../../domain/releases/category-choice.ts";
import type { Finding, Verdict } from "../../domain/releases/moderation.ts";
import { isDrawn } from "../desk/waiting/sample.ts";
import { nothingWaits, waitForDesk } from "../desk/waiting/waiting.ts";
import { nobodySuspended } from "../organizations/suspension.ts";
import { issuerAs } from "../releases/issuer.ts";
import { type Moved, transition } from "../transition.ts";
import { type Judgement, judge, readCopy } from "./judge.ts";
import { leaveTraces, readFacts, readSubmitted, type Submitted } from "./moderation-facts.ts";
import { findPack } from "./packs-in-force.ts";

/** After so many beginnings that came to no end, a person looks. */
const maxAttempts = 8;
/** So long a run has its release to itself: a wake that comes again meanwhile begins none, and counts as no attempt. */
const undisturbedMs = 2000;
const started = channel("dateline:moderate.begun");
const decided = channel("dateline:moderate.after_commit");

type Decision = "approve" | "hold" | "request_changes" | "reject";

/**
 * Judges a received release and moves it on. A run that comes twice, late, or after the release was withdrawn or
 * resubmitted finds that the row has moved and ends quietly, and so does one for an organisation that is suspended.
 * After an accident it is woken when another run may begin.
 */
export async function moderateRelease(ctx: Context, releaseId: string): Promise<Moved | undefined> {
  try {
    return await moderateUndisturbed(ctx, releaseId);
  } catch (error) {
    ctx.queues.wake("moderate", releaseId, undisturbedMs);
    throw error;
  }
}

async function moderateUndisturbed(ctx: Context, releaseId: string): Promise<Moved | undefined> {
  const begun = await transition(ctx.hot, ctx, releaseId, "moderate", {
    guard: Prisma.sql`${nobodySuspended("held")} and (held.status = 'received'
      or held.moved_at <= ${ctx.clock.sqlNow} - ${undisturbedMs}::int * interval '1 millisecond')`,
    set: Prisma.sql`run = r.run + 1, attempts = r.attempts + 1`,
  });
  if (!begun) return undefined;
  started.publish({ releaseId });
  const moved = begun.attempts > maxAttempts ? await giveUp(ctx, begun) : await judgeAndMove(ctx, begun);
  if (moved) decided.publish({ releaseId });
  if (moved?.status === "approved") ctx.queues.wake("publish", releaseId);
  return moved;
}

async function judgeAndMove(ctx: Context, begun: Moved): Promise<Moved | undefined> {
  const known = await readSubmitted(ctx, begun.id, begun.version);
  const { copy, organization, publication } = known;
  const { categoriser } = publication.models;
  const pack = await findPack(ctx, publication.rulePack);
  // The database works on the one while the process works on the other.
  const [facts, reading] = await Promise.all([
    leaveTraces(ctx, known).then(() => readFacts(ctx, known)),
    readCopy(ctx, copy, publication.models, pack),
  ]);
  const judgement = judge(reading, facts, pack);
  const decision = decide(judgement.moderation.verdict, organization, publication.autoPublish);
  const reason = reasonFor(decision, judgement, organization);
  const waits = decision === "hold" ? await waitForDesk(ctx.hot, ctx, begun.id, reason) : nothingWaits;
  const isSampled = decision === "approve" && isDrawn(ctx, begun.id, publication.sampleEvery);
  return transition(ctx.hot, ctx, begun.id, decision, {
    reason,
    guard: stillThis(begun),
    set: Prisma.sql`moderation = ${JSON.stringify(judgement.moderation)}::jsonb,
      ${issuerAs(organization)}, sampled_at = ${isSampled ? ctx.clock.sqlNow : null},
      categories = ${JSON.stringify(judgement.categories)}::jsonb,
      category = case when r.category_by_desk then r.category
        else ${chooseCategory(copy.category, judgement.categories, categoriser.ways)} end,
      subjects = case when r.subjects_by_desk then r.subjects else ${JSON.stringify(judgement.subjects)}::jsonb end,
      written_in = ${judgement.language}, judged_by = ${categoriser.version},
      ${waits}`,
  });
}

/**
 * A worker that slept through its lease wakes to a later run, and may decide nothing any more; nor where an editor was
 * quicker, although what is approved may be held. Of a suspended organisation nothing is decided either; whoever lifts
 * the suspension wakes another run.
 */
function stillThis({ run, version }: Moved): Prisma.Sql {
  return Prisma.sql`held.status = 'moderating' and held.run = ${run} and held.version = ${version} and ${nobodySuspended("held")}`;
}

type Sender = Pick<Submitted["organization"], "trust" | "isRenamed">;

function decide(verdict: Verdict, sender: Sender, autoPublish: AutoPublish): Decision {
  if (verdict === "reject") return "reject";
  if (verdict === "fix") return "request_changes";
  return verdict === "pass" && mayGoUnseen(sender, autoPublish) ? "approve" : "hold";
}

/** Whether the publication's policy lets this organisation be published without an editor; under the name that the desk trusts. */
function mayGoUnseen({ trust, isRenamed }: Sender, autoPublish: AutoPublish): boolean {
  if (trust === "trusted") return autoPublish !== "never" && !isRenamed;
  return trust === "verified" && autoPublish === "verified";
}

function reasonFor(decision: Decision, { moderation }: Judgement, { trust, isRenamed }: Sender): string {
  if (decision === "approve")
    return "Every check passed, and the organisation may publish without an editor.";
  const severity = { hold: "hold", request_changes: "fix", reject: "reject" }[decision];
  const words = messages(moderation.findings, severity);
  if (words !== "") return words;
  if (trust === "trusted" && isRenamed)
    return "The organisation changed its name or website since the desk came to trust it; an editor looks first.";
  return trust === "trusted"
    ? "An editor reads every release before it is published."
    : "An editor reads the releases of organisations that the desk does not know well yet.";
}

function messages(findings: readonly Finding[], severity: string): string {
  return findings
    .filter((finding) => finding.severity === severity)
    .map(({ rule, message }) => `${rule}: ${message}`)
    .join(" ");
}

async function giveUp(ctx: Context, begun: Moved): Promise<Moved | undefined> {
  const reason = "The automatic checks could not be finished; an editor will look at the release.";
  const failed: Finding = { rule: "pipeline-failed", severity: "hold", message: reason, pointer: "" };
  const moderation = { verdict: "review", score: 0.4, rulePack: "", findings: [failed] };
  ctx.log.error(
    { release: { id: begun.id } },
    `Moderation of release ${begun.id} failed for good; an editor must look`,
  );
  const waits = await waitForDesk(ctx.hot, ctx, begun.id, reason);
  return transition(ctx.hot, ctx, begun.id, "hold", {
    reason,
    guard: stillThis(begun),
    set: Prisma.sql`moderation = ${JSON.stringify(moderation)}::jsonb, ${waits}`,
  });
}
