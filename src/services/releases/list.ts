/** An organisation's own releases. */

import type { Context, Submitter } from "../../context.ts";
import type { ReleaseState } from "../../domain/releases/lifecycle.ts";
import { type CurrentRelease, findReleases } from "./current.ts";

/** A page of them, the newest first, with one more than asked for to tell whether there is a next. */
export function listOwnReleases(
  ctx: Context<Submitter>,
  { status, limit, after }: { status?: ReleaseState | undefined; limit: number; after?: string | undefined },
): Promise<CurrentRelease[]> {
  const where = { ...(status && { status }), ...(after && { id: { lt: after } }) };
  return findReleases(ctx.db, ctx, where, { limit, orderBy: [{ id: "desc" }] });
}
