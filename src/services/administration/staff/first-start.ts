/** What the first start makes: the publication `main`, and somebody who may administer it. */

import type { Context } from "../../../context.ts";
import { AppError } from "../../../errors.ts";
import { foundPublication } from "../publications/publications.ts";
import { addStaff } from "./staff.ts";

/**
 * Founds `main` if there is none, and returns a new administrator's key if nobody could administer it otherwise.
 * Two processes that start at once found it once.
 */
export async function prepareFirstStart(ctx: Context): Promise<{ adminKey: string | undefined }> {
  const { PUBLICATION_NAME: name, PUBLICATION_TIME_ZONE: timeZone, ADMIN_API_KEY: givenKey } = ctx.config;
  if ((await ctx.db.publication.count({ where: { slug: "main" } })) === 0) {
    await foundPublication(ctx, { slug: "main", name, timeZone }).catch(unlessFoundByTwin);
  }
  if (givenKey !== undefined || (await ctx.db.staff.count({ where: { role: "admin" } })) > 0) {
    return { adminKey: undefined };
  }
  const administrator = {
    name: "Administrator",
    email: "admin@localhost",
    role: "admin",
    publication: null,
  } as const;
  const added = await addStaff(ctx, administrator).catch(unlessFoundByTwin);
  return { adminKey: added?.key?.key };
}

function unlessFoundByTwin(error: unknown): undefined {
  if (error instanceof AppError && error.type === "already-exists") return undefined;
  throw error;
}
