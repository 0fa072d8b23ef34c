/** A newsroom with an organisation that it trusts, which sends releases. */

import { aRelease } from "../../support/builders.ts";
import { openNewsroom } from "../../support/newsroom.ts";

export type SubmittingRoom = Awaited<ReturnType<typeof openSubmittingRoom>>;

/** Opens one. */
export async function openSubmittingRoom() {
  const room = await openNewsroom();
  const society = await room.organization();
  const draft = (fields: Record<string, unknown> = {}) =>
    society.post("/v1/releases?draft=true", aRelease(fields));
  return { ...room, society, draft };
}
