/** Making the daily emails whose hour has come, and going on with those that somebody began. */

import type { Context } from "../../context.ts";
import { gatherRecipients } from "./gather.ts";
import { startDigest } from "./start.ts";

/** Publications seen to at once; the next look takes the rest. */
const maxAtOnce = 100;

/**
 * Makes every digest that is due and puts it in the post. Several may do it at once: each publication's row, and each
 * digest's, is held by one of them at a time.
 */
export async function makeDigests(ctx: Context): Promise<void> {
  const publications = await ctx.hot.$queryRaw<{ id: string }[]>`
    select id from publications
    where (digest_at is not null and next_digest_at is null) or next_digest_at <= ${ctx.clock.sqlNow}
      or id in (select publication_id from digests where gathered_at is null)
    order by next_digest_at nulls first limit ${maxAtOnce}`;
  for (const { id } of publications) {
    await startDigest(ctx, id);
    await gatherRecipients(ctx, id);
  }
}
