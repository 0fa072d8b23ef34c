/** Who asks, whether they may, and how much of it: decided before the body is read (ADR-0005). */

import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import fp from "fastify-plugin";
import { limitHeaders } from "../adapters/limits.ts";
import { type Actor, type Context, having, type Newsroom, type Submitter } from "../context.ts";
import { networkOf } from "../domain/addresses/network.ts";
import type { LimitName } from "../domain/limits.ts";
import { AppError, invalidRequest, notFound } from "../errors.ts";
import { type Access, forClients, type RouteLimit } from "../routes/access.ts";
import type { ClientFinder } from "../services/organizations/agencies/act-for.ts";
import type { Authenticator } from "../services/organizations/keys/authenticate.ts";
import { challengeOf, keyIn } from "./key-in.ts";

declare module "fastify" {
  interface FastifyRequest {
    context: Context;
  }
}

/** Where keys and agencies' clients are looked up. */
interface Registers {
  readonly authenticate: Authenticator;
  readonly findClient: ClientFinder;
}

const ranks: readonly string[] = ["editor", "managing_editor", "admin"];

/** Puts the context on every request that its route's policy lets through. */
export const access = fp(
  async (app: FastifyInstance, { newsroom, ...registers }: Registers & { newsroom: Newsroom }) => {
    app.decorateRequest("context");
    const routes: RouteOptions[] = [];
    app.addHook("onRoute", (route) => {
      // A preflight carries no key, and its answer is about the route and not the caller.
      if (route.method === "OPTIONS") route.config = { ...route.config, access: "public", limit: "none" };
      routes.push(route);
    });
    // Asked when all are registered, since a plugin may declare for what others brought along.
    app.addHook("onReady", async () => {
      const silent = routes.filter(({ config }) => config?.access === undefined);
      if (silent.length === 0) return;
      const names = silent.map(({ method, url }) => `${String(method)} ${url}`);
      throw new Error(`These routes do not say who may call them: ${names.join(", ")}`);
    });
    app.addHook("onRequest", async (request, reply) => {
      if (request.is404) return;
      const policy = request.routeOptions.config.access;
      if (policy !== "public") reply.header("cache-control", "private, no-store");
      const actor = await actorOf(request, policy, newsroom, registers);
      const log = request.log as Newsroom["log"];
      request.context = having(newsroom, { log, actor, address: request.ip });
      await count(request, reply, newsroom, actor);
    });
  },
);

async function actorOf(
  request: FastifyRequest,
  policy: Access | undefined,
  { limits }: Newsroom,
  { authenticate, findClient }: Registers,
): Promise<Actor> {
  if (policy === "public" || policy === undefined)
    return { role: "anonymous", id: request.ip, name: "Anonymous" };
  // Whoever tries one client after another is as one who tries keys.
  const failed = () => limits.take("failed-key", networkOf(request.ip));
  const holder = await holderOf(request, authenticate, failed);
  request.caller = { role: holder.role, id: holder.id };
  const actor = allowed(holder, policy);
  const client = clientOf(request, policy);
  if (client === undefined || actor.role !== "submitter") return actor;
  const acting = await findClient(actor, client);
  if (acting) return unlessSuspended(acting);
  await failed();
  throw notFound("client");
}

async function holderOf(
  request: FastifyRequest,
  authenticate: Authenticator,
  failed: () => Promise<unknown>,
): Promise<Actor> {
  const key = keyIn(request);
  const actor = key === undefined ? undefined : await authenticate(key);
  if (actor) return actor;
  if (key !== undefined) await failed();
  throw new AppError(
    "unknown-key",
    "Send a valid key as `Authorization: Bearer KEY`.",
    {},
    challengeOf(request),
  );
}

/** Whom an agency says it acts for, at a route that is open to agencies. */
function clientOf(request: FastifyRequest, policy: Exclude<Access, "public">): string | undefined {
  const client = request.headers["on-behalf-of"];
  if (client === undefined) return undefined;
  if (!forClients(policy)) throw new AppError("forbidden", "An agency does not do this for its clients.");
  if (typeof client === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(client)) {
    return client.toLowerCase();
  }
  throw invalidRequest({ pointer: "On-Behalf-Of", detail: "must be the id of an organisation" });
}

function unlessSuspended(actor: Submitter): Submitter {
  if (actor.trust !== "suspended") return actor;
  throw new AppError("organization-suspended", "The organisation is suspended; write to the desk.");
}

function allowed(actor: Actor, policy: Exclude<Access, "public">): Actor {
  if ("submitter" in policy) {
    if (actor.role !== "submitter") throw new AppError("forbidden", "This needs a key of an organisation.");
    if (unlessSuspended(actor).scopes.includes(policy.submitter)) return actor;
    throw new AppError("forbidden", `This needs a key with the scope ${policy.submitter}.`);
  }
  const rank = ranks.indexOf(actor.role);
  if (rank >= ranks.indexOf(policy.desk)) return actor;
  throw new AppError("forbidden", `This needs a key of the desk, of at least the rank ${policy.desk}.`);
}

async function count(
  request: FastifyRequest,
  reply: FastifyReply,
  { limits }: Newsroom,
  actor: Actor,
): Promise<void> {
  const limit = limitOf(request.routeOptions.config.limit, request.method, actor);
  if (limit === undefined) return;
  const key = actor.role === "anonymous" || actor.role === "system" ? networkOf(request.ip) : actor.keyId;
  const allowance = await limits.take(limit, key);
  // What is kept for others says nothing of whoever asked first.
  const isShared = request.routeOptions.config.cached !== undefined;
  if (allowance && !isShared) reply.headers(limitHeaders(allowance));
}

function limitOf(declared: RouteLimit | undefined, method: string, actor: Actor): LimitName | undefined {
  if (declared === "none") return undefined;
  if (declared === "submit")
    return actor.role === "submitter" && actor.trust !== "suspended" ? `submit-${actor.trust}` : "write";
  if (declared !== undefined) return declared;
  if (actor.role === "anonymous") return undefined;
  if (actor.role !== "submitter") return "desk";
  return method === "GET" || method === "HEAD" ? "read" : "write";
}
