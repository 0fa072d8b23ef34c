/** How a publication judges what it gets: its sections and its model, read when a release is judged and compiled once. */

import { LRUCache } from "lru-cache";
import type { Newsroom } from "../../context.ts";
import { oncePerDatabase, type Statements } from "../../db/prepared.ts";
import { Categoriser, type Section } from "../../domain/categories/categoriser.ts";
import { type LearnedLayer, readLayer } from "../../domain/categories/learned-layer.ts";
import { spamSections } from "../../domain/spam/taught.ts";

/** What a publication's editors taught, in force at once and taken back at once. */
export interface Models {
  readonly categoriser: Categoriser;
  /** None where they taught nothing of spam. */
  readonly spamLayer: LearnedLayer | undefined;
}

interface Compiled {
  readonly revision: number;
  readonly models: Models;
}

const compiledFrom = oncePerDatabase(() => new LRUCache<string, Compiled>({ max: 100 }));

/**
 * The publication's models.
 *
 * @param settingsAt when its settings last changed: a change of its sections or its model moves it, so that what is
 *   compiled is never old
 */
export async function findModels(
  { hot, classifier, likeness }: Pick<Newsroom, "hot" | "classifier" | "likeness">,
  publicationId: string,
  settingsAt: Date,
): Promise<Models> {
  const cache = compiledFrom({ hot });
  const known = cache.get(publicationId);
  if (known?.revision === settingsAt.getTime()) return known.models;
  const sections = await readSections(hot, publicationId);
  const taught = await readTaught(hot, publicationId);
  const models = {
    categoriser: new Categoriser(
      classifier,
      likeness,
      sections,
      taught && { number: taught.number, layer: readLayer(taught.weights, taught.sections) },
    ),
    spamLayer: taught?.spamWeights ? readLayer(taught.spamWeights, spamSections) : undefined,
  };
  cache.set(publicationId, { revision: settingsAt.getTime(), models });
  return models;
}

/** The publication's sections in its order, with what the models go by. */
export function readSections(hot: Statements, publicationId: string): Promise<Section[]> {
  return hot.$queryRaw<Section[]>`
    select c.id, c.slug, c.name, c.description, c.examples,
      array(select slug from category_aliases where category_id = c.id order by slug) as aliases
    from categories c where c.publication_id = ${publicationId}::uuid
    order by c.position, c.slug`;
}

interface Taught {
  readonly number: number;
  readonly sections: string[];
  readonly weights: Buffer;
  readonly spamWeights: Buffer | null;
}

/** What its editors taught, as far as it is in service. */
async function readTaught(hot: Statements, publicationId: string): Promise<Taught | undefined> {
  const [row] = await hot.$queryRaw<Taught[]>`
    select m.number, m.sections, m.weights, m.spam_weights as "spamWeights"
    from category_models m join publications p on p.id = m.publication_id and p.model_number = m.number
    where p.id = ${publicationId}::uuid`;
  return row;
}
