/** How far somebody of the desk reaches: to every publication, or to one. */

import type { Actor } from "../../../context.ts";
import { AppError } from "../../../errors.ts";

/** The one publication that somebody of the desk works for; `null` for all, and for who is not of the desk. */
export function boundTo(actor: Actor): string | null {
  return "publicationId" in actor ? actor.publicationId : null;
}

/** Keeps what concerns every publication from who works for one, who is told why. @throws {AppError} `forbidden` */
export function refuseBound(actor: Actor, why: string): void {
  if (boundTo(actor) !== null) throw new AppError("forbidden", why);
}
