/** The words of letters about webhooks, as things stand when they are sent. */

import type { Context } from "../../context.ts";
import type { Words } from "../../domain/letters/layout.ts";
import { type DisabledWebhook, disabledWebhookLetter } from "../../domain/letters/webhook-letter.ts";
import { isOfDesk } from "./desk-words.ts";
import { mayBeTold } from "./proven.ts";

interface Row extends Omit<DisabledWebhook, "origin" | "url"> {
  readonly id: string;
  readonly endpoint: string;
  readonly ofDesk: boolean;
}

/** Which endpoint was disabled and why; `undefined` when it is enabled again, or the reader has left. */
export async function disabledWebhookWords(ctx: Context, mailId: string): Promise<Words | undefined> {
  const [row] = await ctx.hot.$queryRaw<Row[]>`
    select w.id, w.url as endpoint, w.description, w.disabled_reason as reason, s.id is not null as "ofDesk",
      coalesce(o.contact_name, s.name) as "contactName", coalesce(o.name, p.name) as owner
    from mails m
    join webhooks w on w.id = (m.about->>'webhookId')::uuid
    left join organizations o on o.id = w.organization_id and o.contact_email = m.to_address and ${mayBeTold}
    left join publications p on p.id = w.publication_id
    left join staff s on s.id = (m.about->>'staffId')::uuid and ${isOfDesk} and s.role = 'admin'
      and (s.publication_id is null or s.publication_id = w.publication_id)
    where m.id = ${mailId}::uuid and w.disabled_reason in ('gone', 'failing') and (o.id is not null or s.id is not null)`;
  if (!row) return undefined;
  const { id, endpoint, ofDesk, ...rest } = row;
  const path = ofDesk ? "/v1/admin/webhooks" : "/v1/organizations/me/webhooks";
  const { origin } = new URL(endpoint);
  return disabledWebhookLetter({ ...rest, origin, url: `${ctx.config.baseUrl}${path}/${id}` });
}
