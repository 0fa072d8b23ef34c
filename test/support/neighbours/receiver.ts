/** Somebody who receives webhooks: answers as it is told to, and remembers what it was sent. */

import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";
import { openServer } from "./own-server.ts";

export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: any;
}

/** Answers a message: a status, or whatever else with the response. */
type Behaviour = (message: Received, response: ServerResponse) => number | undefined;

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Ids in the order in which they were taken with a 2xx, and every id that came. */
  readonly taken: string[];
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** Opens one on a port of its own; takes everything until told otherwise. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const taken: string[] = [];
  let behaviour: Behaviour = () => 204;
  const { origin, close } = await openServer((request, text, response) => {
    const { headers } = request;
    const message = { id: String(headers["webhook-id"]), headers, text, body: JSON.parse(text) };
    received.push(message);
    const status = behaviour(message, response);
    if (status === undefined) return;
    if (status < 300) taken.push(message.id);
    response.writeHead(status).end();
  });
  return {
    ...{ url: `${origin}/hook`, received, taken, close },
    behave: (next) => {
      behaviour = next;
    },
  };
}

/** Whether a message is proven by the secret, as a receiver finds out with the library of Standard Webhooks. */
export function isProven({ headers, text }: Received, secret: string): boolean {
  try {
    new Webhook(secret).verify(text, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
