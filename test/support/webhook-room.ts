/** A newsroom that tells endpoints of what happens, with the endpoints. */

import { openReceiver, type Receiver } from "./neighbours/receiver.ts";
import { openNewsroom, until } from "./newsroom.ts";

/** Where an organisation has its webhooks, and where the desk has those of publications. */
export const [own, desk] = ["/v1/organizations/me/webhooks", "/v1/admin/webhooks"];

export type WebhookRoom = Awaited<ReturnType<typeof openWebhookRoom>>;

/** Opens one; with `working: false` it moderates, publishes and delivers nothing by itself. */
export async function openWebhookRoom({ working = true } = {}) {
  const room = await openNewsroom({
    working,
    env: { WEBHOOK_ALLOW_PRIVATE: "true", RATE_LIMITS: "off" },
  });
  const receivers: Receiver[] = [];

  async function receiver(): Promise<Receiver> {
    const opened = await openReceiver();
    receivers.push(opened);
    return opened;
  }

  /** An organisation of its own, and somebody who hears of its releases. */
  async function listening(events: readonly string[] = ["release.*"]) {
    const [society, hears] = [await room.organization(), await receiver()];
    const { body } = await society.post(own, { url: hears.url, events });
    const { id, secret } = body as { id: string; secret: string };
    return { society, hears, id, secret, path: `${own}/${id}` };
  }

  return {
    ...room,
    ...{ receiver, listening },
    close: async () => {
      await room.close();
      for (const opened of receivers) await opened.close();
    },
  };
}

export const typesOf = ({ received }: Receiver) => received.map(({ body }) => body.type);

/** Waits until so many messages came. */
export const hear = (hears: Receiver, count: number) =>
  until(
    () => hears.received.length >= count,
    () => `Only ${typesOf(hears)} came, not ${count}`,
  );
