/** Webhooks: how soon a living endpoint hears of what happens, alone and beside one that never answers. */

import { randomUUID } from "node:crypto";
import { aRelease } from "../../test/support/builders.ts";
import { type Client, clientOf } from "../../test/support/client.ts";
import { openReceiver, type Receiver } from "../../test/support/neighbours/receiver.ts";
import { trustedKey } from "./intake.ts";
import { median, type Row } from "./support/report.ts";
import { startNewsroom } from "./support/servers.ts";

/** Rounds of each kind, in turn; what is compared is the middle one. */
const rounds = 3;
/** Of a round; each makes three events. */
const releases = 60;
const everyMs = 50;
const slowerByAtMostMs = 100;
const patienceMs = 60_000;

/** From the move to the receiver, by one machine's clock; with the living endpoint alone and beside a dead one, in turn. */
export async function measureWebhooks(env: Record<string, string>): Promise<Row[]> {
  const setting = { WEBHOOK_ALLOW_PRIVATE: "true", QUEUE_PREFIX: `bench-${randomUUID().slice(0, 8)}` };
  const newsroom = await startNewsroom({ ...env, ...setting });
  const [alive, dead] = [await openReceiver(), await openReceiver()];
  try {
    const society = clientOf(newsroom.origin, await trustedKey(newsroom));
    const hooks = "/v1/organizations/me/webhooks";
    const delays: number[] = [];
    alive.behave(({ body }) => {
      delays.push(Date.now() - Date.parse(body.timestamp));
      return 204;
    });
    dead.behave(() => undefined);
    await society.post(hooks, { url: alive.url, events: ["release.*"] });
    const { body: deadHook } = await society.post(hooks, { url: dead.url, events: ["release.*"] });
    const times = { alone: [] as number[], beside: [] as number[] };
    for (let round = 0; round <= rounds; round += 1) {
      for (const kind of ["alone", "beside"] as const) {
        // Enabled again, it is asked as one that has not failed yet.
        await society.patch(`${hooks}/${deadHook.id}`, { disabled: kind === "alone" });
        const slowest = await p99(society, alive, delays);
        // The first round warms everything up.
        if (round > 0) times[kind].push(slowest);
      }
    }
    const [alone, beside] = [median(times.alone), median(times.beside)];
    return [
      { name: "webhooks, move to receiver, p99 alone", figure: `${alone} ms` },
      {
        name: `webhooks, beside a dead endpoint, at most ${slowerByAtMostMs} ms more`,
        figure: `${beside} ms (the dead one was asked ${dead.received.length} times)`,
        passed: beside - alone < slowerByAtMostMs && dead.received.length > 0,
      },
    ];
  } finally {
    await newsroom.stop();
    await Promise.all([alive.close(), dead.close()]);
  }
}

/** Sends releases at an even pace and waits until the last event was heard. */
async function p99(society: Client, { taken }: Receiver, delays: number[]): Promise<number> {
  delays.length = 0;
  const until = taken.length + 3 * releases;
  for (let sent = 0; sent < releases; sent += 1) {
    const { status, text } = await society.post("/v1/releases", aRelease());
    if (status !== 201) throw new Error(`${status}: ${text}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  const end = Date.now() + patienceMs;
  while (taken.length < until) {
    if (Date.now() > end) throw new Error(`${until - taken.length} events were not heard of`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return delays.toSorted((a, b) => a - b)[Math.floor(delays.length * 0.99)] ?? Number.NaN;
}
