import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createRawServer, type Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Connector, type Egress, openEgress } from "./egress.ts";
import { EgressFailure } from "./failure.ts";
import type { Resolver } from "./resolver.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const closer of closers.splice(0).reverse()) await closer();
});

/** Names mean what is given, one answer after the other; the last one stays. */
function resolverOf(...answers: readonly (readonly string[])[]): Resolver {
  let asked = 0;
  return {
    addresses: async () => [...(answers[Math.min(asked++, answers.length - 1)] ?? [])],
    texts: async () => [],
  };
}

function egressOf(options: Partial<Parameters<typeof openEgress>[0]> = {}): Egress {
  const egress = openEgress({ resolver: resolverOf([]), allowPrivate: true, ...options });
  closers.push(() => egress.close());
  return egress;
}

async function listening(server: Server | ReturnType<typeof createRawServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
const serving = (listener: RequestListener) => listening(createServer(listener));

const outcome = (egress: Egress, url: string) =>
  egress.send({ method: "POST", url, body: "{}" }).then(
    ({ status }) => status,
    (error: unknown) => (error instanceof EgressFailure ? error.reason : String(error)),
  );

/** A connector that connects to nobody outside: it notes the addresses that it was sent to, and dials the port here. */
function stub(port: number | undefined): { connector: Connector; dialled: string[] } {
  const dialled: string[] = [];
  const connector: Connector = (options) => (target, callback) => {
    const dial = (error: Error | null, addresses: readonly { address: string }[]) => {
      if (error) return callback(error, null);
      dialled.push(...addresses.map(({ address }) => address));
      if (port === undefined) return callback(new Error("Nobody is called"), null);
      const socket: Socket = connect(port, "127.0.0.1", () => callback(null, socket));
    };
    // The stub asks as Node does, for all addresses.
    options.lookup(target.hostname, { all: true }, dial as never);
  };
  return { connector, dialled };
}

describe("the way out", () => {
  it.each([
    [["127.0.0.1"]],
    [["93.184.216.34", "10.0.0.1"]],
    [["10.0.0.1", "93.184.216.34"]],
    [["93.184.216.34", "::1"]],
    [["2606:4700:4700::1111", "169.254.169.254"]],
    [["::ffff:93.184.216.34"]],
  ])("connects to nobody when a name stands for %j", async (addresses) => {
    const { connector, dialled } = stub(undefined);
    const egress = egressOf({ resolver: resolverOf(addresses), allowPrivate: false, connector });
    expect(await outcome(egress, "https://hooks.town.example/")).toBe("private-address");
    expect(dialled).toEqual([]);
  });

  it("connects to the address it looked at, though the name stands for another one a moment later", async () => {
    const { connector, dialled } = stub(undefined);
    const resolver = resolverOf(["93.184.216.34"], ["127.0.0.1"]);
    const egress = egressOf({ resolver, allowPrivate: false, connector });
    await outcome(egress, "https://rebind.example/");
    expect(dialled).toEqual(["93.184.216.34"]);
    expect(await outcome(egress, "https://rebind.example/")).toBe("private-address");
    expect(dialled).toEqual(["93.184.216.34"]);
  });

  it("says nothing on a connection that ended up at a private address after all", async () => {
    let asked = 0;
    const port = await serving((_request, response) => {
      asked += 1;
      response.end();
    });
    const { connector } = stub(port);
    const egress = egressOf({ resolver: resolverOf(["93.184.216.34"]), allowPrivate: false, connector });
    expect(await outcome(egress, "http://hooks.town.example/")).toBe("private-address");
    expect(asked).toBe(0);
  });

  it("asks nobody about a private address that the URL names itself", async () => {
    expect(await outcome(egressOf({ allowPrivate: false }), "http://127.0.0.1:8080/")).toBe(
      "private-address",
    );
  });

  it("says when a name stands for nothing", async () => {
    expect(await outcome(egressOf({ allowPrivate: false }), "http://nobody.example/")).toBe("unresolved");
  });

  it("follows no redirect", async () => {
    let asked = 0;
    const port = await serving((request, response) => {
      asked += 1;
      response.writeHead(307, { location: `http://${request.headers.host}/elsewhere` }).end();
    });
    expect(await outcome(egressOf(), `http://127.0.0.1:${port}/`)).toBe(307);
    expect(asked).toBe(1);
  });

  it("reads the first 64 KB of an answer without end, and no bomb in it", async () => {
    const port = await serving((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(16_384)));
      };
      response.on("drain", more);
      more();
    });
    const answer = await egressOf().send({ method: "GET", url: `http://127.0.0.1:${port}/` });
    expect(answer).toMatchObject({ status: 200, body: "x".repeat(65_536) });
  });

  it("goes past the proxies of the environment, with the name in the URL as the host", async () => {
    let host: string | undefined;
    const port = await serving((request, response) => {
      host = request.headers.host;
      response.end("here");
    });
    vi.stubEnv("HTTP_PROXY", "http://127.0.0.1:1");
    vi.stubEnv("http_proxy", "http://127.0.0.1:1");
    const url = `http://hooks.town.example:${port}/a`;
    const answer = await egressOf({ resolver: resolverOf(["127.0.0.1"]) }).send({ method: "GET", url });
    vi.unstubAllEnvs();
    expect([answer.body, host]).toEqual(["here", `hooks.town.example:${port}`]);
  });

  it("waits for an answer so long in all, whether nothing comes or a byte at a time", async () => {
    const silent = await listening(createRawServer(() => undefined));
    const trickling = await serving((_request, response) => {
      response.writeHead(200);
      const drop = () => response.write("x", () => setTimeout(drop, 5));
      drop();
    });
    const egress = egressOf({ patience: { connectMs: 50, answerMs: 150 } });
    const nobody = egressOf({
      resolver: { addresses: () => new Promise(() => undefined) },
      patience: { connectMs: 50, answerMs: 150 },
    });
    expect(await outcome(egress, `http://127.0.0.1:${silent}/`)).toBe("timeout");
    expect(await outcome(egress, `https://127.0.0.1:${silent}/`)).toBe("timeout");
    expect(await outcome(egress, `http://127.0.0.1:${trickling}/`)).toBe("timeout");
    expect(await outcome(nobody, "http://hooks.town.example/")).toBe("timeout");
  });

  it("reads no headers without end", async () => {
    const port = await listening(
      createRawServer((socket) => {
        socket.on("error", () => undefined);
        socket.write(`HTTP/1.1 200 OK\r\nx-long: ${"x".repeat(100_000)}\r\n\r\n`);
      }),
    );
    expect(await outcome(egressOf(), `http://127.0.0.1:${port}/`)).toBe("bad-answer");
  });

  it("says in a word why there was no answer", async () => {
    const closing = await listening(createRawServer((socket) => socket.destroy()));
    const babbling = await listening(createRawServer((socket) => socket.end("babble\r\n\r\n")));
    const plain = await serving((_request, response) => response.end());
    const free = await serving(() => undefined);
    await closers.pop()?.();
    const egress = egressOf();
    expect(await outcome(egress, `http://127.0.0.1:${closing}/`)).toBe("reset");
    expect(await outcome(egress, `http://127.0.0.1:${babbling}/`)).toBe("bad-answer");
    expect(await outcome(egress, `https://127.0.0.1:${plain}/`)).toBe("tls");
    expect(await outcome(egress, `http://127.0.0.1:${free}/`)).toBe("refused");
    expect(await outcome(egress, "ftp://127.0.0.1/")).toBe("invalid-url");
  });
});
