/** How much the queues hold, and what to do about a job that failed. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { dropJob, listJobs, reportQueues, retryJob } from "../../services/administration/queues.ts";
import { asEditor, editorOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { instantOut, iso, isoOrNull } from "../representations.ts";

const tags = ["administration"];
const config = { access: { desk: "admin" } } as const;

const queueOut = z
  .object({
    name: z.string(),
    backend: z.enum(["postgres", "redis"]),
    waiting: z.int(),
    delayed: z.int(),
    active: z.int(),
    failed: z.int(),
    oldestSeconds: z.number().nullable().meta({ description: "How long the oldest has been waiting." }),
  })
  .meta({ id: "Queue" });

const jobOut = z
  .object({
    id: z.string(),
    rows: z.array(z.string()).meta({ description: "Ids of what it sees to: releases, mails, endpoints." }),
    attempts: z.int(),
    failure: z.string().nullable(),
    createdAt: instantOut,
    dueAt: instantOut.nullable(),
    startedAt: instantOut.nullable(),
    endedAt: instantOut.nullable(),
  })
  .meta({ id: "Job" });

const params = z.object({ name: z.string().max(40), id: z.string().max(100) });
const states = ["waiting", "delayed", "active", "failed"] as const;
const offsetPlace = z.int().min(1);

export const deskQueues: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/queues",
    {
      config,
      schema: { tags, summary: "How much the queues hold", response: { 200: pageOf(queueOut) } },
    },
    async (request) => ({ items: await reportQueues(editorOf(request)), nextCursor: null }),
  );
  app.get(
    "/queues/:name/jobs",
    {
      config,
      schema: {
        tags,
        summary: "The jobs of a queue",
        params: params.pick({ name: true }),
        querystring: z.strictObject({ state: z.enum(states).default("failed"), ...pageQuery }),
        response: { 200: pageOf(jobOut) },
      },
    },
    async (request) => {
      const { state, limit, cursor } = request.query;
      // A queue has no other order than its places, and moves on while it is read.
      const offset = readCursor(cursor, offsetPlace) ?? 0;
      const jobs = await listJobs(editorOf(request), request.params.name, { state, limit, offset });
      return page(
        jobs,
        limit,
        () => offset + limit,
        ({ rows, ...job }) => ({
          ...job,
          rows: [...rows],
          createdAt: iso(job.createdAt),
          dueAt: isoOrNull(job.dueAt),
          startedAt: isoOrNull(job.startedAt),
          endedAt: isoOrNull(job.endedAt),
        }),
      );
    },
  );
  app.post(
    "/queues/:name/jobs/:id/retry",
    {
      config,
      schema: {
        tags,
        summary: "Try a failed job again",
        params,
        response: { 202: z.object({ id: z.string(), queue: z.string() }) },
      },
    },
    (request, reply) => {
      const { name, id } = request.params;
      return answer(
        request,
        reply,
        (context) => retryJob(asEditor(context), name, id),
        () => ({ status: 202, body: { id, queue: name } }),
      );
    },
  );
  app.delete(
    "/queues/:name/jobs/:id",
    {
      config,
      schema: {
        tags,
        summary: "Drop a job",
        description: "What it was to see to, the sweep finds in the rows.",
        params,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await dropJob(editorOf(request), request.params.name, request.params.id);
      return reply.code(204).send();
    },
  );
};
