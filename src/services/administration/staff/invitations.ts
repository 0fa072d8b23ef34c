/** Invitations to the desk: a mailed link that gives its reader a key that nobody else has seen, once, for seven days. */

import { randomBytes } from "node:crypto";
import type { Context } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { postLetter } from "../../mail/post.ts";
import { hashSecret } from "../../organizations/keys/keys.ts";

/** How long the mailed link works. */
const worksForMs = 7 * 86_400_000;

/** A token, with the columns that know it again; the token before is void with them. */
export function newInvitation({ clock }: Context) {
  const token = randomBytes(24).toString("base64url");
  const columns = {
    invitationHash: new Uint8Array(hashSecret(token)),
    invitationExpiresAt: new Date(clock.now().getTime() + worksForMs),
  };
  return { token, columns };
}

/** Mails the link, once for a token. */
export async function postInvitation(
  tx: Tx,
  ctx: Context,
  { id, email }: { readonly id: string; readonly email: string },
  token: string,
): Promise<void> {
  await postLetter(tx, ctx, {
    onceKey: `invite-${id}-${hashSecret(token).toString("base64url")}`,
    to: email,
    matter: { letter: "invitation", staffId: id, token },
  });
}
