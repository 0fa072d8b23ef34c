/** A ClamAV daemon that plays INSTREAM on a port of its own: finds one word, or behaves as it is told. */

import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** What it finds, under the name that Debian's daemon gives a signature of one's own. */
export const virus = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";
export const virusName = "Eicar-Body.UNOFFICIAL";

export interface Clamd {
  readonly port: number;
  /** What it answers instead, to each file whose first bytes have come; `null` for nothing, for ever. */
  behave(answer?: string | null): void;
  /** Says of files with these words that they are too large for it. */
  refuse(words: string | undefined): void;
  /** How many files it was sent whole. */
  scanned(): number;
  /** Listens no more, and ends every connection; `start` listens on the same port again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function openClamd(): Promise<Clamd> {
  const sockets = new Set<Socket>();
  let told: string | null | undefined;
  let refused: string | undefined;
  let scanned = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    let received = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const answer = told === undefined ? look(received) : told;
      if (answer !== null) socket.end(answer);
    });
  });
  const look = (received: Buffer) => {
    const content = contentOf(received);
    if (content === undefined) return null;
    scanned += 1;
    if (refused !== undefined && content.includes(refused)) return "INSTREAM size limit exceeded. ERROR\0";
    return content.includes(virus) ? `stream: ${virusName} FOUND\0` : "stream: OK\0";
  };
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    behave: (answer) => {
      told = answer;
    },
    refuse: (words) => {
      refused = words;
    },
    scanned: () => scanned,
    start: () => listen(port),
    stop: async () => {
      if (!server.listening) return;
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

/** The pieces behind the command, put together; `undefined` until the empty one has come. */
function contentOf(received: Buffer): Buffer | undefined {
  const command = "zINSTREAM\0";
  if (received.length < command.length) return undefined;
  if (received.toString("latin1", 0, command.length) !== command) throw new Error("Not the command");
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
