/** A newsroom with a second publication, and as many more as a test founds. */

import { expect } from "vitest";
import { openNewsroom } from "../../support/newsroom.ts";

export type PublicationRoom = Awaited<ReturnType<typeof openPublicationRoom>>;

/** Opens one; of the second publication, `herald`, `local` is the managing editor. */
export async function openPublicationRoom() {
  const room = await openNewsroom();
  let founded = 0;

  async function found(slug: string): Promise<void> {
    const publication = { slug, name: "The Herald", timeZone: "Asia/Kathmandu" };
    expect(await room.admin.post("/v1/admin/publications", publication)).toMatchObject({ status: 201 });
  }

  /** A publication with a policy of its own. */
  async function publicationThat(autoPublish: string): Promise<string> {
    founded += 1;
    await found(`courier-${founded}`);
    await room.admin.patch(`/v1/admin/publications/courier-${founded}`, { autoPublish });
    return `courier-${founded}`;
  }

  await found("herald");
  const local = await room.staff("managing_editor", "herald");
  return { ...room, local, publicationThat };
}
