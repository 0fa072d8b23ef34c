/** The versions of a release on the desk, and bringing an earlier one back. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { restoreVersion } from "../../services/desk/restore.ts";
import { asEditor } from "../actors.ts";
import { answer } from "../answer.ts";
import { entityTag, requireMatch } from "../preconditions.ts";
import { deskReleaseOut, representDeskRelease } from "../representations.ts";
import { versionParams, versionRoutes } from "../version-routes.ts";

export const deskVersions: FastifyPluginAsyncZod = async (app) => {
  const access = { desk: "editor" } as const;
  await app.register(versionRoutes("desk", access));

  app.post(
    "/releases/:id/versions/:n/restorations",
    {
      config: { access },
      schema: {
        tags: ["desk"],
        summary: "Bring an earlier version back",
        description: "Its copy becomes a further version; the section stays. `If-Match` is required.",
        params: versionParams,
        response: { 201: deskReleaseOut },
      },
    },
    (request, reply) => {
      const { id, n } = request.params;
      const seen = requireMatch(request);
      const { actor, config: newsroom } = request.context;
      return answer(
        request,
        reply,
        (context) => restoreVersion(asEditor(context), id, n, seen),
        (release) => ({
          status: 201,
          headers: { etag: entityTag(release.lockVersion) },
          body: representDeskRelease(release, actor, newsroom.baseUrl),
        }),
      );
    },
  );
};
