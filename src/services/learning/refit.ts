/** Learning a publication's model anew from its editors' decisions, and putting it into service if it is better. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Statements } from "../../db/prepared.ts";
import { findModels, readSections } from "../pipeline/models-in-force.ts";
import { transact } from "../transact.ts";
import { makeCandidate } from "./candidate.ts";
import {
  type DecisionKind,
  decisionsPerModel,
  type LearnedKind,
  learnedKinds,
  lessonKinds,
} from "./decisions.ts";
import { keepModel } from "./keep-model.ts";
import { sectionLearner } from "./learn-sections.ts";
import { spamLearner } from "./learn-spam.ts";
import type { Decision, Learner } from "./learner.ts";

/** With fewer, too few are held back to compare by; spam is in question in few. */
const leastDecisions: Readonly<Record<DecisionKind, number>> = {
  category: 30,
  spam: 20,
  no_spam: 30,
  verdict: 0,
};
/** The latest of each kind count; what was decided years ago may hold no more. */
const mostDecisions: Readonly<Record<LearnedKind, number>> = { category: 4000, spam: 1000 };
/** What the models read of a body, and markup between; spam may stand anywhere in it. */
const bodyUnits: Readonly<Record<LearnedKind, number>> = { category: 6000, spam: 60_000 };

/**
 * Whether a publication, named `p`, has enough decisions that its models do not know. Numbers count up, so the last one is
 * how many there are.
 */
export const learnsFromMore = Prisma.sql`(${Prisma.join(learnedKinds.map(learnsFromMoreOf), " or ")})`;

function learnsFromMoreOf(learned: LearnedKind): Prisma.Sql {
  const enough = lessonKinds[learned].map((kind) => Prisma.sql`${lastOf(kind)} >= ${leastDecisions[kind]}`);
  return Prisma.sql`(${Prisma.join(enough, " and ")} and ${lastOf(learned)} >= ${decisionsPerModel} + coalesce(
    (select max(up_to) from category_models where publication_id = p.id and kind = ${learned}), 0))`;
}

function lastOf(kind: DecisionKind): Prisma.Sql {
  return Prisma.sql`coalesce(
    (select max(number) from editor_decisions where publication_id = p.id and kind = ${kind}), 0)`;
}

interface Due {
  readonly settingsAt: Date;
  readonly modelNumber: number;
  readonly modelsBefore: number;
}

/**
 * Learns and compares what is due, one kind of decision after the other, and keeps what came of it; returns the number of
 * the last model kept. Coming early or twice finds nothing to learn; of two at once, and of one that was overtaken by a
 * choice of another model, the later keeps nothing.
 */
export async function refitModel(ctx: Context, publicationId: string): Promise<number | undefined> {
  let kept: number | undefined;
  for (const kind of learnedKinds) {
    const due = await findDue(ctx.hot, publicationId, kind);
    if (!due) continue;
    const number = await refitKind(ctx, publicationId, kind, due);
    // Whoever overtook it sees to the rest, or the sweep does.
    if (number === undefined) break;
    kept = number;
  }
  return kept;
}

async function refitKind(
  ctx: Context,
  publicationId: string,
  kind: LearnedKind,
  due: Due,
): Promise<number | undefined> {
  const [decisions, learner] = await Promise.all([
    readDecisions(ctx, publicationId, kind),
    findLearner(ctx, publicationId, kind, due),
  ]);
  const candidate = await makeCandidate(learner, decisions);
  const upTo = Math.max(0, ...decisions.map((one) => (one.kind === kind ? one.number : 0)));
  return transact(ctx, async (tx) => {
    await tx.$queryRaw`select 1 from publications where id = ${publicationId}::uuid for no key update`;
    const still = await findDue(tx, publicationId, kind);
    if (still?.modelsBefore !== due.modelsBefore || still.modelNumber !== due.modelNumber) return undefined;
    return keepModel(tx, ctx, publicationId, { ...due, kind, upTo, candidate });
  });
}

async function findLearner(
  ctx: Context,
  publicationId: string,
  kind: LearnedKind,
  { settingsAt }: Due,
): Promise<Learner> {
  const { categoriser, spamLayer } = await findModels(ctx, publicationId, settingsAt);
  if (kind === "spam") return spamLearner(ctx, spamLayer);
  return sectionLearner(ctx, await readSections(ctx.hot, publicationId), categoriser);
}

async function findDue(tx: Statements, publicationId: string, kind: LearnedKind): Promise<Due | undefined> {
  const [due] = await tx.$queryRaw<Due[]>`
    select p.updated_at as "settingsAt", p.model_number as "modelNumber",
      (select coalesce(max(number), 0) from category_models where publication_id = p.id)::int as "modelsBefore"
    from publications p where p.id = ${publicationId}::uuid and ${learnsFromMoreOf(kind)}`;
  return due;
}

function readDecisions({ hot }: Context, publicationId: string, learned: LearnedKind): Promise<Decision[]> {
  const latest = lessonKinds[learned].map(
    (kind) => Prisma.sql`(
      select * from editor_decisions where publication_id = ${publicationId}::uuid and kind = ${kind}
      order by number desc limit ${mostDecisions[learned]})`,
  );
  return hot.$queryRaw<Decision[]>`
    select d.number, d.kind, d.given, d.chosen, d.held_back as "heldBack", v.copy ->> 'headline' as headline,
      left(v.copy ->> 'body', ${bodyUnits[learned]}) as body, v.copy ->> 'bodyFormat' as "bodyFormat"
    from (
      select distinct on (release_id) * from (${Prisma.join(latest, " union all ")}) latest
      order by release_id, at desc, number desc
    ) d
    join release_versions v on v.release_id = d.release_id and v.number = d.version
    order by d.kind, d.number`;
}
