/** The rule pack and the blocks in force for a publication, read when a release is judged and compiled once. */

import { LRUCache } from "lru-cache";
import type { Newsroom } from "../../context.ts";
import { oncePerDatabase } from "../../db/prepared.ts";
import { type Block, type Blocklist, compileBlocks } from "../../domain/rules/blocked/blocked.ts";
import { readKeptPack } from "../../domain/rules/packs/pack-changes.ts";
import { type RulePack, standardPack } from "../../domain/rules/packs/standard-pack.ts";

interface CompiledBlocks {
  readonly revision: number;
  readonly blocklist: Blocklist;
}

interface Compiled {
  /** Packs never change. */
  readonly packs: LRUCache<string, RulePack>;
  readonly blocks: LRUCache<string, CompiledBlocks>;
}

const compiledFrom = oncePerDatabase(
  (): Compiled => ({ packs: new LRUCache({ max: 100 }), blocks: new LRUCache({ max: 100 }) }),
);

/** The pack of this id, or `standard`. What this code cannot read of it is left out, and logged once. */
export async function findPack({ hot, log }: Pick<Newsroom, "hot" | "log">, id: string): Promise<RulePack> {
  if (id === standardPack.id) return standardPack;
  const { packs } = compiledFrom({ hot });
  const known = packs.get(id);
  if (known) return known;
  const [row] = await hot.$queryRaw<{ pack: unknown }[]>`select pack from rule_packs where id = ${id}::uuid`;
  if (!row) throw new Error(`There is no rule pack ${id}`);
  const { pack, misread } = readKeptPack(row.pack);
  if (misread.length > 0) {
    log.warn({ rulePack: id, misread }, `Rule pack ${id} was kept by another release of this program`);
  }
  packs.set(id, pack);
  return pack;
}

/**
 * The blocks that hold for a publication.
 *
 * @param settingsAt when its settings last changed: a change of its blocks moves it, so that a compiled list is never old
 */
export async function findBlocklist(
  { hot }: Pick<Newsroom, "hot">,
  publicationId: string,
  settingsAt: Date,
): Promise<Blocklist> {
  const compiledBlocks = compiledFrom({ hot }).blocks;
  const known = compiledBlocks.get(publicationId);
  if (known?.revision === settingsAt.getTime()) return known.blocklist;
  const blocks = await hot.$queryRaw<Block[]>`
    select kind, value, severity from blocks
    where publication_id = ${publicationId}::uuid or publication_id is null`;
  const blocklist = compileBlocks(blocks);
  compiledBlocks.set(publicationId, { revision: settingsAt.getTime(), blocklist });
  return blocklist;
}
