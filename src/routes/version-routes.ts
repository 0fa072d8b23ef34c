/** What a release said from version to version: the same to read for its submitter and for the desk. */

import type { FastifyReply } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  type Comparison,
  compareVersions,
  findVersion,
  listVersions,
  type Version,
} from "../services/releases/read-versions.ts";
import type { Access } from "./access.ts";
import { diffPage } from "./diff-page.ts";
import { longPageQuery, pageOf, readCursor, writeCursor } from "./pagination.ts";
import { copyOut, instantOut, iso } from "./representations.ts";

const number = z.coerce.number().int().min(1).max(2_147_483_647);
export const versionParams = z.object({ id: z.uuid(), n: number });

const versionOut = z
  .object({
    number: z.int(),
    author: z.object({ role: z.string(), name: z.string() }),
    notice: z.string().nullable(),
    createdAt: instantOut,
    ...copyOut,
  })
  .meta({ id: "ReleaseVersion" });

const run = z.object({ op: z.enum(["equal", "insert", "delete"]), text: z.string() });
const comparisonOut = z
  .object({
    from: z.int().nullable(),
    to: z.int(),
    changes: z.array(z.object({ field: z.string(), runs: z.array(run) })),
  })
  .meta({ id: "VersionComparison" });

const diffQuery = z.strictObject({
  from: number.optional().meta({ description: "The version to compare with; by default the one before." }),
  format: z.enum(["json", "html"]).default("json"),
});

/** The routes that read versions, for whoever the access is for. */
export function versionRoutes(tag: string, access: Access): FastifyPluginAsyncZod {
  const config = { access };
  const tags = [tag];
  return async (app) => {
    app.get(
      "/releases/:id/versions",
      {
        config,
        schema: {
          tags,
          summary: "What it said, and when",
          description:
            "The newest first. A page has at most a megabyte of text, and may have fewer than `limit` for it.",
          params: z.object({ id: z.uuid() }),
          querystring: z.strictObject(longPageQuery),
          response: { 200: pageOf(versionOut) },
        },
      },
      async (request) => {
        const { limit, cursor } = request.query;
        const after = readCursor(cursor, number);
        const { versions, next } = await listVersions(request.context, request.params.id, { limit, after });
        const nextCursor = next === null ? null : writeCursor(next);
        return { items: versions.map(representVersion), nextCursor };
      },
    );

    app.get(
      "/releases/:id/versions/:n",
      {
        config,
        schema: { tags, summary: "What it said once", params: versionParams, response: { 200: versionOut } },
      },
      async (request) => {
        const { id, n } = request.params;
        return representVersion(await findVersion(request.context.db, request.context, id, n));
      },
    );

    app.get(
      "/releases/:id/versions/:n/diff",
      {
        config,
        schema: {
          tags,
          summary: "What changed, word by word",
          description: "Of each field that differs. With `format=html`, a page with `ins` and `del`.",
          params: versionParams,
          querystring: diffQuery,
          response: { 200: comparisonOut },
        },
      },
      async (request, reply) => {
        const { id, n } = request.params;
        const comparison = await compareVersions(request.context, id, n, request.query.from);
        return request.query.format === "html" ? sendPage(reply, comparison) : represent(comparison);
      },
    );
  };
}

/** What a release said at one moment. */
function representVersion({ number, copy, author, notice, createdAt }: Version): z.output<typeof versionOut> {
  const { role, name } = author;
  return { number, author: { role, name }, notice, createdAt: iso(createdAt), ...copy };
}

function represent({ from, to, changes }: Comparison): z.output<typeof comparisonOut> {
  return { from, to, changes: changes.map(({ field, runs }) => ({ field, runs: [...runs] })) };
}

function sendPage(reply: FastifyReply, comparison: Comparison): FastifyReply {
  return reply.type("text/html; charset=utf-8").send(diffPage(comparison));
}
