/** A key in an address is exposed to logs, histories and onlookers: it is refused there, whoever else asks. */

import fp from "fastify-plugin";
import { AppError } from "../errors.ts";

/** The part of a key that may be logged, before the part that may not. */
const inAddress = /dl_(?:org|staff)_[0-9A-Za-z]{8,20}(?=_[0-9A-Za-z]{20,60})/;

/** Refuses a request with a key in its address, and logs which key that was, so that somebody revokes it. */
export const exposedKeys = fp(async (app) => {
  app.addHook("onRequest", (request, _reply, done) => {
    const prefix = inAddress.exec(request.url)?.[0];
    if (prefix === undefined) return done();
    request.log.warn({ key: { prefix } }, `Key ${prefix} came in an address, and is exposed`);
    done(
      new AppError(
        "unknown-key",
        "A key in an address is exposed: revoke it, and send another as `Authorization: Bearer KEY`.",
        {},
        { "www-authenticate": 'Bearer realm="dateline"' },
      ),
    );
  });
});
