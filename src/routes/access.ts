/** Who may call a route. Every route declares it, or the app does not start. */

import type { LimitName } from "../domain/limits.ts";
import { scopesForClients } from "../services/organizations/agencies/act-for.ts";
import type { Scope } from "../services/organizations/keys/keys.ts";

type DeskRank = "editor" | "managing_editor" | "admin";

/** Anybody; a key of an organisation with this scope; or a key of the desk of at least this rank. */
export type Access = "public" | { readonly submitter: Scope } | { readonly desk: DeskRank };

/** Whether an agency may call a route for a client that approved it. */
export function forClients(access: Access): boolean {
  return typeof access === "object" && "submitter" in access && scopesForClients.includes(access.submitter);
}

/** The limit a route counts against: one of the table, or what a submitter's trust allows. */
export type RouteLimit = LimitName | "submit" | "none";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may call. */
    access?: Access;
    /** What it counts against; by default `read` or `write` for keys, and nothing for the public. */
    limit?: RouteLimit;
    /** A page for people: their browser may bring the key as the password of HTTP's own dialogue. */
    forBrowsers?: boolean;
    /** Whether the answer holds a secret, which an idempotency record then keeps sealed. */
    secret?: boolean;
  }
}
