/** The record of everything that happened: to read, to take along, and to check. */

import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { withoutFormulas } from "../../domain/csv.ts";
import { states } from "../../domain/releases/lifecycle.ts";
import { instant } from "../../domain/time/local-time.ts";
import { type EventLine, listAllEvents, streamEvents } from "../../services/administration/events/events.ts";
import { checkIntegrity } from "../../services/administration/events/integrity.ts";
import { editorOf } from "../actors.ts";
import { idPlace, pageOf, pageQuery, readCursor, writeCursor } from "../pagination.ts";
import { instantOut, iso } from "../representations.ts";

const tags = ["administration"];

const filters = {
  release: z.uuid().optional(),
  organization: z.uuid().optional().meta({ description: "Its releases, itself, and what it has." }),
  subject: z.string().max(40).optional().meta({ description: "`release`, `organization`, `staff`, ..." }),
  subjectId: z.string().max(100).optional(),
  action: z.string().max(40).optional(),
  actor: z.string().max(100).optional().meta({ description: "Id of who did it." }),
  publication: z.string().max(100).optional(),
  from: instant.optional(),
  to: instant.optional(),
};

const eventOut = z
  .object({
    id: z.uuid(),
    subject: z.string(),
    subjectId: z.string(),
    releaseId: z.uuid().nullable(),
    action: z.string(),
    from: z.enum(states).nullable(),
    to: z.enum(states).nullable(),
    version: z.int().nullable(),
    by: z.object({ role: z.string(), id: z.string(), name: z.string() }),
    reason: z.string().nullable(),
    reasonCode: z.string().nullable(),
    note: z.string().nullable(),
    changes: z
      .unknown()
      .meta({ description: "`{before, after}` of what was changed; `null` for a release's event." }),
    at: instantOut,
  })
  .meta({ id: "Event" });

const representEvent = (line: EventLine): z.output<typeof eventOut> => ({
  ...line,
  releaseId: line.subject === "release" ? line.subjectId : null,
  at: iso(line.at),
});

const headText = z
  .string()
  .regex(/^[1-9]\d{0,14}:[0-9a-f]{64}$/, "must be a position and a hash, such as 12:5feceb66...")
  .transform((text) => {
    const [position = "", hash = ""] = text.split(":");
    return { position: Number(position), hash };
  });

const integrityOut = z
  .object({
    sealed: z.int(),
    unsealed: z.int(),
    head: z.object({ position: z.int(), hash: z.string() }).nullable(),
    checkedFrom: z.int(),
    checkedUntil: z.int(),
    broken: z.array(
      z.object({
        position: z.int().nullable(),
        eventId: z.uuid().nullable(),
        fault: z.enum([
          "event_changed",
          "event_missing",
          "event_unsealed",
          "seal_changed",
          "seal_missing",
          "head_differs",
        ]),
      }),
    ),
  })
  .meta({ id: "Integrity" });

export const events: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/events",
    {
      config: { access: { desk: "editor" } },
      schema: {
        tags,
        summary: "Everything that happened",
        querystring: z.strictObject({ ...filters, ...pageQuery }),
        response: { 200: pageOf(eventOut) },
      },
    },
    async (request) => {
      const { cursor, limit, ...filter } = request.query;
      const after = readCursor(cursor, idPlace);
      const { lines, next } = await listAllEvents(editorOf(request), filter, { limit, after });
      return { items: lines.map(representEvent), nextCursor: next && writeCursor(next) };
    },
  );
  app.get(
    "/events/export",
    {
      config: { access: { desk: "managing_editor" } },
      schema: {
        tags,
        summary: "Everything that happened, as a file",
        querystring: z.strictObject({ ...filters, format: z.enum(["csv", "jsonl"]) }),
      },
    },
    async (request, reply) => {
      const { format, ...filter } = request.query;
      const lines = streamEvents(editorOf(request), filter);
      reply.header("content-disposition", `attachment; filename="events.${format}"`);
      if (format === "csv") return reply.type("text/csv; charset=utf-8; header=present").send(asCsv(lines));
      return reply.type("application/jsonl; charset=utf-8").send(Readable.from(asJsonLines(lines)));
    },
  );
  app.get(
    "/events/integrity",
    {
      config: { access: { desk: "admin" } },
      schema: {
        tags,
        summary: "Whether an event was changed or taken out",
        querystring: z.strictObject({
          after: z.coerce
            .number()
            .int()
            .min(0)
            .default(0)
            .meta({ description: "`checkedUntil` of the answer before." }),
          head: headText.optional().meta({ description: "A `position:hash` that was noted earlier." }),
        }),
        response: { 200: integrityOut },
      },
    },
    async (request) => {
      const { after, head } = request.query;
      const integrity = await checkIntegrity(editorOf(request), { after, noted: head });
      return { ...integrity, broken: [...integrity.broken] };
    },
  );
};

async function* asJsonLines(lines: AsyncIterable<EventLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(representEvent(line))}\n`;
}

const columns =
  `id at subject subjectId action from to version actorRole actorId actorName reason reasonCode note
  changes`.split(/\s+/);

/** For spreadsheets: they read it as UTF-8 for its byte order mark, and calculate nothing, whatever somebody typed. */
function asCsv(lines: AsyncIterable<EventLine>): Readable {
  const cast = { string: withoutFormulas };
  const csv = stringify({ header: true, columns, bom: true, cast, record_delimiter: "\r\n" });
  // Whichever end breaks off, the other stops as well; who reads is told by the stream itself.
  return pipeline(Readable.from(asRows(lines)), csv, () => undefined);
}

async function* asRows(lines: AsyncIterable<EventLine>): AsyncGenerator<Record<string, unknown>> {
  for await (const line of lines) {
    const { by, changes, ...rest } = representEvent(line);
    yield {
      ...rest,
      actorRole: by.role,
      actorId: by.id,
      actorName: by.name,
      changes: changes === null ? null : JSON.stringify(changes),
    };
  }
}
