/** A newsroom that tells endpoints of what happens when a test says so, with the endpoints and what became of each message. */

import type { ServerResponse } from "node:http";
import { systemContext } from "../../../src/context.ts";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { publishIfDue } from "../../../src/services/pipeline/publish.ts";
import { deliverTo } from "../../../src/services/webhooks/deliver.ts";
import { aRelease } from "../../support/builders.ts";
import type { Receiver } from "../../support/neighbours/receiver.ts";
import { openWebhookRoom } from "../../support/webhook-room.ts";

export type DeliveryRoom = Awaited<ReturnType<typeof openDeliveryRoom>>;

/** Opens one. */
export async function openDeliveryRoom() {
  const room = await openWebhookRoom({ working: false });
  const system = () => systemContext(room.newsroom, "deliver");

  /** An organisation of its own, and an endpoint that hears of its publications unless it asks for more. */
  async function endpoint(events: readonly string[] = ["release.published"]) {
    const { society, hears, id } = await room.listening(events);
    /** The id of a release of this organisation that went out. */
    const published = async (): Promise<string> => {
      const { body } = await society.post("/v1/releases", aRelease());
      await moderateRelease(system(), body.id);
      await publishIfDue(system(), [body.id]);
      return body.id;
    };
    return { id, society, hears, published };
  }

  const rows = (id: string) =>
    room.sql("select * from webhook_deliveries where webhook_id = $1 order by position", [id]);
  const row = async (id: string) => (await rows(id))[0]!;
  const tries = (id: string) =>
    room.sql(
      "select a.* from webhook_attempts a join webhook_deliveries d on d.id = a.delivery_id where d.webhook_id = $1 order by a.id",
      [id],
    );
  const webhook = async (id: string) => (await room.sql("select * from webhooks where id = $1", [id]))[0]!;
  const now = () => room.newsroom.clock.now().getTime();

  /** Travels to when something may be made next; how far that was. */
  async function toNextTry(id: string): Promise<number> {
    const [next] = await room.sql(
      `select min(greatest(d.next_attempt_at, w.paused_until)) as at from webhooks w join webhook_deliveries d on d.webhook_id = w.id
        where w.id = $1 and d.status = 'due' and not exists (select 1 from webhook_deliveries e where e.webhook_id = w.id
          and e.release_id = d.release_id and e.status = 'due' and e.position < d.position)`,
      [id],
    );
    const ms = Math.max(0, next!.at.getTime() - now());
    room.clock.travel(ms + 1);
    return ms;
  }

  return {
    ...room,
    ...{ system, endpoint, rows, row, tries, webhook, now, toNextTry },
    deliver: (id: string) => deliverTo(system(), id),
  };
}

/** Keeps the answers of a receiver back until they are given. */
export function holding(hears: Receiver): { held: ServerResponse[]; behave: () => void } {
  const held: ServerResponse[] = [];
  return {
    held,
    behave: () =>
      hears.behave((_message, response) => {
        held.push(response);
        return undefined;
      }),
  };
}
