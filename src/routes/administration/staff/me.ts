/** Whoever asks, of the desk. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { staffNotices } from "../../../domain/letters/names.ts";
import { line } from "../../../domain/text.ts";
import {
  changeOwnProfile,
  findOwnProfile,
  type OwnProfile,
} from "../../../services/administration/staff/me.ts";
import { editorOf } from "../../actors.ts";
import { noticesOf } from "../../notices.ts";
import { instantOut, iso } from "../../representations.ts";

const tags = ["desk"];
const config = { access: { desk: "editor" } } as const;

const profileOut = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: z.enum(["editor", "managing_editor", "admin"]),
    publication: z.string().nullable(),
    notices: z.array(z.string()),
    createdAt: instantOut,
  })
  .meta({ id: "OwnProfile" });

function representProfile(profile: OwnProfile): z.output<typeof profileOut> {
  const { id, name, email, role, publication, notices, createdAt } = profile;
  return {
    ...{ id, name, email, role, notices },
    publication: publication?.slug ?? null,
    createdAt: iso(createdAt),
  };
}

export const me: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/me",
    { config, schema: { tags, summary: "Who you are", response: { 200: profileOut } } },
    async (request) => representProfile(await findOwnProfile(editorOf(request))),
  );

  app.patch(
    "/me",
    {
      config,
      schema: {
        tags,
        summary: "Change your name, and what you are told by mail",
        body: z.strictObject({ name: line(200).optional(), notices: noticesOf(staffNotices).optional() }),
        response: { 200: profileOut },
      },
    },
    async (request) => representProfile(await changeOwnProfile(editorOf(request), request.body)),
  );
};
