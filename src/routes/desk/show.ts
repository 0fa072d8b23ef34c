/** Answering with one release as the desk sees it, and the entity tag that a change of it needs. */

import type { FastifyReply, FastifyRequest } from "fastify";
import type { CurrentRelease } from "../../services/releases/current.ts";
import { entityTag } from "../preconditions.ts";
import { representDeskRelease } from "../representations.ts";

/** Sets the entity tag, and returns the body. */
export function show(request: FastifyRequest, reply: FastifyReply, release: CurrentRelease) {
  reply.header("etag", entityTag(release.lockVersion));
  return representDeskRelease(release, request.context.actor, request.context.config.baseUrl);
}
