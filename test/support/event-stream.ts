/** Listening to server-sent events, line by line, as they come over the wire. */

import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import type { Fields } from "./client.ts";
import { until } from "./newsroom.ts";

interface SentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, any>;
}

export interface Listening {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  /** What came so far, comments and all. */
  text(): string;
  events(): SentEvent[];
  /** The id that a browser would come back with. */
  lastId(): string;
  /** Waits until it has heard all that had happened when it came. */
  live(): Promise<void>;
  /** Reads on until an event of this kind came, and then no more until it is woken; false if it was dropped before. */
  sleepAfter(kind: string): Promise<boolean>;
  wake(): void;
  hasEnded(): boolean;
  close(): void;
}

/**
 * Waits for what a stream tells. It tells nothing that an open transaction may still come before, of whatever database of
 * the server; and other tests stop processes in the middle of theirs, for as long as a lease lasts.
 */
export function untilTold(condition: () => boolean, complaint?: () => string): Promise<void> {
  return until(condition, complaint, 90_000);
}

/** Asks for a stream; `status` says whether it became one. */
export async function listen(origin: string, path: string, headers: Fields = {}): Promise<Listening> {
  const asking = request(`${origin}${path}`, { headers, agent: false }).end();
  const [response] = (await once(asking, "response")) as [IncomingMessage];
  return follow(asking, response);
}

function follow(asking: ClientRequest, response: IncomingMessage): Listening {
  let [text, unread, hasEnded] = ["", "", false];
  const heard: Block[] = [];
  asking.on("error", () => undefined);
  response
    .on("error", () => undefined)
    .on("close", () => {
      hasEnded = true;
    });
  response.setEncoding("utf8").on("data", (part: string) => {
    text += part;
    unread += part;
    // What has not ended with an empty line has not been sent yet.
    if (!part.includes("\n")) return;
    const parts = unread.split("\n\n");
    unread = parts.pop() ?? "";
    heard.push(...parts.map(blockOf));
  });
  return {
    ...{ status: response.statusCode ?? 0, headers: response.headers, text: () => text },
    events: () => heard.flatMap(({ event }) => event ?? []),
    lastId: () => heard.flatMap(({ id }) => id ?? []).at(-1) ?? "",
    live: () =>
      untilTold(
        () => heard.some(({ isLive }) => isLive),
        () => `It never caught up: ${text.slice(0, 2000)}`,
      ),
    sleepAfter: async (kind) => {
      const doze = () => heard.some(({ event }) => event?.event === kind) && response.pause();
      response.on("data", doze);
      await untilTold(
        () => response.isPaused() || hasEnded,
        () => `It was told no ${kind}`,
      );
      response.off("data", doze);
      return !hasEnded;
    },
    wake: () => {
      response.resume();
    },
    hasEnded: () => hasEnded,
    close: () => {
      asking.destroy();
    },
  };
}

interface Block {
  readonly id: string | undefined;
  readonly event: SentEvent | undefined;
  readonly isLive: boolean;
}

function blockOf(text: string): Block {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1];
  const [id, event = "", data] = [field("id"), field("event"), field("data")];
  return {
    id,
    event: data === undefined ? undefined : { id: id ?? "", event, data: JSON.parse(data) },
    isLive: /^: live$/m.test(text),
  };
}
