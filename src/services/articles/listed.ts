/**
 * Articles as lists show them. A page's rows are read each time; what they say is kept as text while they are as they
 * were, so that a list or a search is made anew without its articles being written anew (ADR-0035).
 */

import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { oncePerDatabase } from "../../db/prepared.ts";
import { joined } from "./article.ts";
import { listedJson } from "./article-json.ts";

/** An article that a page shows, and the state of its row. */
export interface Stamped {
  readonly id: string;
  /** Another one as soon as anything has changed that the article shows. */
  readonly stamp: string;
}

/** Columns of the tables `a` and `p`. `xmin`, the transaction that wrote a row, is PostgreSQL's mark of each state of it. */
export const stamped = Prisma.sql`a.id, a.xmin || '.' || p.appearance as stamp`;

/** What an article says in lists, as JSON in UTF-8. */
export interface ListedJson {
  readonly json: Buffer;
}

interface Kept extends ListedJson {
  readonly stamp: string;
}

/** Of `CACHE_MB`, beside the answers. */
const shareOfCache = 1 / 4;
/** What an entry weighs beside its text. */
const overheadBytes = 200;

const keptOf = oncePerDatabase(
  ({ config }: Pick<Context, "hot" | "config">) =>
    new LRUCache<string, Kept>({
      maxSize: Math.max(1, config.CACHE_MB * 1024 * 1024 * shareOfCache),
      sizeCalculation: ({ json }) => json.length + overheadBytes,
    }),
);

/**
 * The rows of a page with what each says in a list; `undefined` if one of them has been taken from readers since
 * the page was read, which has to be read again then.
 */
export async function withListedJson<Row extends Stamped>(
  ctx: Context,
  rows: readonly Row[],
): Promise<(Row & ListedJson)[] | undefined> {
  const kept = keptOf(ctx);
  const found = new Map<string, Buffer>();
  for (const { id, stamp } of rows) {
    const known = kept.get(id);
    if (known?.stamp === stamp) found.set(id, known.json);
  }
  const missing = rows.map(({ id }) => id).filter((id) => !found.has(id));
  for (const { id, stamp, text } of missing.length > 0 ? await readListed(ctx, missing) : []) {
    const json = Buffer.from(text);
    kept.set(id, { stamp, json });
    found.set(id, json);
  }
  const whole = rows.flatMap((row) => {
    const json = found.get(row.id);
    return json === undefined ? [] : [{ ...row, json }];
  });
  return whole.length === rows.length ? whole : undefined;
}

const writingOf = oncePerDatabase(({ config: { baseUrl } }: Pick<Context, "hot" | "config">) => ({
  id: hash("sha1", `${listedJson(baseUrl).text} ${baseUrl}`),
}));

/** The entity tag of a page: what it says follows from how its rows are, and from how this version writes them. */
export function pageTag(ctx: Context, rows: readonly Stamped[]): string {
  const states = rows.map(({ id, stamp }) => `${id} ${stamp}`).join();
  return `"${hash("sha1", writingOf(ctx).id + states, "base64")}"`;
}

interface Read extends Stamped {
  readonly text: string;
}

function readListed({ hot, config }: Context, ids: readonly string[]): Promise<Read[]> {
  return hot.$queryRaw<Read[]>`
    select ${stamped}, ${listedJson(config.baseUrl)} as text from ${joined}
    where a.id = any(${ids}::uuid[]) and a.status = 'live'`;
}
