/** Endpoints: where an organisation is told of its releases, or a publication's partner of its articles. */

import type { Context, Editor, Submitter } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import type { Prisma } from "../../db/generated/client.ts";
import { AppError, notFound } from "../../errors.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { boundTo } from "../administration/staff/reach.ts";

export type Owner = Submitter | Editor;

export const shown = {
  id: true,
  url: true,
  description: true,
  events: true,
  disabledAt: true,
  disabledReason: true,
  failingSince: true,
  pausedUntil: true,
  previousUntil: true,
  createdAt: true,
  updatedAt: true,
  publicationId: true,
  publication: { select: { slug: true } },
} as const satisfies Prisma.WebhookSelect;

export type Webhook = Prisma.WebhookGetPayload<{ select: typeof shown }>;

/** The endpoints that are the actor's to see and to change. */
function own({ actor }: Context<Owner>): Prisma.WebhookWhereInput {
  if (actor.role === "submitter") return { organizationId: actor.id };
  return { publicationId: boundTo(actor) ?? { not: null } };
}

/** One of the actor's endpoints. @throws {AppError} `not-found`, also for somebody else's */
export async function findWebhook(tx: Tx, ctx: Context<Owner>, id: string): Promise<Webhook> {
  const webhook = await tx.webhook.findFirst({ where: { AND: [{ id }, own(ctx)] }, select: shown });
  if (!webhook) throw notFound("webhook");
  return webhook;
}

/** The same, held until the transaction ends. @throws {AppError} `not-found` */
export async function lockWebhook(tx: Tx, ctx: Context<Owner>, id: string): Promise<Webhook> {
  await tx.$queryRaw`select 1 from webhooks where id = ${id}::uuid for no key update`;
  return findWebhook(tx, ctx, id);
}

/** A page of the actor's endpoints, the newest first, with one more than asked for. */
export function listWebhooks(
  ctx: Context<Owner>,
  where: {
    readonly publication?: string | undefined;
    readonly limit: number;
    readonly after?: string | undefined;
  },
): Promise<Webhook[]> {
  const { publication, limit, after } = where;
  return ctx.db.webhook.findMany({
    where: {
      AND: [
        own(ctx),
        publication ? { publication: { slug: publication } } : {},
        after ? { id: { lt: after } } : {},
      ],
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: shown,
  });
}

/** The refusal of work for an endpoint that is sent nothing. */
export function refuseDisabled({ disabledAt }: Webhook): void {
  if (disabledAt) throw new AppError("webhook-disabled", "The webhook is disabled; enable it first.");
}

/** Records what was done to an endpoint. */
export function record(
  tx: Tx,
  ctx: Context,
  { id, publicationId }: Webhook,
  action: string,
  changes?: { readonly before?: unknown; readonly after?: unknown },
): Promise<void> {
  return recordDeskEvent(tx, ctx, { subject: "webhook", subjectId: id, action, publicationId, changes });
}
