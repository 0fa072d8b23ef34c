/** The record of everything that was decided beside releases: settings, trust, keys, people. Append-only. */

import { type Context, signature } from "../../../context.ts";
import type { Statements } from "../../../db/prepared.ts";
import { newEventId } from "../../transition.ts";

export interface DeskEvent {
  /** What kind of thing it happened to, and which. */
  readonly subject:
    | "organization"
    | "organization_domain"
    | "agency"
    | "key"
    | "staff"
    | "publication"
    | "category"
    | "category_model"
    | "review_reason"
    | "rule_pack"
    | "block"
    | "webhook"
    | "person"
    | "mail"
    | "subscriber"
    | "queue";
  readonly subjectId: string;
  /** An imperative in snake_case: `change_trust`, `merge`, `revoke`. */
  readonly action: string;
  /** Whose it is; `null` concerns every publication. */
  readonly publicationId: string | null;
  readonly reason?: string | undefined;
  /** What changed; never a secret, an address or a telephone number, since an event outlives an erasure. */
  readonly changes?: { readonly before?: unknown; readonly after?: unknown } | undefined;
}

/** Records something in the transaction that does it. */
export async function recordDeskEvent(tx: Statements, ctx: Context, event: DeskEvent): Promise<void> {
  const who = signature(ctx.actor);
  const { subject, subjectId, action, publicationId, reason, changes } = event;
  await tx.$queryRaw`
    insert into desk_events
      (id, publication_id, subject, subject_id, action, actor_role, actor_id, actor_name, reason, changes, at)
    values (${newEventId(ctx)}::uuid, ${publicationId}::uuid, ${subject}, ${subjectId}, ${action}, ${who.role}, ${who.id},
      ${who.name}, ${reason ?? null}, ${changes ? JSON.stringify(changes) : null}::jsonb, ${ctx.clock.sqlNow})`;
}
