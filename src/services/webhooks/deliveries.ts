/** The log of what an endpoint was sent and answered, and sending it again. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import { testEvent } from "../../domain/webhooks/webhook-events.ts";
import { notFound } from "../../errors.ts";
import { transact } from "../transact.ts";
import { wakeFor } from "../wakes.ts";
import { findWebhook, lockWebhook, type Owner, record, refuseDisabled } from "./endpoints.ts";

type DeliveryStatus = "due" | "delivered" | "failed";

export interface DeliveryTry {
  readonly at: Date;
  readonly status: number | null;
  readonly failure: string | null;
  readonly tookMs: number;
}

export interface Delivery {
  readonly id: string;
  /** Where it stands in the log. */
  readonly position: string;
  readonly type: string;
  /** `null` for a test. */
  readonly releaseId: string | null;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly createdAt: Date;
  /** `null` unless it is due. */
  readonly nextAttemptAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly lastTry: DeliveryTry | null;
}

export interface WholeDelivery extends Delivery {
  /** The body, as it is sent at every try. */
  readonly payload: Record<string, unknown>;
  readonly tries: readonly DeliveryTry[];
}

export interface DeliveryFilter {
  readonly status?: DeliveryStatus | undefined;
  readonly type?: string | undefined;
  readonly release?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** A test is of no release, and stands in nobody's order. */
const shown = Prisma.sql`d.id, d.position::text as position, d.type, nullif(d.release_id, d.id) as "releaseId",
  d.status::text as status, d.attempts, d.created_at as "createdAt", d.delivered_at as "deliveredAt",
  case when d.status = 'due' then d.next_attempt_at end as "nextAttemptAt",
  tried.at as "triedAt", tried.status as "triedStatus", tried.failure as "triedFailure", tried.took_ms as "triedTookMs"`;
const joined = Prisma.sql`webhook_deliveries d left join lateral (
  select * from webhook_attempts where delivery_id = d.id order by id desc limit 1) tried on true`;

interface Row extends Omit<Delivery, "lastTry"> {
  readonly triedAt: Date | null;
  readonly triedStatus: number | null;
  readonly triedFailure: string | null;
  readonly triedTookMs: number | null;
}

function deliveryFrom({ triedAt, triedStatus, triedFailure, triedTookMs, ...rest }: Row): Delivery {
  const lastTry = triedAt && {
    at: triedAt,
    status: triedStatus,
    failure: triedFailure,
    tookMs: triedTookMs ?? 0,
  };
  return { ...rest, lastTry };
}

/** A page of an endpoint's log, the newest first, with one more than asked for. @throws {AppError} `not-found` */
export async function listDeliveries(
  ctx: Context<Owner>,
  webhookId: string,
  filter: DeliveryFilter & { readonly limit: number; readonly after?: string | undefined },
): Promise<Delivery[]> {
  await findWebhook(ctx.db, ctx, webhookId);
  const after = filter.after ? Prisma.sql`and d.position < ${filter.after}::bigint` : Prisma.empty;
  const rows = await ctx.db.$queryRaw<Row[]>`
    select ${shown} from ${joined}
    where d.webhook_id = ${webhookId}::uuid and ${matching(filter)} ${after}
    order by d.position desc limit ${filter.limit + 1}`;
  return rows.map(deliveryFrom);
}

function matching({ status, type, release, from, to }: DeliveryFilter): Prisma.Sql {
  return Prisma.join(
    [
      Prisma.sql`true`,
      ...(status ? [Prisma.sql`d.status = ${status}::delivery_status`] : []),
      ...(type ? [Prisma.sql`d.type = ${type}`] : []),
      ...(release ? [Prisma.sql`d.release_id = ${release}::uuid`] : []),
      ...(from ? [Prisma.sql`d.created_at >= ${from}`] : []),
      ...(to ? [Prisma.sql`d.created_at < ${to}`] : []),
    ],
    " and ",
  );
}

/** One delivery with what it says and all its tries. @throws {AppError} `not-found` */
export async function findDelivery(
  ctx: Context<Owner>,
  webhookId: string,
  id: string,
): Promise<WholeDelivery> {
  await findWebhook(ctx.db, ctx, webhookId);
  return readDelivery(ctx.db, webhookId, id);
}

async function readDelivery(tx: Tx, webhookId: string, id: string): Promise<WholeDelivery> {
  const [row] = await tx.$queryRaw<(Row & Pick<WholeDelivery, "payload">)[]>`
    select ${shown}, d.payload from ${joined} where d.webhook_id = ${webhookId}::uuid and d.id = ${id}::uuid`;
  if (!row) throw notFound("delivery");
  const { payload, ...rest } = row;
  const tries = await tx.webhookAttempt.findMany({
    where: { deliveryId: id },
    orderBy: { id: "asc" },
    select: { at: true, status: true, failure: true, tookMs: true },
  });
  return { ...deliveryFrom(rest), payload, tries };
}

/** Sends an endpoint a message that says nothing, to try it. @throws {AppError} `not-found`, `webhook-disabled` */
export function testWebhook(ctx: Context<Owner>, webhookId: string): Promise<WholeDelivery> {
  const id = newId(ctx.clock.now());
  return transact(ctx, async (tx) => {
    refuseDisabled(await lockWebhook(tx, ctx, webhookId));
    await tx.$executeRaw`
      insert into webhook_deliveries
        (id, webhook_id, type, release_id, event_id, payload, next_attempt_at, due_since, created_at)
      select ${id}::uuid, ${webhookId}::uuid, ${testEvent}, ${id}::uuid, ${id}::uuid, jsonb_build_object(
          'type', ${testEvent}::text, 'timestamp', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'data', jsonb_build_object('webhook', jsonb_build_object('id', ${webhookId}::uuid))),
        at, at, at
      from (select ${ctx.clock.sqlNow} as at) as now`;
    await sendSoon(tx, ctx, webhookId);
    return readDelivery(tx, webhookId, id);
  });
}

/**
 * Makes a delivery due again, under its id and with its words. @throws {AppError} `not-found`, `webhook-disabled`
 */
export function replayDelivery(ctx: Context<Owner>, webhookId: string, id: string): Promise<WholeDelivery> {
  return transact(ctx, async (tx) => {
    const webhook = await lockWebhook(tx, ctx, webhookId);
    refuseDisabled(webhook);
    if ((await makeDue(tx, ctx, webhookId, Prisma.sql`d.id = ${id}::uuid`)) === 0) throw notFound("delivery");
    await record(tx, ctx, webhook, "replay", { after: { delivery: id } });
    return readDelivery(tx, webhookId, id);
  });
}

/**
 * Makes due again what was made in a stretch of time and is not due, and returns how many those are.
 *
 * @throws {AppError} `not-found`, `webhook-disabled`
 */
export function replayDeliveries(
  ctx: Context<Owner>,
  webhookId: string,
  filter: Pick<DeliveryFilter, "from" | "to"> & { readonly status?: "delivered" | "failed" | undefined },
): Promise<number> {
  return transact(ctx, async (tx) => {
    const webhook = await lockWebhook(tx, ctx, webhookId);
    refuseDisabled(webhook);
    const which = Prisma.sql`d.status <> 'due' and ${matching(filter)}`;
    const replayed = await makeDue(tx, ctx, webhookId, which);
    await record(tx, ctx, webhook, "replay", { after: { ...filter, replayed } });
    return replayed;
  });
}

async function makeDue(tx: Tx, ctx: Context<Owner>, webhookId: string, which: Prisma.Sql): Promise<number> {
  const { sqlNow } = ctx.clock;
  const count = await tx.$executeRaw`
    update webhook_deliveries d set status = 'due', attempts = 0, next_attempt_at = ${sqlNow}, due_since = ${sqlNow},
      delivered_at = null
    where d.webhook_id = ${webhookId}::uuid and ${which}`;
  await sendSoon(tx, ctx, webhookId);
  return count;
}

/** Somebody asked, so an endpoint that was left alone is looked at. */
async function sendSoon(tx: Tx, ctx: Context<Owner>, webhookId: string): Promise<void> {
  await tx.$executeRaw`update webhooks set paused_until = null where id = ${webhookId}::uuid`;
  wakeFor(tx, ctx, "deliver", webhookId);
}
