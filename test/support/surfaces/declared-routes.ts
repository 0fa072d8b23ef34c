/** Every route that a server has and who may call it, as Fastify knows it: also those that its description leaves out. */

import diagnostics from "node:diagnostics_channel";
import type { FastifyInstance, RouteOptions } from "fastify";
import type { Access } from "../../../src/routes/access.ts";
import { pathOf, type Route } from "./route-table.ts";

export interface DeclaredRoute extends Pick<Route, "template" | "path"> {
  readonly method: Route["method"];
  readonly access: Access;
}

/** What Fastify says in this channel each time that it makes a server. */
const channel = "fastify.initialization";

/** Opens something, and returns it with the routes of the servers that it made. */
export async function withRoutes<Opened>(
  open: () => Promise<Opened>,
): Promise<{ readonly opened: Opened; readonly declared: readonly DeclaredRoute[] }> {
  const routes: RouteOptions[] = [];
  const listen = (message: unknown) => {
    (message as { fastify: FastifyInstance }).fastify.addHook("onRoute", (route) => {
      routes.push(route);
    });
  };
  diagnostics.subscribe(channel, listen);
  try {
    // Read when all are there: a plugin may declare for the routes of others.
    return { opened: await open(), declared: routes.flatMap(declaredOf) };
  } finally {
    diagnostics.unsubscribe(channel, listen);
  }
}

function declaredOf({ method, url, config }: RouteOptions): DeclaredRoute[] {
  const { access, allow } = config ?? {};
  // What a path does not have is answered, and is no route of it; nor is what finds nothing.
  if (allow !== undefined || url === "*") return [];
  if (access === undefined) throw new Error(`${url} does not say who may call it`);
  const template = url.replace(/:(\w+)/g, "{$1}");
  return [method]
    .flat()
    .filter((verb) => verb !== "HEAD" && verb !== "OPTIONS")
    .map((verb) => ({ method: verb as Route["method"], template, path: pathOf(template), access }));
}
