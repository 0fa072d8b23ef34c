/** What a seal is over: an event's row as one text, the same whatever the session, the order of columns or their number. */

import { Prisma } from "../../../db/generated/client.ts";

/**
 * Both tables of events, named `e`, with the SHA-256 of each row. Columns that hold nothing are left out, so that one added
 * later changes no digest.
 */
export const sealable = {
  releases: { table: Prisma.sql`release_events e`, digest: digestOf(releaseColumns()) },
  desk: { table: Prisma.sql`desk_events e`, digest: digestOf(deskColumns()) },
} as const;

function digestOf(columns: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`sha256(convert_to(jsonb_strip_nulls(jsonb_build_object(
    'id', e.id, 'action', e.action, 'actorRole', e.actor_role, 'actorId', e.actor_id, 'actorName', e.actor_name,
    'reason', e.reason, 'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), ${columns}
  ))::text, 'UTF8'))`;
}

function releaseColumns(): Prisma.Sql {
  return Prisma.sql`'releaseId', e.release_id, 'from', e.from_status, 'to', e.to_status, 'version', e.version,
    'reasonCode', e.reason_code, 'note', e.note, 'attestation', e.attestation::text`;
}

function deskColumns(): Prisma.Sql {
  return Prisma.sql`'publicationId', e.publication_id, 'subject', e.subject, 'subjectId', e.subject_id,
    'changes', e.changes::text`;
}
