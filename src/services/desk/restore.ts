/** An editor brings back what a release said before, as a further version: nothing that was written since is lost. */

import type { Context, Editor } from "../../context.ts";
import { invalidRequest } from "../../errors.ts";
import type { CurrentRelease } from "../releases/current.ts";
import { findVersion } from "../releases/read-versions.ts";
import { transact } from "../transact.ts";
import { lockForDesk, putInForce } from "./edit.ts";

/**
 * Puts the copy of an earlier version in force again. The section stays, which is the desk's choice and not the copy's.
 *
 * @param seen the `lockVersion` that the editor was looking at
 * @throws {AppError} `not-found`, `illegal-transition`, `stale`, `already-claimed`, `four-eyes`, `invalid-request`
 */
export function restoreVersion(
  ctx: Context<Editor>,
  id: string,
  number: number,
  seen: number,
): Promise<CurrentRelease> {
  return transact(ctx, async (tx) => {
    const release = await lockForDesk(tx, ctx, id, seen, "restore");
    const { copy } = await findVersion(tx, ctx, id, number);
    if (number === release.version) {
      throw invalidRequest({ pointer: "/n", detail: `names version ${number}, which is in force` });
    }
    return putInForce(tx, ctx, release, "restore", {
      copy: { ...copy, category: release.copy.category },
      note: `As version ${number} was.`,
    });
  });
}
