/** The models of a publication: what they learned, how they did, which is in service, and going back to another. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import type { Measures } from "../../domain/categories/measures.ts";
import { notFound } from "../../errors.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { holdPublication, moveSettings, ownPublication } from "../administration/publications/settings.ts";
import { transact } from "../transact.ts";
import type { LearnedKind } from "./decisions.ts";

export interface CategoryModel {
  /** 0 is what ships. */
  readonly number: number;
  /** What was learned anew for it; the rest of it is as it was in service then. `null` for what ships. */
  readonly learned: LearnedKind | null;
  /** Version of the shipped model that what was learned lies over. */
  readonly base: string;
  readonly inService: boolean;
  readonly createdAt: Date | null;
  readonly report: ModelReport | null;
}

interface ModelReport {
  readonly learnedFrom: number;
  readonly candidate: Measures;
  /** Of the model that was in service then, and its number. */
  readonly running: Measures;
  readonly against: number;
  readonly better: boolean;
}

/** How often editors decided so about what the machine had judged so. */
export interface VerdictCount {
  readonly given: string;
  readonly chosen: string;
  readonly count: number;
}

/** Older ones stay kept, and can be put into service by their numbers. */
const listed = 50;
/** Of so many latest decisions the verdicts are compared. */
const verdictsCounted = 5000;

/** The latest models, newest first, and last the one that ships. @throws {AppError} `not-found` */
export async function listModels(ctx: Context<Editor>, publication?: string): Promise<CategoryModel[]> {
  const { id } = await ownPublication(ctx.db, ctx, publication);
  return readModels(ctx.db, ctx, id);
}

async function readModels(tx: Tx, { classifier }: Context, id: string): Promise<CategoryModel[]> {
  const learned = await tx.$queryRaw<CategoryModel[]>`
    select m.number, m.kind as learned, m.base, m.number = p.model_number as "inService", m.created_at as "createdAt", m.report
    from category_models m join publications p on p.id = m.publication_id
    where p.id = ${id}::uuid order by m.number desc limit ${listed}`;
  const { modelNumber } = await tx.publication.findUniqueOrThrow({ where: { id } });
  const { version: base } = classifier;
  return [
    ...learned,
    { number: 0, learned: null, base, inService: modelNumber === 0, createdAt: null, report: null },
  ];
}

/** What editors made of the machine's verdicts. @throws {AppError} `not-found` */
export async function countVerdicts(ctx: Context<Editor>, publication?: string): Promise<VerdictCount[]> {
  const { id } = await ownPublication(ctx.db, ctx, publication);
  return ctx.db.$queryRaw<VerdictCount[]>`
    select given, chosen, count(*)::int as count from (
      select given, chosen from editor_decisions
      where publication_id = ${id}::uuid and kind = 'verdict' order by number desc limit ${verdictsCounted}
    ) latest group by given, chosen order by count(*) desc, given, chosen`;
}

/** Puts a model into service, also an earlier one, or with 0 the one that ships. @throws {AppError} `not-found` */
export function chooseModel(
  ctx: Context<Editor>,
  publication: string | undefined,
  number: number,
): Promise<CategoryModel[]> {
  return transact(ctx, async (tx) => {
    const { id: publicationId } = await holdPublication(tx, ctx, publication);
    const model = await tx.categoryModel.findUnique({
      where: { publicationId_number: { publicationId, number } },
      select: { id: true },
    });
    if (!model && number !== 0) throw notFound("model");
    const { modelNumber } = await tx.publication.findUniqueOrThrow({ where: { id: publicationId } });
    if (modelNumber !== number) {
      await tx.publication.update({ where: { id: publicationId }, data: { modelNumber: number } });
      await moveSettings(tx, ctx, publicationId);
      await recordDeskEvent(tx, ctx, {
        ...{ subject: "category_model", subjectId: model?.id ?? publicationId, publicationId },
        ...{ action: "put_in_service", changes: { before: { number: modelNumber }, after: { number } } },
      });
    }
    return readModels(tx, ctx, publicationId);
  });
}
