/** Closing without cutting requests: connections that clients keep alive are closed as soon as they are idle. */

import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

/** How often to look for connections that have become idle while the server closes. */
const lookEveryMs = 50;

/** A request that is still on its way in or out by then is a client that does not read or write. */
const cutAfterMs = 15_000;

/** On Node 20 a server waits for kept-alive connections until their time-out, 72 s by default. */
export const closeIdleConnections = fp(async (app: FastifyInstance) => {
  app.addHook("preClose", (done) => {
    const timer = setInterval(() => app.server.closeIdleConnections(), lookEveryMs);
    const end = setTimeout(() => app.server.closeAllConnections(), cutAfterMs);
    app.server.once("close", () => {
      clearInterval(timer);
      clearTimeout(end);
    });
    done();
  });
});
