/** Telling whose endpoint it is that it was disabled, which nobody who waits for its messages can see. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { postLetter } from "../mail/post.ts";
import { mayBeTold } from "../mail/proven.ts";

interface Reader {
  readonly address: string;
  readonly staffId: string | null;
}

/**
 * Posts a letter to the organisation, or to everybody who administers the publication: once for each time that the
 * endpoint is disabled, which `lease` tells from others.
 */
export async function tellOwner(tx: Tx, ctx: Context, webhookId: string, lease: string): Promise<void> {
  const readers = await tx.$queryRaw<Reader[]>`
    select o.contact_email as address, null::uuid as "staffId"
    from webhooks w join organizations o on o.id = w.organization_id
    where w.id = ${webhookId}::uuid and ${mayBeTold}
    union all
    select s.email, s.id
    from webhooks w join staff s on s.publication_id = w.publication_id or s.publication_id is null
    where w.id = ${webhookId}::uuid and w.publication_id is not null and s.role = 'admin' and s.disabled_at is null
      and s.erased_at is null and s.invitation_hash is null and s.email not like '%@localhost'
    order by 1`;
  for (const { address, staffId } of readers) {
    await postLetter(tx, ctx, {
      onceKey: `webhook-disabled-${lease}-${staffId ?? "organization"}`,
      to: address,
      matter: { letter: "webhook_disabled", webhookId, staffId },
    });
  }
}
