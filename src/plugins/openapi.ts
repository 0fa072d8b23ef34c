/** The API's description, generated from the routes: `/openapi.json`, and a page to try it at `/docs`. */

import swagger from "@fastify/swagger";
import Fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import fp from "fastify-plugin";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { notFound } from "../errors.ts";
import { forClients } from "../routes/access.ts";

const description = `Takes a news release from the business, club or town hall that writes it to the readers of a local newspaper.

Errors are RFC 9457 problem documents. Changes need \`If-Match\`; every POST that creates or decides takes an
\`Idempotency-Key\`. Lists are pages with an opaque cursor. Instants are RFC 3339 in UTC.`;

const config = { access: "public", limit: "none" } as const;
const pagePolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";

/** Read with the key, before the route; here only to be described. */
const onBehalfOf = {
  type: "object",
  properties: {
    "on-behalf-of": {
      type: "string",
      format: "uuid",
      description: "For an agency: the client that it acts for, which has approved it.",
    },
  },
};

const file = { type: "string", format: "binary" };

/** Where a release may come as a form, the form has the release as one of its parts. */
function describeForms<Description extends ReturnType<typeof jsonSchemaTransformObject>>(
  description: Description,
): Description {
  for (const [path, operations] of Object.entries(description.paths ?? {})) {
    const { content } =
      (operations as { post?: { requestBody?: { content?: Record<string, unknown> } } }).post?.requestBody ??
      {};
    if (!content?.["multipart/form-data"]) continue;
    const release = (content["application/json"] as { schema?: object } | undefined)?.schema;
    if (!release) continue;
    const attachments = path === "/v1/checks" ? {} : { attachments: { type: "array", items: file } };
    const document = {
      ...file,
      description: ".docx, .pdf, .txt, .md or .html, read as a news release; `release` replaces what it says",
    };
    content["multipart/form-data"] = {
      schema: { type: "object", properties: { release, document, ...attachments } },
    };
  }
  return description;
}

/** The page is a plugin of others with four megabytes of code, which is loaded when somebody asks for it. */
async function openPage(): Promise<FastifyInstance> {
  const { default: reference } = await import("@scalar/fastify-api-reference");
  const page = Fastify();
  await page.register(reference, { routePrefix: "/docs", configuration: { url: "/openapi.json" } });
  return page;
}

/** Hands what is asked below `/docs` to the page, which brings its own routes. */
const page: FastifyPluginAsync = async (scope) => {
  let opened: Promise<FastifyInstance> | undefined;
  const give = async (request: FastifyRequest, reply: FastifyReply) => {
    opened ??= openPage();
    const given = await (await opened).inject({ method: "GET", url: request.url });
    if (given.statusCode === 404) throw notFound("page");
    const { "content-type": type, location } = given.headers;
    if (typeof location === "string") return reply.redirect(location, given.statusCode);
    return reply.header("content-security-policy", pagePolicy).type(String(type)).send(given.rawPayload);
  };
  const options = { config, schema: { hide: true } };
  scope.get("/docs", options, give);
  scope.get("/docs/*", options, give);
};

/** Serves the description and the page. */
export const openapi = fp(async (app: FastifyInstance, { baseUrl }: { baseUrl: string }) => {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Dateline", version: "1", description, license: { name: "MIT", identifier: "MIT" } },
      servers: [{ url: baseUrl }],
      components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
      security: [{ key: [] }],
    },
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route);
      const access = route.route.config?.access ?? "public";
      // What anybody may call says so; everything else takes the document's `key`.
      if (access === "public") return { url, schema: { ...schema, security: [] } };
      return { url, schema: forClients(access) ? { ...schema, headers: onBehalfOf } : schema };
    },
    transformObject: (given) => describeForms(jsonSchemaTransformObject(given)),
  });
  app.get("/openapi.json", { config, schema: { hide: true } }, async () => app.swagger());
  await app.register(page);
});
