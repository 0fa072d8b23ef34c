/** RFC 9457 for every answer that is not a success: no error escapes the format, and no accident tells its details. */

import { STATUS_CODES } from "node:http";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { AppError, problemTypes } from "../errors.ts";

const contentType = "application/problem+json; charset=utf-8";

/** The body of a problem; `type` is relative, so that it holds wherever the newsroom is reached. */
interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance: string;
}

function decisionProblem(error: AppError, instance: string): Problem {
  const { status, title } = problemTypes[error.type];
  return {
    type: `/problems/${error.type}`,
    title,
    status,
    detail: error.message,
    instance,
    ...error.members,
  };
}

/** What the framework refuses has no type of its own: `about:blank` with the status phrase (RFC 9457, 4.2.1). */
function blankProblem(status: number, instance: string, detail?: string): Problem {
  const title = STATUS_CODES[status] ?? "Error";
  return { type: "about:blank", title, status, ...(detail && { detail }), instance };
}

function send(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type(contentType).send(JSON.stringify(problem));
}

const instanceOf = (request: FastifyRequest) => `urn:request:${request.id}`;

/** The connection to the database is lost or full; Prisma's and pg's words for it. */
const databaseAway =
  /P1001|P1002|P1008|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|57P0[123]|53300|timeout exceeded when trying to connect|Connection terminated/;

function isDatabaseAway(error: FastifyError): boolean {
  const cause = error.cause instanceof Error ? error.cause.message : "";
  return databaseAway.test(`${error.code ?? ""} ${error.message} ${cause}`);
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const instance = instanceOf(request);
  if (error instanceof AppError) return send(reply.headers(error.headers), decisionProblem(error, instance));
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return send(reply, blankProblem(status, instance, error.message));
  request.log.error({ err: error }, `Request ${request.id} failed by accident`);
  if (isDatabaseAway(error)) {
    return send(
      reply.header("retry-after", "1"),
      blankProblem(503, instance, "The database is away; try again."),
    );
  }
  return send(reply, blankProblem(500, instance));
}

/** Answers for errors and unknown routes. */
export const problemDetails = fp(async (app: FastifyInstance) => {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) =>
    send(reply, blankProblem(404, instanceOf(request), "There is no such route.")),
  );
});

/** Answers for what the framework refuses before a route is known, such as a malformed URL. */
export function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  void send(reply, blankProblem(error.statusCode ?? 400, instanceOf(request), error.message));
}
