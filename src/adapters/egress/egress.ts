/**
 * The only way out to addresses that strangers name. Every address of a host has to be public, the connection goes to
 * an address that was looked at, and nothing leads on from there: no redirect, no proxy, no endless answer.
 */

import { isIP, type LookupFunction, type Socket } from "node:net";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { isPublicAddress, readOutgoingUrl } from "../../domain/addresses/public-address.ts";
import { EgressFailure, failureOf } from "./failure.ts";
import type { Resolver } from "./resolver.ts";

interface OutgoingRequest {
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface IncomingAnswer {
  readonly status: number;
  /** By their names in lower case; several of one name are joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its beginning, 64 KB at the most. */
  readonly body: string;
}

export interface Egress {
  /**
   * Sends a request and returns whatever was answered, a redirect or an error included.
   *
   * @throws {EgressFailure} when nothing was, or nothing may be sent there
   */
  send(request: OutgoingRequest): Promise<IncomingAnswer>;
  close(): Promise<void>;
}

/** From looking the name up to the last byte of the answer that is read. */
const usualPatience = { connectMs: 5000, answerMs: 15_000 };
const maxAnswerBytes = 64 * 1024;

/** Makes the connection to `hostname`, asking the `lookup` of its options; another one in tests, which send nothing out. */
export type Connector = (options: {
  readonly timeout: number;
  readonly lookup: LookupFunction;
  readonly autoSelectFamily: boolean;
}) => ReturnType<typeof buildConnector>;

/** Opens the way out. */
export function openEgress(options: {
  readonly resolver: Pick<Resolver, "addresses">;
  /** Also to addresses that are not public, for receivers of one's own network. */
  readonly allowPrivate: boolean;
  readonly connector?: Connector;
  readonly patience?: typeof usualPatience;
}): Egress {
  const { resolver, allowPrivate, connector = buildConnector, patience = usualPatience } = options;
  const mayReach = (address: string) => allowPrivate || isPublicAddress(address);
  const connect = connector({
    timeout: patience.connectMs,
    lookup: lookupWith(resolver, mayReach),
    autoSelectFamily: true,
  });
  const agent = new Agent({
    connect: (target, callback) => {
      if (isIP(target.hostname) !== 0 && !mayReach(target.hostname)) {
        callback(new EgressFailure("private-address"), null);
        return;
      }
      connect(target, (error, socket) => {
        const failure = error ?? objectionTo(socket, mayReach);
        if (failure === undefined) return callback(null, socket as Socket);
        socket?.destroy();
        return callback(failure, null);
      });
    },
  });
  return {
    send: async ({ url: given, ...request }) => {
      const url = readOutgoingUrl(given, allowPrivate);
      if (typeof url === "string") throw new EgressFailure(url);
      return ask(agent, url, request, patience.answerMs).catch((error: unknown) => {
        throw failureOf(error);
      });
    },
    close: () => agent.destroy(),
  };
}

/** Why nothing is said on a connection, wherever it was meant to lead. */
function objectionTo(
  socket: Socket | null,
  mayReach: (address: string) => boolean,
): EgressFailure | undefined {
  const reached = socket?.remoteAddress;
  if (reached === undefined) return new EgressFailure("reset");
  return mayReach(reached) ? undefined : new EgressFailure("private-address");
}

async function ask(
  agent: Agent,
  { origin, pathname, search }: URL,
  request: Omit<OutgoingRequest, "url">,
  withinMs: number,
): Promise<IncomingAnswer> {
  const { statusCode, headers, body } = await agent.request({
    ...request,
    origin,
    path: `${pathname}${search}`,
    signal: AbortSignal.timeout(withinMs),
  });
  return { status: statusCode, headers: flat(headers), body: await beginningOf(body) };
}

/** Resolves a name for a connection: one address that is not public, and none of them is connected to. */
function lookupWith(
  resolver: Pick<Resolver, "addresses">,
  mayReach: (address: string) => boolean,
): LookupFunction {
  return (hostname, { all }, callback) => {
    resolver.addresses(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) callback(new EgressFailure("unresolved"), []);
        else if (!addresses.every(mayReach)) callback(new EgressFailure("private-address"), []);
        else if (all)
          callback(
            null,
            addresses.map((address) => ({ address, family: isIP(address) })),
          );
        else callback(null, first, isIP(first));
      },
      () => callback(new EgressFailure("unresolved"), []),
    );
  };
}

function flat(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? "")]));
}

async function beginningOf(body: Dispatcher.ResponseData["body"]): Promise<string> {
  // Cut off in the middle, it says so, and nobody asked.
  body.on("error", () => undefined);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= maxAnswerBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxAnswerBytes).toString("utf8");
}
