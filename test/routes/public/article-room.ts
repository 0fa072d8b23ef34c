/** A newsroom whose articles are read, with an organisation whose releases become articles at once. */

import { expect } from "vitest";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom } from "../../support/newsroom.ts";

export type ArticleRoom = Awaited<ReturnType<typeof openArticleRoom>>;

/** Opens one. */
export async function openArticleRoom() {
  const room = await openNewsroom();
  const [society, editor] = await Promise.all([room.organization(), room.staff("editor")]);

  /** A release that is out. */
  async function published(given: Record<string, unknown> = {}, by: Client = society) {
    const release = await room.submitted(by, aRelease(given));
    expect(release.status).toBe("published");
    return release;
  }

  return { ...room, society, editor, published };
}

export const idsOf = (items: readonly Record<string, any>[]) => items.map(({ id }) => id);
