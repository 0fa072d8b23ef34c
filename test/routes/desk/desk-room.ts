/** A newsroom with a desk, and an organisation whose releases wait for it. */

import { expect } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { publishIfDue } from "../../../src/services/pipeline/publish.ts";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom } from "../../support/newsroom.ts";

const minute = 60_000;

export type DeskRoom = Awaited<ReturnType<typeof openDeskRoom>>;

/** Opens one, with two editors and their boss. */
export async function openDeskRoom() {
  const room = await openNewsroom();
  const [society, editor, colleague, boss] = await Promise.all([
    room.organization("verified"),
    room.staff("editor"),
    room.staff("editor"),
    room.staff("managing_editor"),
  ]);
  const desk = (id: string) => `/v1/admin/releases/${id}`;

  /** An instant so many minutes from now, by the newsroom's clock. */
  const hence = (minutes: number) =>
    new Date(room.newsroom.clock.now().getTime() + minutes * minute).toISOString();
  const tagOf = async (id: string) => (await editor.get(desk(id))).headers.get("etag") ?? "";
  const eventsOf = async (id: string, action: string) =>
    (await editor.get(`${desk(id)}/events`)).body.items.filter((event: any) => event.action === action);
  const review = (id: string, decision: Record<string, unknown>) =>
    editor.post(`${desk(id)}/reviews`, decision);
  const schedule = (id: string, publishAt: unknown, by: Client = editor) =>
    by.put(`${desk(id)}/schedule`, { publishAt });
  const embargo = (id: string, embargoedUntil: unknown, by: Client = editor) =>
    by.put(`${desk(id)}/embargo`, { embargoedUntil });
  const lift = (id: string, by: Client = boss) => by.delete(`${desk(id)}/embargo`);
  const publish = async (id: string) => (await publishIfDue(systemContext(room.newsroom, "test"), [id]))[0];
  const read = async (id: string) => (await society.get(`/v1/releases/${id}`)).body as Record<string, any>;

  /** A release that waits for an editor. */
  async function waiting(given: Record<string, unknown> = {}): Promise<Record<string, any>> {
    const release = await room.submitted(society, aRelease(given));
    expect(release.status).toBe("needs_review");
    return release;
  }

  /** The id of one that was approved and waits for what it was given, an hour by default. */
  async function scheduled(given: Record<string, unknown> = { publishAt: hence(60) }): Promise<string> {
    const { id } = await waiting(given);
    await review(id, { decision: "approve" });
    await room.settled(society, id, "scheduled");
    return id;
  }

  return {
    ...room,
    ...{ society, editor, colleague, boss, hence, tagOf, eventsOf, review, schedule, embargo, lift },
    ...{ publish, read, waiting, scheduled },
  };
}
