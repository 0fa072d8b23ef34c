/** What has to do with an article, found among all that is public at a cost that does not grow with it. */

import type { Context } from "../../../context.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { type Relative, relatedness } from "../../../domain/search/relatedness.ts";
import { asked, newest } from "../search/candidates.ts";

export interface Related {
  readonly id: string;
  readonly score: number;
  /** Whether telling words are in common, beyond section and place. */
  readonly isAbout: boolean;
}

/** An article as it is compared, with the publication that it is of. */
export interface Own extends Relative {
  readonly publication: string;
}

const comparedColumns = Prisma.sql`a.id, a.keywords, a.category_slug as category, a.organization_id as "organizationId",
  a.dateline ->> 'city' as city, a.published_at as "publishedAt"`;

/** So many words, those that fewest articles have, are looked for in the whole archive. */
const rarest = 4;
/** Candidates: the newest that have a rare word, any telling word, the section, the organisation. */
const most = { rare: 60, telling: 60, section: 20, organization: 10 };

/** A live article as it is compared. */
export async function findOwn({ hot }: Pick<Context, "hot">, id: string): Promise<Own | undefined> {
  const [own] = await hot.$queryRaw<Own[]>`
    select ${comparedColumns}, p.slug as publication
    from articles a join publications p on p.id = a.publication_id where a.id = ${id}::uuid and a.status = 'live'`;
  return own;
}

/** The live articles that have most to do with one, the nearest first. */
export async function findRelatives(ctx: Context, own: Own, limit: number): Promise<Related[]> {
  const commonness = await commonnessOf(ctx, own.keywords);
  const rare = [...own.keywords]
    .filter((word) => commonness.get(word) !== 1)
    .sort((a, b) => (commonness.get(a) ?? 0) - (commonness.get(b) ?? 0))
    .slice(0, rarest);
  const found = new Map<string, Relative>();
  const searches = [
    haveWords(ctx, own, rare, "brief", most.rare),
    haveWords(ctx, own, own.keywords, "anyBrief", most.telling),
    besides(ctx, own),
  ];
  for (const relative of (await Promise.all(searches)).flat()) found.set(relative.id, relative);
  found.delete(own.id);
  const keywords = new Set(own.keywords);
  return [...found.values()]
    .map((relative) => ({
      id: relative.id,
      score: relatedness(own, relative, commonness),
      isAbout: relative.keywords.some((word) => keywords.has(word)),
    }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
    .slice(0, limit);
}

async function commonnessOf({ hot }: Context, words: readonly string[]): Promise<Map<string, number>> {
  const rows = await hot.$queryRaw<{ typed: string; articles: number }[]>`
    select typed, articles from unnest(${words}::text[]) typed
    join search_words on word = lower(search_text(typed))`;
  return new Map(rows.map(({ typed, articles }) => [typed, articles]));
}

async function haveWords(
  { hot, clock }: Context,
  { publication }: Own,
  words: readonly string[],
  reaching: "brief" | "anyBrief",
  limit: number,
): Promise<Relative[]> {
  if (words.length === 0) return [];
  const groups = [[{ any: words, not: false, prefix: false }]];
  return hot.$queryRaw<Relative[]>`
    with ${asked(groups, { publication })}, ${newest("near", reaching, limit, {}, { now: clock.now() })}
    select ${comparedColumns} from near join articles a on a.id = near.article_id`;
}

function besides({ hot }: Context, { id, category, organizationId }: Own): Promise<Relative[]> {
  const own = Prisma.sql`(select publication_id from articles where id = ${id}::uuid)`;
  const order = Prisma.sql`order by a.published_at desc, a.id desc`;
  return hot.$queryRaw<Relative[]>`
    (select ${comparedColumns} from articles a
      where a.status = 'live' and a.publication_id = ${own} and a.category_slug = ${category}
      ${order} limit ${most.section})
    union all
    (select ${comparedColumns} from articles a
      where a.status = 'live' and a.publication_id = ${own} and a.organization_id = ${organizationId}::uuid
      ${order} limit ${most.organization})`;
}
