/** What one of the desk writes down for the others, without deciding anything. */

import type { Context, Editor } from "../../context.ts";
import { findEvent, type ReleaseEvent } from "../releases/history.ts";
import { lockRelease, recordEvent } from "../releases/versions.ts";
import { transact } from "../transact.ts";
import { renewClaim } from "./waiting/claim.ts";

/**
 * Adds a note to a release's history, whoever has claimed it; only the desk ever reads it.
 *
 * @throws {AppError} `not-found`
 */
export function noteOnRelease(ctx: Context<Editor>, id: string, note: string): Promise<ReleaseEvent> {
  return transact(ctx, async (tx) => {
    const release = await lockRelease(tx, ctx, id, null);
    await renewClaim(tx, ctx, release);
    return findEvent(tx, await recordEvent(tx, ctx, release, "note", { note }));
  });
}
