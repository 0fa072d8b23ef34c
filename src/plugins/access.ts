/** Who asks, whether they may, and how much of it: decided before the body is read (ADR-0005). */

import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import fp from "fastify-plugin";
import { limitHeaders } from "../adapters/limits.ts";
import type { Actor, Context, Newsroom } from "../context.ts";
import type { LimitName } from "../domain/limits.ts";
import { AppError } from "../errors.ts";
import type { Access, RouteLimit } from "../routes/access.ts";
import type { Authenticator } from "../services/organizations/authenticate.ts";

declare module "fastify" {
  interface FastifyRequest {
    context: Context;
  }
}

const ranks: readonly string[] = ["editor", "managing_editor", "admin"];

/** Puts the context on every request that its route's policy lets through. */
export const access = fp(
  async (app: FastifyInstance, options: { newsroom: Newsroom; authenticate: Authenticator }) => {
    const { newsroom, authenticate } = options;
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
      const actor = await actorOf(request, policy, newsroom, authenticate);
      request.context = { ...newsroom, log: request.log as Newsroom["log"], actor, address: request.ip };
      await count(request, reply, newsroom, actor);
    });
  },
);

async function actorOf(
  request: FastifyRequest,
  policy: Access | undefined,
  { limits }: Newsroom,
  authenticate: Authenticator,
): Promise<Actor> {
  if (policy === "public" || policy === undefined)
    return { role: "anonymous", id: request.ip, name: "Anonymous" };
  const key = /^Bearer +([\x21-\x7e]{1,256}) *$/i.exec(request.headers.authorization ?? "")?.[1];
  const actor = key === undefined ? undefined : await authenticate(key);
  if (actor) return allowed(actor, policy);
  if (key !== undefined) await limits.take("failed-key", network(request.ip));
  throw new AppError(
    "unknown-key",
    "Send a valid key as `Authorization: Bearer KEY`.",
    {},
    {
      "www-authenticate": 'Bearer realm="dateline"',
    },
  );
}

function allowed(actor: Actor, policy: Exclude<Access, "public">): Actor {
  if ("submitter" in policy) {
    if (actor.role !== "submitter") throw new AppError("forbidden", "This needs a key of an organisation.");
    if (actor.trust === "suspended") {
      throw new AppError("organization-suspended", "The organisation is suspended; write to the desk.");
    }
    if (actor.scopes.includes(policy.submitter)) return actor;
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
  const key = actor.role === "anonymous" || actor.role === "system" ? network(request.ip) : actor.keyId;
  const allowance = await limits.take(limit, key);
  if (allowance) reply.headers(limitHeaders(allowance));
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

/** Whoever has one IPv6 address has its whole /64, however the address is shortened. */
function network(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail = ""] = address.split("%")[0]?.split("::") ?? [];
  const groups = head.split(":").filter((group) => group !== "");
  const after = tail.split(":").filter((group) => group !== "");
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => "0");
  const network = [...groups, ...zeros, ...after].slice(0, 4);
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}
