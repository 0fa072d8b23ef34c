/** Every route of the API, read from its own description, with what a request needs to get as far as the policy. */

import { type Client, clientOf, type Fields, type Reply } from "../client.ts";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As described, `/v1/releases/{id}`. */
  readonly template: string;
  /** With ids that belong to nobody. */
  readonly path: string;
  readonly summary: string;
  readonly isPublic: boolean;
  readonly isDesk: boolean;
  /** Fields of the JSON body, if it takes one. */
  readonly fields: readonly string[] | undefined;
  readonly query: readonly string[];
  readonly isForm: boolean;
}

const nobodys = "00000000-0000-7000-8000-00000000dead";
const methods = ["get", "post", "put", "patch", "delete"] as const;

/** The routes in the description that the server gives. */
export async function routeTable(reader: Client): Promise<Route[]> {
  const { body: description } = await reader.get("/openapi.json");
  return Object.entries<any>(description.paths).flatMap(([template, operations]) =>
    methods
      .filter((method) => operations[method])
      .map((method): Route => {
        const operation = operations[method];
        const content = operation.requestBody?.content ?? {};
        const schema = resolve(description, content["application/json"]?.schema);
        return {
          method: method.toUpperCase() as Route["method"],
          template,
          path: pathOf(template),
          summary: operation.summary,
          isPublic: operation.security?.length === 0,
          isDesk: template.startsWith("/v1/admin/"),
          fields: schema && Object.keys(schema.properties ?? {}),
          query: (operation.parameters ?? [])
            .filter((parameter: any) => parameter.in === "query")
            .map((parameter: any) => parameter.name),
          isForm: "multipart/form-data" in content,
        };
      }),
  );
}

/** A path with ids that belong to nobody. */
export function pathOf(template: string): string {
  return template.replace(/\{(id|delivery)\}/g, nobodys).replace(/\{[^}]+\}/g, "no-such-thing");
}

function resolve(description: any, schema: any): any {
  if (schema?.$ref)
    return resolve(description, description.components.schemas[schema.$ref.split("/").at(-1)]);
  return schema?.anyOf?.find((one: any) => one.properties) ?? schema;
}

/** Calls a route, with any key and body. */
export function call(
  origin: string,
  { method, path }: Pick<Route, "method" | "path">,
  { key, body, headers }: { key?: string | undefined; body?: unknown; headers?: Fields } = {},
): Promise<Reply<any>> {
  const client = clientOf(origin, key);
  if (method === "GET") return client.get(path, headers);
  if (method === "DELETE") return client.delete(path, headers);
  const send = { POST: client.post, PUT: client.put, PATCH: client.patch }[method];
  return send(path, body, headers);
}
