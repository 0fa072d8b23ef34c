/** RFC 9457 for every answer that is not a success: no error escapes the format, and no accident tells its details. */

import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { StoreAway } from "../adapters/media/store.ts";
import { AppError, type ProblemType, problemTypes } from "../errors.ts";
import { tellBrowsers } from "./browser-headers.ts";
import { withQueryFaults } from "./validation.ts";

const contentType = "application/problem+json; charset=utf-8";

/** The body of a problem; `type` is relative, so that it holds wherever the newsroom is reached. */
interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance: string;
}

/** What the framework refuses, by its status; anything else of the kind is a request that cannot be read. */
const refusedByFramework: Record<number, ProblemType> = {
  404: "not-found",
  408: "request-timeout",
  413: "payload-too-large",
  414: "uri-too-long",
  415: "unsupported-media-type",
  431: "headers-too-large",
};

function problemOf(type: ProblemType, id: string, detail?: string, members: object = {}): Problem {
  const { status, title } = problemTypes[type];
  // The members of RFC 9457 come last: nothing may stand in their place.
  return {
    ...members,
    type: `/problems/${type}`,
    title,
    status,
    ...(detail && { detail }),
    instance: `urn:request:${id}`,
  };
}

function send(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .header("x-request-id", reply.request.id)
    .type(contentType)
    .send(JSON.stringify(problem));
}

/** The connection to the database is lost or full; Prisma's and pg's words for it. */
const databaseAway =
  /P1001|P1002|P1008|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|57P0[123]|53300|timeout exceeded when trying to connect|Query read timeout|Connection terminated/;

/** What the newsroom cannot do without and is away, where that is why it failed. */
function whatIsAway(error: FastifyError): string | undefined {
  if (error instanceof StoreAway) return "store of files";
  const cause = error.cause instanceof Error ? error.cause.message : "";
  return databaseAway.test(`${error.code ?? ""} ${error.message} ${cause}`) ? "database" : undefined;
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof AppError) {
    const { type, message, members, headers } = withQueryFaults(error, request);
    return send(reply.headers(headers), problemOf(type, request.id, message, members));
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    return send(
      reply,
      problemOf(refusedByFramework[status] ?? "malformed-request", request.id, error.message),
    );
  }
  request.log.error({ err: error }, `Request ${request.id} failed by accident`);
  const away = whatIsAway(error);
  if (away === undefined) return send(reply, problemOf("internal-error", request.id));
  return send(
    reply.header("retry-after", "1"),
    problemOf("unavailable", request.id, `The ${away} is away; try again.`),
  );
}

/** Answers for errors and unknown routes. */
export const problemDetails = fp(async (app: FastifyInstance) => {
  app.setErrorHandler(answerError);
  // RFC 9112, 3.2; Node itself would refuse it without a word.
  app.addHook("onRequest", async ({ headers, raw }) => {
    if (headers.host === undefined && raw.httpVersion === "1.1") {
      throw new AppError("malformed-request", "A request of HTTP/1.1 needs the header Host.");
    }
  });
  app.setNotFoundHandler((request, reply) =>
    send(reply, problemOf("not-found", request.id, "There is no such route.")),
  );
});

/** Answers for what the framework refuses before a route is known, such as a malformed URL. */
export function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const type = refusedByFramework[error.statusCode ?? 400] ?? "malformed-request";
  // No hook has seen it.
  tellBrowsers(request.raw, reply.raw);
  void send(reply, problemOf(type, request.id, error.message));
}

const refusedByParser: Record<string, ProblemType> = {
  HPE_HEADER_OVERFLOW: "headers-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "request-timeout",
};

/** Answers what is no HTTP request, or came too slowly to be one, and closes the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const id = randomUUID();
  const problem = problemOf(refusedByParser[error.code ?? ""] ?? "malformed-request", id);
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\ncontent-type: ${contentType}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nx-request-id: ${id}\r\nconnection: close\r\n\r\n${body}`,
  );
}
