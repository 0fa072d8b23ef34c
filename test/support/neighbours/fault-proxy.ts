/** A proxy on this machine that cuts a connection at a word the server says: it did the work, the client never hears. */

import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface FaultProxy {
  readonly port: number;
  /** Cuts at the nth answer from now on that contains the word; returns when it was cut. */
  cutAt(word: string, nth?: number): Promise<void>;
  close(): Promise<void>;
}

interface Cut {
  readonly word: string;
  left: number;
  readonly done: () => void;
}

/** Opens one in front of a port of this machine. */
export async function openFaultProxy(target: number): Promise<FaultProxy> {
  let cut: Cut | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay());
      socket.on("error", () => undefined);
      socket.once("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (part) => upstream.write(part));
    upstream.on("data", (part) => {
      if (cut && part.includes(cut.word)) cut.left -= 1;
      if (cut?.left !== 0) return void client.write(part);
      cut.done();
      cut = undefined;
      client.resetAndDestroy();
      upstream.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    cutAt: (word, nth = 1) =>
      new Promise((done) => {
        cut = { word, left: nth, done };
      }),
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
