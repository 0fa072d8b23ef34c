/** Invitations to the desk: a mailed link that gives its reader a key that nobody else has seen, once, for seven days. */

import type { Context } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { newMailedToken } from "../../mail/mailed-token.ts";
import { postLetter } from "../../mail/post.ts";
import { hashSecret } from "../../organizations/keys/keys.ts";

/** A token, with the columns that know it again; the token before is void with them. */
export function newInvitation(ctx: Context) {
  const { token, hash, expiresAt } = newMailedToken(ctx);
  return { token, columns: { invitationHash: hash, invitationExpiresAt: expiresAt } };
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
