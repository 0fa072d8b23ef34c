/** The letters that a move makes: to the organisation whose release it is, and to the desk where it comes to wait. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { noticeOf, type ReleaseLetter } from "../../domain/letters/names.ts";
import { type Action, comesToWait } from "../../domain/releases/lifecycle.ts";
import { mayBeTold } from "./proven.ts";

const lettersOf: Readonly<Partial<Record<Action, ReleaseLetter>>> = {
  request_changes: "changes_requested",
  reject: "rejected",
  publish: "published",
  correct: "corrected",
  retract: "retracted",
  kill: "killed",
};
/** What ends a moderation, once for every submission: whoever is told then that it was received is told what comes next. */
const firstDecisions: readonly Action[] = ["approve", "hold", "request_changes", "reject"];

/** So long what comes to wait is gathered in one letter to an editor, in seconds. */
const gatherSeconds = 900;
/** What began to wait at the very end of such a time has committed so long after it. */
const lateness = "10 seconds";

/**
 * A common table expression `letter` that reads `moved` and `event` and returns the ids, or `undefined` for a move that
 * nobody is told of. Its order is the same for everybody, so that two who begin the same letters do not wait for each
 * other.
 */
export function newLetters(ctx: Context, action: Action): Prisma.Sql | undefined {
  const isFirst = ctx.actor.role === "system" && firstDecisions.includes(action);
  const own = lettersOf[action];
  const letters: ReleaseLetter[] = [...(isFirst ? ["received" as const] : []), ...(own ? [own] : [])];
  const told = [
    ...(letters.length > 0 ? [toOrganization(letters)] : []),
    ...(comesToWait.includes(action) ? [toDesk] : []),
  ];
  if (told.length === 0) return undefined;
  return Prisma.sql`letter as (
      insert into mails (id, once_key, to_address, letter, about, next_attempt_at, created_at)
      select told.* from (${Prisma.join(told, " union all ")}) as told order by 2
      on conflict (once_key) do nothing
      returning id
    )`;
}

/** Those of one move have ids in their order. */
function toOrganization(letters: readonly ReleaseLetter[]): Prisma.Sql {
  const notices = letters.map((letter) => noticeOf[letter]);
  return Prisma.sql`
    select new_id(moved.moved_at + l.place * interval '1 ms'), l.letter || '-' || event.id, o.contact_email, l.letter,
      jsonb_build_object('eventId', event.id), moved.moved_at, moved.moved_at
    from moved join event on event.release_id = moved.id join organizations o on o.id = moved.organization_id
    cross join unnest(${letters}::text[], ${notices}::text[]) with ordinality as l(letter, notice, place)
    where ${mayBeTold} and l.notice = any(o.notices) and (l.letter <> 'received' or moved.from_status = 'moderating')`;
}

/**
 * One letter to each editor for a time, which is due when the time is over and says what waits then. Where the first
 * start made an administrator, it gave nobody's address.
 */
const toDesk = Prisma.sql`
    select new_id(moved.moved_at), gathered.once_key, s.email, 'waiting', jsonb_build_object('staffId', s.id),
      to_timestamp((gathered.number + 1) * ${gatherSeconds}::int) + ${lateness}::interval, moved.moved_at
    from moved cross join staff s cross join lateral (
      select number, 'waiting-' || s.id || '-' || number as once_key
      from floor(extract(epoch from moved.moved_at) / ${gatherSeconds}::int) as number
    ) as gathered
    where s.disabled_at is null and s.erased_at is null and s.invitation_hash is null
      and s.email not like '%@localhost' and 'waiting' = any(s.notices)
      and (s.publication_id is null or s.publication_id = moved.publication_id)
      and not exists (select from mails m where m.once_key = gathered.once_key)`;
