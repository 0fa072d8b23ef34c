/** Assembles the HTTP side: plugins, then routes. Listens on nothing. */

import multipart from "@fastify/multipart";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { serializerCompiler } from "fastify-type-provider-zod";
import { z } from "zod";
import { type Newsroom, systemContext } from "./context.ts";
import { access } from "./plugins/access.ts";
import { keptAnswers } from "./plugins/answers/answers.ts";
import { conditionalGet } from "./plugins/answers/conditional-get.ts";
import { type Readiness, serverWith } from "./plugins/answers/ready.ts";
import { requestId } from "./plugins/answers/writer.ts";
import { articleStream } from "./plugins/article-stream.ts";
import { browserHeaders } from "./plugins/browser-headers.ts";
import { closeIdleConnections } from "./plugins/close-idle-connections.ts";
import { exposedKeys } from "./plugins/exposed-keys.ts";
import { lateness } from "./plugins/lateness.ts";
import { openapi } from "./plugins/openapi.ts";
import { type Operation, operators } from "./plugins/operators.ts";
import { otherMethods } from "./plugins/other-methods.ts";
import { otherSites } from "./plugins/other-sites.ts";
import { answerClientError, answerFrameworkError, problemDetails } from "./plugins/problem-details.ts";
import { readJson } from "./plugins/read-json.ts";
import { requestLog } from "./plugins/request-log.ts";
import { unreadBodies } from "./plugins/unread-bodies.ts";
import { validatorCompiler } from "./plugins/validation.ts";
import { ArticleStream } from "./services/articles/stream.ts";
import { createClientFinder } from "./services/organizations/agencies/act-for.ts";
import { createAuthenticator } from "./services/organizations/keys/authenticate.ts";
import { countLatePublications } from "./services/pipeline/lateness.ts";

/** A release of 60,000 characters fits several times over, escaped. */
const bodyLimitBytes = 1024 * 1024;
const headersTimeoutMs = 10_000;
const requestTimeoutMs = 60_000;

/** A Fastify with this project's manners, and no routes but the operators'. */
export async function createServer(newsroom: Newsroom, operation: Operation): Promise<FastifyInstance> {
  const { answers, log } = newsroom;
  const readiness: Readiness = { answers, log, observerOf: () => () => undefined, isClosing: false };
  const app = Fastify({
    // Typed as the framework knows it; plugins are written for any logger.
    loggerInstance: newsroom.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: newsroom.config.TRUST_PROXY,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: headersTimeoutMs, requireHostHeader: false },
    routerOptions: { maxParamLength: 300 },
    requestIdHeader: false,
    genReqId: requestId,
    serverFactory: serverWith(readiness),
    frameworkErrors: answerFrameworkError,
    // While it closes, what still comes in on an open connection is answered, and the connection closed with it.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(browserHeaders);
  await app.register(problemDetails);
  await app.register(unreadBodies);
  await app.register(requestLog);
  await app.register(exposedKeys);
  await app.register(closeIdleConnections);
  await app.register(otherMethods);
  await app.register(otherSites);
  const authenticate = createAuthenticator(newsroom);
  await app.register(access, { newsroom, authenticate, findClient: createClientFinder(newsroom) });
  await app.register(operators, operation);
  readiness.observerOf = app.observerOf;
  app.addHook("preClose", async () => {
    readiness.isClosing = true;
  });
  const countLate = () => countLatePublications(systemContext(newsroom, "metrics"));
  await app.register(lateness, { registry: operation.registry, countLate });
  return app;
}

/** The whole API. What it is made of is loaded here: a worker needs none of it, and starts half a second sooner. */
export async function createApp(newsroom: Newsroom, operation: Operation): Promise<FastifyInstance> {
  const [{ routes }, { board }] = await Promise.all([
    import("./routes/index.ts"),
    import("./routes/administration/board.ts"),
  ]);
  const app = await createServer(newsroom, operation);
  await app.register(readJson);
  app.addHook("onRoute", (route) => {
    // A query that nobody declared is refused like an unknown field of a body.
    if (route.schema && !route.schema.querystring) route.schema.querystring = z.strictObject({});
  });
  await app.register(conditionalGet);
  const { answers, config } = newsroom;
  await app.register(keptAnswers, { answers, sharedSeconds: config.CDN_SECONDS });
  const stream = new ArticleStream(newsroom);
  await app.register(articleStream, { registry: operation.registry, stream });
  await app.register(multipart);
  await app.register(openapi, { baseUrl: newsroom.config.baseUrl });
  await app.register(routes);
  await app.register(board, { newsroom });
  app.answerOtherMethods();
  await app.ready();
  return app;
}
