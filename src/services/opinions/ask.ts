/** Asking a language model outside about a release that waits for an editor: one more vote, which decides nothing. */

import { z } from "zod";
import { type LanguageModel, ModelFailure } from "../../adapters/language-model.ts";
import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { answer as answerSchema, findingsFrom, type ModelAnswer } from "../../domain/opinion/answer.ts";
import { questionAbout } from "../../domain/opinion/question.ts";
import { waitForEmbargo } from "../outside.ts";
import { claimQuestion, digestOf, findAnswer, giveBack, keepAnswer } from "./answers.ts";
import { type Asked, dropWork, findAsked, keepFindings, opinionWork, putOff } from "./work.ts";

const { $schema: _dialect, ...schema } = z.toJSONSchema(answerSchema, { io: "input" });

/**
 * Asks about a release, if that is due, and gives it the findings if it still waits. Coming early, twice, or after an
 * editor decided changes nothing; what is under embargo is asked about when that lifts, should it still wait. Without an
 * answer it is tried again or left, and the release stays as it is. Returns whether the release has an opinion now.
 */
export async function askAbout(ctx: Context, releaseId: string): Promise<boolean> {
  const { languageModel } = ctx;
  if (!languageModel) return false;
  const asked = await findAsked(ctx, releaseId);
  if (!asked) {
    await waitForEmbargo(ctx, opinionWork, releaseId, Prisma.sql`r.status = 'needs_review'`);
    return false;
  }
  if (!asked.isWanted) {
    await dropWork(ctx, asked);
    return false;
  }
  const answer = await answerAbout(ctx, languageModel, asked);
  return answer ? keepFindings(ctx, asked, findingsFrom(answer, asked.copy, languageModel.name)) : false;
}

async function answerAbout(
  ctx: Context,
  model: LanguageModel,
  asked: Asked,
): Promise<ModelAnswer | undefined> {
  const question = { ...questionAbout(asked.copy, asked.organization), schema };
  const digest = digestOf(model.name, question);
  const known = await findAnswer(ctx, digest);
  if (known) return known;
  const claim = model.isResting() ? "resting" : await claimQuestion(ctx, asked, digest);
  if (claim !== "claimed") {
    await putOff(ctx, asked);
    const about = { release: { id: asked.releaseId }, reason: claim };
    if (claim === "spent") ctx.log.warn(about, "The day's requests to the language model are used up");
    else ctx.log.debug(about, `The language model is asked about release ${asked.releaseId} later`);
    return undefined;
  }
  try {
    const answer = readAnswer(await model.ask(question));
    await keepAnswer(ctx, digest, answer);
    return answer;
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    await giveBack(ctx, digest);
    await doWithout(ctx, asked, error);
    return undefined;
  }
}

function readAnswer(given: unknown): ModelAnswer {
  const { data } = answerSchema.safeParse(given);
  if (!data) throw new ModelFailure("wrong-answer", false);
  return data;
}

async function doWithout(ctx: Context, asked: Asked, { reason, isPassing }: ModelFailure): Promise<void> {
  ctx.log.warn(
    { release: { id: asked.releaseId }, reason },
    `The language model gave no answer about release ${asked.releaseId}`,
  );
  await (isPassing && !asked.isLastTry ? putOff(ctx, asked) : dropWork(ctx, asked));
}
