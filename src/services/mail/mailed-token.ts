/** A token that is mailed in a link and kept as a hash: it works once, for seven days, and the one before is void with it. */

import { randomBytes } from "node:crypto";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { hashSecret } from "../organizations/keys/keys.ts";

/** How long the mailed link works. */
const worksForMs = 7 * 86_400_000;

/** A token with what is kept of it. */
export function newMailedToken({ clock }: Context) {
  const token = randomBytes(24).toString("base64url");
  return {
    token,
    hash: new Uint8Array(hashSecret(token)),
    expiresAt: new Date(clock.now().getTime() + worksForMs),
  };
}

/** The refusal of a token that nothing is kept of any more. */
export function spentToken(): AppError {
  return new AppError("invalid-token", "The token is unknown, was used, or is more than seven days old.");
}
