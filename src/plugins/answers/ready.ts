/** Answers that are ready, given before the framework looks at the request: what most readers ask for, most of the time. */

import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from "node:http";
import type { FastifyServerFactory } from "fastify";
import type { Logger } from "pino";
import type { KeptAnswer, KeptAnswers } from "../../adapters/answers/answers.ts";
import type { Form } from "../../adapters/answers/forms.ts";
import { keyOfUrl } from "../../domain/answers/answer-key.ts";
import { likeLines } from "../../log-lines.ts";
import { requestId, writeAnswer } from "./writer.ts";

export interface Readiness {
  readonly answers: KeptAnswers;
  readonly log: Logger;
  /** What counts answers of a kind. */
  observerOf: (method: string, route: string, status: number) => (seconds: number) => void;
  /** While the server closes, the framework answers, which closes the connection. */
  isClosing: boolean;
}

/** What the framework has set by then for a server that it does not make itself. */
interface ServerSettings {
  readonly http: ServerOptions;
  readonly keepAliveTimeout: number;
  readonly requestTimeout: number;
  readonly connectionTimeout: number;
}

/** A server that answers what is ready itself, and hands everything else to the framework. */
export function serverWith(readiness: Readiness): FastifyServerFactory {
  return (handler, options) => {
    const { http, keepAliveTimeout, requestTimeout, connectionTimeout } =
      options as unknown as ServerSettings;
    const ready = new ReadyAnswers(readiness);
    const server = createServer(http, (request, response) => {
      if (!ready.give(request, response)) handler(request, response);
    });
    server.keepAliveTimeout = keepAliveTimeout;
    server.requestTimeout = requestTimeout;
    server.setTimeout(connectionTimeout);
    return server;
  };
}

/** How answers of one kind are counted and logged: what their lines share is written once. */
interface Account {
  readonly observe: (seconds: number) => void;
  readonly log: (reqId: string, elapsedMs: number) => void;
}

class ReadyAnswers {
  readonly #readiness: Readiness;
  readonly #accounts = new Map<string, Account[]>();

  constructor(readiness: Readiness) {
    this.#readiness = readiness;
  }

  /** Answers, now or in a moment, or leaves it to others. */
  give(request: IncomingMessage, response: ServerResponse): boolean {
    const begun = performance.now();
    const answer = this.#find(request);
    if (answer === undefined) return false;
    const accepted = request.headers["accept-encoding"];
    const form = answer.forms.preferred(typeof accepted === "string" ? accepted : undefined);
    if (form instanceof Promise) void this.#writeLater(answer, form, request, response, begun);
    else this.#write(answer, form, request, response, begun);
    return true;
  }

  #find({ method, url = "", headers }: IncomingMessage): KeptAnswer | undefined {
    if ((method !== "GET" && method !== "HEAD") || headers.host === undefined) return undefined;
    const hasBody = headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
    const { answers, isClosing } = this.#readiness;
    if (hasBody || isClosing || answers.pending() !== undefined) return undefined;
    const key = keyOfUrl(url);
    return key === undefined ? undefined : answers.find(key);
  }

  async #writeLater(
    answer: KeptAnswer,
    form: Promise<Form>,
    request: IncomingMessage,
    response: ServerResponse,
    begun: number,
  ): Promise<void> {
    try {
      this.#write(answer, await form, request, response, begun);
    } catch {
      response.destroy();
    }
  }

  #write(
    answer: KeptAnswer,
    form: Form,
    request: IncomingMessage,
    response: ServerResponse,
    begun: number,
  ): void {
    const reqId = requestId(request);
    const status = writeAnswer(answer, form, request, response, reqId);
    const tookMs = performance.now() - begun;
    const { observe, log } = this.#accountOf(request.method ?? "", answer.route, status);
    observe(tookMs / 1000);
    log(reqId, Math.round(tookMs));
  }

  #accountOf(method: string, route: string, status: 200 | 304): Account {
    const kind = (method === "HEAD" ? 2 : 0) + (status === 304 ? 1 : 0);
    const known = this.#accounts.get(route)?.[kind];
    if (known) return known;
    const { log, observerOf } = this.#readiness;
    const account = {
      observe: observerOf(method, route, status),
      log: likeLines(log, { method, route, status }, `${method} ${route} ${status}`),
    };
    const accounts = this.#accounts.get(route) ?? [];
    accounts[kind] = account;
    this.#accounts.set(route, accounts);
    return account;
  }
}
