/** Refusing a body without cutting off who is still sending it. */

import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

/**
 * Where a parser refuses a body, the framework closes the connection with the answer; whoever still sends then gets a
 * reset from the kernel, which takes the answer with it. So the connection is kept, and what comes is read and thrown
 * away, until the client has done or the time for requests is over.
 */
export const unreadBodies = fp(async (app: FastifyInstance) => {
  app.addHook("onSend", (request, reply, payload, done) => {
    if (reply.getHeader("connection") === "close") {
      reply.removeHeader("connection");
      request.raw.resume();
    }
    done(null, payload);
  });
});
