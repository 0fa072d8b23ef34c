/** What a model answered, kept by what it was asked, and the day's budget: of all processes, and across restarts. */

import { createHash } from "node:crypto";
import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { ModelAnswer } from "../../domain/opinion/answer.ts";
import { type Asked, mayBeShown } from "./work.ts";

/** Added to a model's time-out: then whoever asked it must have died. */
const graceMs = 10_000;

/** What names a question: all that the model gets, and which model. */
export function digestOf(...parts: readonly unknown[]): Buffer {
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}

/** The answer that was given to the same question before. */
export async function findAnswer({ hot }: Context, question: Buffer): Promise<ModelAnswer | undefined> {
  const [known] = await hot.$queryRaw<{ answer: ModelAnswer }[]>`
    select answer from opinions where question = ${question} and answer is not null`;
  return known?.answer;
}

/**
 * Takes one request of the day's, and the question for oneself until it is answered or given back. `spent`: nothing is
 * left of the day; `busy`: somebody else asks, or the release has changed since it was read.
 */
export async function claimQuestion(
  ctx: Context,
  { releaseId, run, version }: Asked,
  question: Buffer,
): Promise<"claimed" | "spent" | "busy"> {
  const { hot, clock, config, languageModel } = ctx;
  const seconds = ((languageModel?.patienceMs ?? 0) + graceMs) / 1000;
  const until = Prisma.sql`${clock.sqlNow} + ${seconds}::double precision * interval '1 second'`;
  const [claim] = await hot.$queryRaw<{ inBudget: boolean; isMine: boolean }[]>`
    with day as (
      insert into opinion_days (day, asked) values ((${clock.sqlNow} at time zone 'UTC')::date, 1)
      on conflict (day) do update set asked = opinion_days.asked + 1
        where opinion_days.asked < ${config.AI_DAILY_REQUESTS}
      returning day
    ), mine as (
      insert into opinions (question, asked_until, created_at)
      select ${question}::bytea, ${until}, ${clock.sqlNow} from day
      on conflict (question) do update set asked_until = excluded.asked_until
        where opinions.answer is null and opinions.asked_until <= ${clock.sqlNow}
      returning question
    ), work as (
      update opinion_work w set attempts = w.attempts + 1, due_at = ${until} from mine, releases r
      where w.release_id = ${releaseId}::uuid and w.run = ${run}
        and r.id = w.release_id and r.version = ${version} and ${mayBeShown(ctx, "r")}
      returning w.release_id
    )
    select exists (select from day) as "inBudget", exists (select from work) as "isMine"`;
  if (!claim?.inBudget) return "spent";
  return claim.isMine ? "claimed" : "busy";
}

/** Keeps an answer for whoever asks the same. */
export async function keepAnswer({ hot }: Context, question: Buffer, answer: ModelAnswer): Promise<void> {
  await hot.$queryRaw`update opinions set answer = ${JSON.stringify(answer)}::jsonb where question = ${question}`;
}

/** Lets others ask what came to no answer. */
export async function giveBack({ hot }: Context, question: Buffer): Promise<void> {
  await hot.$queryRaw`delete from opinions where question = ${question} and answer is null`;
}
