/** A server on a port of its own that others of this machine post to. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface OwnServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Hears every request with its whole text; closing it ends the connections too. */
export async function openServer(
  answer: (request: IncomingMessage, text: string, response: ServerResponse) => void,
): Promise<OwnServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    answer(request, Buffer.concat(chunks).toString("utf8"), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
