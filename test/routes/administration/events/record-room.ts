/** A newsroom whose record is read, with people of every rank who read it. */

import { randomUUID } from "node:crypto";
import { earliestId } from "../../../../src/db/ids.ts";
import type { Client } from "../../../support/client.ts";
import { openNewsroom } from "../../../support/newsroom.ts";

export type Line = Record<string, any>;
export type RecordRoom = Awaited<ReturnType<typeof openRecordRoom>>;

/** Opens one, with a second publication, `herald`, of which `local` is the administrator; seals nothing by itself. */
export async function openRecordRoom() {
  const room = await openNewsroom({ env: { SWEEP_SECONDS: "3600" } });
  await room.admin.post("/v1/admin/publications", { slug: "herald", name: "The Herald", timeZone: "UTC" });
  const [society, editor, managing, local] = await Promise.all([
    room.organization(),
    room.staff("editor"),
    room.staff("managing_editor"),
    room.staff("admin", "herald"),
  ]);

  /** A change of a setting, recorded as the newsroom records one. */
  async function recorded(about: {
    readonly subject: string;
    readonly subjectId?: string;
    readonly publication?: string;
    readonly reason?: string;
    readonly at?: Date;
  }): Promise<{ id: string; subjectId: string }> {
    const { subject, subjectId = randomUUID(), publication, reason = null, at } = about;
    const [row] = await room.sql(
      `insert into desk_events (id, publication_id, subject, subject_id, action, actor_role, actor_id, actor_name, reason,
        changes, at)
      select coalesce($5::uuid, new_id(clock_timestamp())), (select id from publications where slug = $1), $2, $3,
        'change', 'admin', 'somebody', 'Somebody', $4, '{"before": {"name": "Old"}, "after": {"name": "New"}}',
        coalesce($6::timestamptz, clock_timestamp())
      returning id`,
      [publication ?? null, subject, subjectId, reason, at ? idAt(at) : null, at ?? null],
    );
    return { id: row?.id, subjectId };
  }

  return {
    ...room,
    ...{ society, editor, managing, local, recorded },
    events: (query: string) => linesFor(editor, query),
  };
}

/** An id of that moment that nobody else has. */
const idAt = (at: Date) => `${earliestId(at).slice(0, 14)}7000-8000-${randomUUID().slice(-12)}`;

/** What somebody reads on a page of the record. */
export async function linesFor(by: Client, query: string): Promise<Line[]> {
  const reply = await by.get(`/v1/admin/events?${query}`);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.body.items;
}
