/** The people of the desk. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { email } from "../../domain/release.ts";
import { slugText } from "../../domain/slug.ts";
import { line } from "../../domain/text.ts";
import { addStaff, listStaff, type StaffMember } from "../../services/desk/staff.ts";
import { editorOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { instantOut, iso, isoOrNull } from "../representations.ts";

const tags = ["administration"];
const asAdmin = { access: { desk: "admin" } } as const;
const slug = slugText.max(60);

const staffOut = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: z.enum(["editor", "managing_editor", "admin"]),
    publication: z.string().nullable(),
    disabledAt: instantOut.nullable(),
    createdAt: instantOut,
  })
  .meta({ id: "Staff" });

function representStaff({
  publication,
  disabledAt,
  createdAt,
  ...rest
}: StaffMember): z.output<typeof staffOut> {
  return {
    ...rest,
    publication: publication?.slug ?? null,
    disabledAt: isoOrNull(disabledAt),
    createdAt: iso(createdAt),
  };
}

export const staff: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/staff",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "The desk's people",
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(staffOut) },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const found = await listStaff(editorOf(request), { limit, after: readCursor(cursor, idPlace) });
      return page(found, limit, ({ id }) => id, representStaff);
    },
  );

  app.post(
    "/staff",
    {
      config: { ...asAdmin, secret: true },
      schema: {
        tags,
        summary: "Add somebody to the desk",
        description: "Answers with a key, shown this once.",
        body: z.strictObject({
          name: line(200),
          email,
          role: z.enum(["editor", "managing_editor", "admin"]),
          publication: slug.nullable().default(null),
        }),
        response: { 201: z.object({ staff: staffOut, apiKey: z.string() }) },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => addStaff(context, request.body),
        ({ member, key }) => ({ status: 201, body: { staff: representStaff(member), apiKey: key.key } }),
      ),
  );
};
