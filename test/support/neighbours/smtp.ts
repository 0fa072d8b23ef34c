/** A mail server on this machine: it takes mails and reads them as a mailbox's program would, or does as it is told. */

import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { until } from "../newsroom.ts";

/** What it does with the next mails: an answer such as `451 Later`, to break off without one, or to leave it open. */
type Doing = `${4 | 5}${number} ${string}` | "break off" | "say nothing";

interface Delivered {
  /** The recipients named to the server, whatever the headers say. */
  readonly recipients: readonly string[];
  readonly mail: ParsedMail;
  /** The mail as it came. */
  readonly source: string;
}

export interface PostOffice {
  readonly url: string;
  /** Every mail that came whole, in order, also where the answer was a refusal or none. */
  readonly came: readonly Delivered[];
  /** Those that it took. */
  readonly taken: readonly Delivered[];
  /** Does this with the next mail, and as usual with those after it. */
  next(doing: Doing): void;
  /** Says that it took the mails that it left open. */
  speak(): void;
  /** The mails to an address, as soon as there are so many. */
  to(address: string, count?: number): Promise<Delivered[]>;
  close(): Promise<void>;
}

/** Opens one. */
export async function openPostOffice(): Promise<PostOffice> {
  const came: Delivered[] = [];
  const taken: Delivered[] = [];
  const doings: Doing[] = [];
  const open: (() => void)[] = [];
  const sockets = new Set<Socket>();
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  const receive = async (
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    answer: (error?: Error | null) => void,
  ) => {
    const source = await text(stream);
    const recipients = session.envelope.rcptTo.map(({ address }) => address);
    const delivered = { recipients, source, mail: await simpleParser(source) };
    came.push(delivered);
    const take = () => {
      taken.push(delivered);
      answer();
    };
    const doing = doings.shift();
    if (doing === undefined) return take();
    if (doing === "say nothing") return void open.push(take);
    if (doing === "break off") return hangUp();
    answer(Object.assign(new Error(doing.slice(4)), { responseCode: Number(doing.slice(0, 3)) }));
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    // Whoever sends it may end in the middle: such a mail has not come.
    onData: (stream, session, answer) => void receive(stream, session, answer).catch(answer),
  });
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    came,
    taken,
    next: (doing) => void doings.push(doing),
    speak: () => {
      for (const take of open.splice(0)) take();
    },
    to: async (address, count = 1) => {
      const found = () => taken.filter(({ recipients }) => recipients.includes(address));
      await until(
        () => found().length >= count,
        () => `${found().length} mails came to ${address}, not ${count}`,
      );
      return found();
    },
    close: async () => {
      hangUp();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
