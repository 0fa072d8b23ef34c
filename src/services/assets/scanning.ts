/** Files that the scanner has not looked at: asked about again, until it has. */

import type { Scanner } from "../../adapters/media/scanner.ts";
import { StoreAway } from "../../adapters/media/store.ts";
import type { Context } from "../../context.ts";

/** Files that one turn asks about at the most; the next takes others. */
const maxPerTurn = 20;

interface Waiting {
  readonly id: string;
  readonly storageKey: string;
}

/**
 * Asks about files that wait, until the scanner is away; in no order, so that what it cannot look at holds nothing up.
 * Where none is configured any more, nobody will look at them: they are what every other file is then. Returns how many
 * were asked about.
 */
export async function scanWaiting(ctx: Context): Promise<number> {
  if (!ctx.scanner) return ctx.db.$executeRaw`update assets set scan = 'not_scanned' where scan = 'pending'`;
  let done = 0;
  const waiting = await ctx.hot.$queryRaw<Waiting[]>`
    select id, storage_key as "storageKey" from assets where scan = 'pending' order by random() limit ${maxPerTurn}`;
  for (const file of waiting) {
    if (!(await lookAt(ctx, ctx.scanner, file))) break;
    done += 1;
  }
  return done;
}

/**
 * Two who look at once see the same, and one of them says so. Whether the scanner is there for the next one; the store
 * may have lost this one.
 *
 * @throws {StoreAway}
 */
async function lookAt(ctx: Context, scanner: Scanner, { id, storageKey }: Waiting): Promise<boolean> {
  const content = await ctx.media.read(storageKey).catch((error: unknown) => {
    if (error instanceof StoreAway) throw error;
    ctx.log.error({ err: error, asset: { id } }, `File ${id} cannot be read, so nobody can scan it`);
    return undefined;
  });
  if (!content) return true;
  const { scan, found, isAway = false } = await scanner.scan(content);
  if (scan === "pending") return !isAway;
  const said = await ctx.db.$executeRaw`
    update assets set scan = ${scan}, scan_found = ${found} where id = ${id}::uuid and scan = 'pending'`;
  if (said > 0 && found !== null)
    ctx.log.error({ asset: { id }, found }, `The virus scanner found ${found} in file ${id}; nobody gets it`);
  return true;
}
