/** When a release goes out: its hour, and the embargo that holds beside it. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { moment } from "../../domain/time/local-time.ts";
import { embargoRelease } from "../../services/desk/embargo.ts";
import { scheduleRelease } from "../../services/desk/schedule.ts";
import { editorOf } from "../actors.ts";
import { optionalMatch } from "../preconditions.ts";
import { deskReleaseOut } from "../representations.ts";
import { show } from "./show.ts";

const tags = ["desk"];
const config = { access: { desk: "editor" } } as const;
const params = z.object({ id: z.uuid() });

export const deskSchedule: FastifyPluginAsyncZod = async (app) => {
  app.put(
    "/releases/:id/schedule",
    {
      config,
      schema: {
        tags,
        summary: "Set the hour at which it goes out",
        params,
        body: z.strictObject({ publishAt: moment }),
        response: { 200: deskReleaseOut },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const seen = optionalMatch(request);
      const release = await scheduleRelease(editorOf(request), id, request.body.publishAt, seen);
      return show(request, reply, release);
    },
  );

  app.delete(
    "/releases/:id/schedule",
    {
      config,
      schema: {
        tags,
        summary: "Clear the hour",
        description: "The release then goes out as soon as its embargo allows.",
        params,
        response: { 200: deskReleaseOut },
      },
    },
    async (request, reply) => {
      const release = await scheduleRelease(
        editorOf(request),
        request.params.id,
        null,
        optionalMatch(request),
      );
      return show(request, reply, release);
    },
  );

  const path = "/releases/:id/embargo";
  app.put(
    path,
    {
      config,
      schema: {
        tags,
        summary: "Set or move the embargo",
        description:
          "Of a release that waits, is approved or scheduled. Any editor moves it later; a managing editor brings it forward.",
        params,
        body: z.strictObject({ embargoedUntil: moment }),
        response: { 200: deskReleaseOut },
      },
    },
    async (request, reply) => {
      const { embargoedUntil } = request.body;
      const seen = optionalMatch(request);
      return show(
        request,
        reply,
        await embargoRelease(editorOf(request), request.params.id, embargoedUntil, seen),
      );
    },
  );

  app.delete(
    path,
    {
      config,
      schema: {
        tags,
        summary: "Lift the embargo",
        description:
          "By a managing editor. The release then goes out as soon as it is approved and its hour has come.",
        params,
        response: { 200: deskReleaseOut },
      },
    },
    async (request, reply) => {
      const seen = optionalMatch(request);
      return show(request, reply, await embargoRelease(editorOf(request), request.params.id, null, seen));
    },
  );
};
