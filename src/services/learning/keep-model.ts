/** Keeping what was learned beside how it compared, and putting it into service where it is better. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import { type LearnedLayer, writeLayer } from "../../domain/categories/learned-layer.ts";
import { isBetter, type Measures } from "../../domain/categories/measures.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { moveSettings } from "../administration/publications/settings.ts";
import type { Candidate } from "./candidate.ts";
import type { LearnedKind } from "./decisions.ts";

/** What was learned, and over which model. */
interface Learned {
  readonly kind: LearnedKind;
  readonly candidate: Candidate;
  /** The number of the last decision that it knows. */
  readonly upTo: number;
  /** The model in service, and how many there are. */
  readonly modelNumber: number;
  readonly modelsBefore: number;
}

/** Adds the model to those of a publication that the transaction holds, and puts it into service; returns its number. */
export async function keepModel(
  tx: Tx,
  ctx: Context,
  publicationId: string,
  learned: Learned,
): Promise<number> {
  const { kind, candidate, modelNumber } = learned;
  const { measures, running, gain } = candidate;
  const number = learned.modelsBefore + 1;
  const better = isBetter(measures, running, gain);
  const id = await insertModel(tx, ctx, publicationId, { ...learned, number, better });
  const event = { subject: "category_model", subjectId: id, publicationId } as const;
  const changes = { before: wordsOf(running), after: { number, learned: kind, ...wordsOf(measures) } };
  await recordDeskEvent(tx, ctx, { ...event, action: "learn", changes });
  if (!better) return number;
  await tx.publication.update({ where: { id: publicationId }, data: { modelNumber: number } });
  await moveSettings(tx, ctx, publicationId);
  await recordDeskEvent(tx, ctx, {
    ...event,
    action: "put_in_service",
    reason: "Better on the decisions that are kept out of learning.",
    changes: { before: { number: modelNumber }, after: { number } },
  });
  return number;
}

function wordsOf({ accuracy, surprise, sureErrors, falsePositives }: Measures) {
  return { accuracy, surprise, sureErrors, falsePositives };
}

async function insertModel(
  tx: Tx,
  ctx: Context,
  publicationId: string,
  { kind, candidate, upTo, modelNumber, number, better }: Learned & { number: number; better: boolean },
): Promise<string> {
  const { layer, learnedFrom, measures, running } = candidate;
  const id = newId(ctx.clock.now());
  const { version: base } = kind === "spam" ? ctx.spamFilter : ctx.classifier;
  const report = { learnedFrom, candidate: measures, running, against: modelNumber, better };
  await tx.$executeRaw`
    insert into category_models
      (id, publication_id, number, kind, base, up_to, sections, weights, spam_weights, report, created_at)
    select ${id}::uuid, ${publicationId}::uuid, ${number}, ${kind}, ${base}, ${upTo}, ${layersOf(kind, layer)},
      ${JSON.stringify(report)}::jsonb, ${ctx.clock.sqlNow}
    from (select) as one
    left join category_models running on running.publication_id = ${publicationId}::uuid and running.number = ${modelNumber}`;
  return id;
}

/** Both layers of a model: the one that was learned, and the other as it is in service. */
function layersOf(kind: LearnedKind, layer: LearnedLayer): Prisma.Sql {
  const weights = Buffer.from(writeLayer(layer));
  return kind === "spam"
    ? Prisma.sql`coalesce(running.sections, '{}'), coalesce(running.weights, ''), ${weights}`
    : Prisma.sql`${layer.sections}::uuid[], ${weights}, running.spam_weights`;
}
