/**
 * Bull Board, the page of the queues, at `/admin/queues`: a plugin of others, whose routes cannot say who may call
 * them, record who did what, or keep to the format of problems. Its neighbours here do that for it.
 */

import { createBullBoard } from "@bull-board/api";
import type { IServerAdapter } from "@bull-board/api/typings/app";
import { FastifyAdapter } from "@bull-board/fastify";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { Newsroom } from "../../context.ts";
import { AppError, type ProblemType, problemTypes } from "../../errors.ts";
import { holdAllWork, recordBoardAction } from "../../services/administration/queues.ts";
import { refuseBound } from "../../services/administration/staff/reach.ts";
import { editorOf } from "../actors.ts";

const place = "/admin/queues";

/** Its scripts are files of its own; its styles are also set by them. Its fonts at a third party stay away. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The page for administrators of all publications, with everything that is changed on it recorded. */
export const board: FastifyPluginAsync<{ newsroom: Newsroom }> = async (app, { newsroom }) => {
  app.addHook("onRoute", (route) => {
    route.config = { ...route.config, access: { desk: "admin" }, forBrowsers: true };
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.header("content-security-policy", pagePolicy).header("cross-origin-resource-policy", "same-origin");
    refuseBound(editorOf(request).actor, holdAllWork);
    if (changes(request)) refuseStrangePage(request);
  });
  app.addHook("preHandler", async (request) => {
    if (changes(request))
      await recordBoardAction(editorOf(request), actionOf(request, newsroom.config.QUEUE_PREFIX));
  });
  app.addHook("onSend", async (request, reply, payload) => {
    reply.header("cache-control", "private, no-store");
    return reply.statusCode >= 400 ? asProblem(request, reply, payload) : payload;
  });
  const serverAdapter = new FastifyAdapter().setBasePath(place);
  createBullBoard({
    queues: newsroom.queues.boardAdapters(),
    // The adapter names the same interface by its own copy of the package, of the patch version before.
    serverAdapter: serverAdapter as unknown as IServerAdapter,
    options: { uiConfig: { boardTitle: "Dateline" } },
  });
  // An accident is the newsroom's to answer: the page's own way would tell its details.
  serverAdapter.setErrorHandler((error) => {
    throw error;
  });
  await app.register(serverAdapter.registerPlugin(), { prefix: place });
};

const changes = ({ method }: FastifyRequest) => !["GET", "HEAD", "OPTIONS"].includes(method);

/** A browser sends the key with whatever page asks it to, so a change has to come from this one. */
function refuseStrangePage({ headers }: FastifyRequest): void {
  const site = headers["sec-fetch-site"];
  const origin = headers.origin?.replace(/^https?:\/\//, "");
  const own = site === undefined ? origin !== undefined && origin === headers.host : site === "same-origin";
  if (!own) throw new AppError("forbidden", "Changes are made on the page itself.");
}

/** The last word of the route's address is what is done: `/api/queues/:queueName/:jobId/retry`. */
function actionOf(request: FastifyRequest, prefix: string) {
  const words = (request.routeOptions.url ?? "").slice(place.length).split("/");
  const { queueName = "all", jobId = null } = request.params as { queueName?: string; jobId?: string };
  const action = words.findLast((word) => !word.startsWith(":")) ?? "";
  return { queue: queueName.replace(`${prefix}-`, ""), job: jobId, action: action.replaceAll("-", "_") };
}

/** What the page itself refuses, as a problem that still says it in the page's own way; but no accident's details. */
function asProblem(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const isProblem = String(reply.getHeader("content-type")).startsWith("application/problem+json");
  if (isProblem || typeof payload !== "string") return payload;
  const type = typeOf(reply.statusCode);
  const { title, status } = problemTypes[type];
  reply.code(status).type("application/problem+json; charset=utf-8").removeHeader("content-length");
  const own = type === "internal-error" ? {} : JSON.parse(payload);
  return JSON.stringify({
    ...own,
    type: `/problems/${type}`,
    title,
    status,
    instance: `urn:request:${request.id}`,
  });
}

function typeOf(status: number): ProblemType {
  if (status >= 500) return "internal-error";
  return status === 404 ? "not-found" : "malformed-request";
}
