/** Taking an article down: retracted, its notice stays in its place; killed, nothing of it stays. */

import type { Context, Editor } from "../../../context.ts";
import { lockRelease } from "../../releases/versions.ts";
import { transact } from "../../transact.ts";
import { moveOrRefuse } from "../../transition.ts";
import { lookedOver, noteLook } from "../waiting/sample.ts";
import { findArticleOfDesk } from "./desk-articles.ts";

export interface TakeDown {
  /** For the desk and the submitter: why. */
  readonly reason: string;
  /** For the reader. */
  readonly notice: string;
  /** Take down the notice's content too, and tell receivers to stop using the article. */
  readonly kill: boolean;
}

export interface TakenDown {
  readonly id: string;
  readonly status: "retracted" | "killed";
  readonly notice: string;
}

/**
 * Takes a published article down at once. The slug stays its own for ever and answers 410.
 *
 * @throws {AppError} `not-found`, `forbidden`, `illegal-transition`
 */
export function takeDownArticle(
  ctx: Context<Editor>,
  articleId: string,
  { reason, notice, kill }: TakeDown,
): Promise<TakenDown> {
  const action = kill ? "kill" : "retract";
  const status = kill ? "killed" : "retracted";
  return transact(ctx, async (tx) => {
    const { releaseId } = await findArticleOfDesk(tx, ctx, articleId);
    const release = await lockRelease(tx, ctx, releaseId, null);
    await moveOrRefuse(tx, ctx, releaseId, action, { reason, notice, set: lookedOver });
    await noteLook(tx, ctx, release, action);
    await tx.articleFile.deleteMany({ where: { articleId } });
    await tx.article.update({
      where: { id: articleId },
      data: { status, notice, updatedAt: ctx.clock.now(), attachments: [] },
    });
    return { id: articleId, status, notice };
  });
}
