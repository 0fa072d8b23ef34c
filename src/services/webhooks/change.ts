/** Adding, changing and removing endpoints, and their secrets. */

import { randomBytes } from "node:crypto";
import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { newId } from "../../db/ids.ts";
import { printSecret } from "../../domain/webhooks/webhook-signature.ts";
import { AppError, everyFault, invalidRequest } from "../../errors.ts";
import { boundTo } from "../administration/staff/reach.ts";
import { unknownPublication } from "../releases/submission-faults.ts";
import { transact } from "../transact.ts";
import { wakeFor } from "../wakes.ts";
import { acceptedEvents, acceptedUrl } from "./accept.ts";
import { findWebhook, lockWebhook, type Owner, record, shown, type Webhook } from "./endpoints.ts";

export interface NewWebhook {
  readonly url: string;
  readonly description: string | null;
  readonly events: readonly string[];
  /** Slug of the publication, where the desk asks. */
  readonly publication?: string | undefined;
}

export interface WebhookChanges {
  readonly url?: string | undefined;
  readonly description?: string | null | undefined;
  readonly events?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
}

/** Endpoints of one owner: each is a copy of every message that is sent. */
const maxEndpoints = 10;
const secretBytes = 32;

/**
 * Adds an endpoint, with the secret that signs what it is sent; the secret is shown this once.
 *
 * @throws {AppError} `invalid-request`, `already-exists` when the owner has too many
 */
export function addWebhook(
  ctx: Context<Owner>,
  wanted: NewWebhook,
): Promise<{ webhook: Webhook; secret: string }> {
  const secret = printSecret(randomBytes(secretBytes));
  const now = ctx.clock.now();
  return transact(ctx, async (tx) => {
    const [url, events, owner] = await everyFault(
      () => acceptedUrl(ctx, wanted.url),
      () => acceptedEvents(ctx, wanted.events),
      () => lockOwner(tx, ctx, wanted.publication),
    );
    if ((await tx.webhook.count({ where: owner })) >= maxEndpoints)
      throw new AppError("already-exists", `There may be ${maxEndpoints} webhooks; remove one.`);
    const webhook = await tx.webhook.create({
      data: {
        ...{ id: newId(now), ...owner, url, events, description: wanted.description },
        ...{ secret: ctx.secrets.seal(secret), createdAt: now, updatedAt: now },
      },
      select: shown,
    });
    await record(tx, ctx, webhook, "create", { after: described(webhook) });
    return { webhook, secret };
  });
}

/**
 * Changes an endpoint. Enabled again, or sent to another place, it begins as one without failures.
 *
 * @throws {AppError} `not-found`, `invalid-request`
 */
export function changeWebhook(ctx: Context<Owner>, id: string, changes: WebhookChanges): Promise<Webhook> {
  const { description, disabled } = changes;
  return transact(ctx, async (tx) => {
    const [url, events] = await everyFault(
      () => (changes.url === undefined ? undefined : acceptedUrl(ctx, changes.url)),
      () => changes.events && acceptedEvents(ctx, changes.events),
    );
    const before = await lockWebhook(tx, ctx, id);
    const now = ctx.clock.now();
    const moves = url !== undefined && url !== before.url;
    const begins = moves || (disabled === false && before.disabledAt !== null);
    const after = await tx.webhook.update({
      where: { id },
      data: {
        ...(moves && { url, ...ended }),
        ...(events && { events }),
        ...(description !== undefined && { description }),
        ...(disabled !== undefined && switched(disabled, before, now)),
        ...(begins && { failures: 0, failingSince: null, pausedUntil: null }),
        updatedAt: now,
      },
      select: shown,
    });
    await record(tx, ctx, after, "change", { before: described(before), after: described(after) });
    if (begins) wakeFor(tx, ctx, "deliver", id);
    return after;
  });
}

/** Whoever delivers to the endpoint at the moment lost it, and does not go on as it was. */
const ended = { leaseId: null, leasedUntil: null };

/** One that is disabled already keeps the reason. */
function switched(disabled: boolean, before: Webhook, now: Date) {
  if (!disabled) return { disabledAt: null, disabledReason: null };
  return before.disabledAt ? {} : { disabledAt: now, disabledReason: "owner" };
}

/** Removes an endpoint with its log; what was due to it is sent no more. @throws {AppError} `not-found` */
export function removeWebhook(ctx: Context<Owner>, id: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const webhook = await lockWebhook(tx, ctx, id);
    await tx.webhook.delete({ where: { id } });
    await record(tx, ctx, webhook, "delete", { before: described(webhook) });
  });
}

/** Gives an endpoint another secret, shown this once; the one before signs beside it for a while. */
export function rotateSecret(
  ctx: Context<Owner>,
  id: string,
  overlapHours: number,
): Promise<{ webhook: Webhook; secret: string }> {
  const secret = printSecret(randomBytes(secretBytes));
  return transact(ctx, async (tx) => {
    await lockWebhook(tx, ctx, id);
    await tx.$executeRaw`
      update webhooks set previous_secret = secret, secret = ${ctx.secrets.seal(secret)}, lease_id = null, leased_until = null,
        previous_until = ${ctx.clock.sqlNow} + ${overlapHours}::int * interval '1 hour', updated_at = ${ctx.clock.sqlNow}
      where id = ${id}::uuid`;
    const webhook = await findWebhook(tx, ctx, id);
    await record(tx, ctx, webhook, "rotate_secret", { after: { overlapHours } });
    wakeFor(tx, ctx, "deliver", id);
    return { webhook, secret };
  });
}

/** The origin alone: what follows it may be what lets a sender in. */
function described({ url, events, disabledReason }: Webhook) {
  return { origin: new URL(url).origin, events, disabled: disabledReason };
}

/** Holds the owner of a new endpoint, so that two at once are counted one after the other. */
async function lockOwner(
  tx: Tx,
  ctx: Context<Owner>,
  publication: string | undefined,
): Promise<{ organizationId: string } | { publicationId: string }> {
  const { actor } = ctx;
  if (actor.role === "submitter") {
    await tx.$queryRaw`select 1 from organizations where id = ${actor.id}::uuid for no key update`;
    return { organizationId: actor.id };
  }
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    select id from publications where slug = ${publication}
      and (${boundTo(actor)}::uuid is null or id = ${boundTo(actor)}::uuid) for no key update`;
  if (!found) throw invalidRequest(unknownPublication(publication));
  return { publicationId: found.id };
}
