/** Learning a publication's model anew from its editors' decisions, and putting it into service if it is better. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import type { Statements } from "../../db/prepared.ts";
import { writeLayer } from "../../domain/categories/learned-layer.ts";
import { isBetter } from "../../domain/categories/measures.ts";
import { recordDeskEvent } from "../administration/desk-events.ts";
import { moveSettings } from "../administration/settings.ts";
import { findCategoriser, readSections } from "../pipeline/categorisers.ts";
import { transact } from "../transact.ts";
import { type Candidate, type Decision, makeCandidate } from "./candidate.ts";
import { decisionsPerModel } from "./decisions.ts";

/** With fewer, too few are held back to compare by. */
const leastDecisions = 30;
/** The latest count; what was decided years ago may hold no more. */
const mostDecisions = 4000;
/** What the model reads of a body, and markup between. */
const bodyUnits = 6000;

/**
 * Whether a publication, named `p`, has enough decisions that its models do not know. Numbers count up, so the last one is
 * how many there are.
 */
export const learnsFromMore = Prisma.sql`exists (
  select from (
    select coalesce(max(number), 0) as last from editor_decisions
    where publication_id = p.id and kind = 'category'
  ) decided where last >= ${leastDecisions} and last >= ${decisionsPerModel} + coalesce(
    (select max(up_to) from category_models where publication_id = p.id), 0))`;

interface Due {
  readonly settingsAt: Date;
  readonly modelNumber: number;
  readonly modelsBefore: number;
}

/**
 * Learns and compares, and keeps what came of it. Coming early or twice finds nothing to learn; of two at once, and of one
 * that was overtaken by a choice of another model, the later keeps nothing.
 */
export async function refitModel(ctx: Context, publicationId: string): Promise<number | undefined> {
  const due = await findDue(ctx.hot, publicationId);
  if (!due) return undefined;
  const [sections, decisions, running] = await Promise.all([
    readSections(ctx.hot, publicationId),
    readDecisions(ctx, publicationId),
    findCategoriser(ctx, publicationId, due.settingsAt),
  ]);
  const candidate = await makeCandidate(ctx, sections, running, decisions);
  const upTo = Math.max(0, ...decisions.map(({ number }) => number));
  return transact(ctx, async (tx) => {
    await tx.$queryRaw`select 1 from publications where id = ${publicationId}::uuid for no key update`;
    const still = await findDue(tx, publicationId);
    if (still?.modelsBefore !== due.modelsBefore || still.modelNumber !== due.modelNumber) return undefined;
    return keep(tx, ctx, publicationId, { ...due, upTo, candidate });
  });
}

async function findDue(tx: Statements, publicationId: string): Promise<Due | undefined> {
  const [due] = await tx.$queryRaw<Due[]>`
    select p.updated_at as "settingsAt", p.model_number as "modelNumber",
      (select coalesce(max(number), 0) from category_models where publication_id = p.id)::int as "modelsBefore"
    from publications p where p.id = ${publicationId}::uuid and ${learnsFromMore}`;
  return due;
}

function readDecisions({ hot }: Context, publicationId: string): Promise<Decision[]> {
  return hot.$queryRaw<Decision[]>`
    select d.number, d.given, d.chosen, d.held_back as "heldBack", v.copy ->> 'headline' as headline,
      left(v.copy ->> 'body', ${bodyUnits}) as body, v.copy ->> 'bodyFormat' as "bodyFormat"
    from (
      select distinct on (release_id) * from (
        select * from editor_decisions where publication_id = ${publicationId}::uuid and kind = 'category'
        order by number desc limit ${mostDecisions}
      ) latest order by release_id, number desc
    ) d
    join release_versions v on v.release_id = d.release_id and v.number = d.version
    order by d.number`;
}

async function keep(
  tx: Tx,
  ctx: Context,
  publicationId: string,
  { modelsBefore, modelNumber, upTo, candidate }: Due & { upTo: number; candidate: Candidate },
): Promise<number> {
  const { layer, learnedFrom, measures, running } = candidate;
  const number = modelsBefore + 1;
  const id = newId(ctx.clock.now());
  const better = isBetter(measures, running);
  const report = { learnedFrom, candidate: measures, running, against: modelNumber, better };
  await tx.$executeRaw`
    insert into category_models (id, publication_id, number, base, up_to, sections, weights, report, created_at)
    values (${id}::uuid, ${publicationId}::uuid, ${number}, ${ctx.classifier.version}, ${upTo},
      ${layer.sections}::uuid[], ${Buffer.from(writeLayer(layer))}, ${JSON.stringify(report)}::jsonb, ${ctx.clock.sqlNow})`;
  const event = { subject: "category_model", subjectId: id, publicationId } as const;
  const words = ({ accuracy, surprise, sureErrors }: typeof measures) => ({ accuracy, surprise, sureErrors });
  const changes = { before: words(running), after: { number, ...words(measures) } };
  await recordDeskEvent(tx, ctx, { ...event, action: "learn", changes });
  if (!better) return number;
  await tx.publication.update({ where: { id: publicationId }, data: { modelNumber: number } });
  await moveSettings(tx, ctx, publicationId);
  await recordDeskEvent(tx, ctx, {
    ...{
      ...event,
      action: "put_in_service",
      reason: "Better on the decisions that are kept out of learning.",
    },
    changes: { before: { number: modelNumber }, after: { number } },
  });
  return number;
}
