/** Which events are asked for, and which of them somebody of the desk may see, in SQL. */

import type { Editor } from "../../../context.ts";
import { Prisma } from "../../../db/generated/client.ts";

export interface EventFilter {
  readonly release?: string | undefined;
  readonly organization?: string | undefined;
  readonly subject?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly action?: string | undefined;
  /** Id of who did it. */
  readonly actor?: string | undefined;
  /** Slug. */
  readonly publication?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** One of the two tables of events, named `e`, with what the other has not as `null`. */
interface Kind {
  readonly columns: Prisma.Sql;
  readonly from: Prisma.Sql;
  readonly where: readonly Prisma.Sql[];
}

/** What happens to an organisation itself; editors see it too, since it is whom the newsroom trusts, and why. */
const aboutOrganizations = ["organization", "organization_domain", "agency"];

/** What happened to releases; `undefined` when the filter asks for nothing of it. */
export function ofReleases(who: Editor, filter: EventFilter): Kind | undefined {
  const { release, organization, subject, subjectId } = filter;
  if (subject !== undefined && subject !== "release") return undefined;
  const ids = [release, subjectId].filter((id) => id !== undefined);
  if (ids.some((id) => !isUuid(id))) return undefined;
  return {
    columns: Prisma.sql`'release' as subject, e.release_id::text as "subjectId", e.from_status as "from",
      e.to_status as "to", e.version, e.reason_code as "reasonCode", e.note, null::jsonb as changes`,
    // The desk does not see drafts: nobody has sent them yet.
    from: Prisma.sql`release_events e join releases r on r.id = e.release_id and r.status <> 'draft'`,
    where: [
      ...ids.map((id) => Prisma.sql`e.release_id = ${id}::uuid`),
      ...(organization === undefined ? [] : [Prisma.sql`r.organization_id = ${organization}::uuid`]),
      ...whereItIs(Prisma.sql`r.publication_id`, who, filter),
      ...whatWhoWhen(filter),
    ],
  };
}

/** What happened beside releases; `undefined` when the filter asks for nothing of it. */
export function ofDesk(who: Editor, filter: EventFilter): Kind | undefined {
  const { release, organization, subject, subjectId } = filter;
  if (release !== undefined || subject === "release") return undefined;
  return {
    columns: Prisma.sql`e.subject, e.subject_id as "subjectId", null::release_status as "from",
      null::release_status as "to", null::int as version, null::text as "reasonCode", null::text as note, e.changes`,
    from:
      organization === undefined
        ? Prisma.sql`desk_events e`
        : Prisma.sql`desk_events e join (${belongings(organization)}) own on (own.subject, own.id) = (e.subject, e.subject_id)`,
    where: [
      ...(subject === undefined ? [] : [Prisma.sql`e.subject = ${subject}`]),
      ...(subjectId === undefined ? [] : [Prisma.sql`e.subject_id = ${asKept(subjectId)}`]),
      ...(who.role === "admin" ? [] : [Prisma.sql`e.subject in (${Prisma.join(aboutOrganizations)})`]),
      ...whereItIs(Prisma.sql`e.publication_id`, who, filter),
      ...whatWhoWhen(filter),
    ],
  };
}

/** An organisation and what it has. */
function belongings(organization: string): Prisma.Sql {
  const having = Prisma.sql`where organization_id = ${organization}::uuid`;
  return Prisma.sql`
    select subject, ${organization}::uuid::text as id from unnest(${aboutOrganizations}::text[]) as about (subject)
    union all select 'key', id::text from api_keys ${having}
    union all select 'webhook', id::text from webhooks ${having}`;
}

/** Who works for one publication sees what is its own, and not what concerns all. */
function whereItIs(column: Prisma.Sql, who: Editor, { publication }: EventFilter): Prisma.Sql[] {
  const asked = Prisma.sql`${column} = (select id from publications where slug = ${publication})`;
  return [
    ...(publication === undefined ? [] : [asked]),
    ...(who.publicationId === null ? [] : [Prisma.sql`${column} = ${who.publicationId}::uuid`]),
  ];
}

function whatWhoWhen({ action, actor, from, to }: EventFilter): Prisma.Sql[] {
  return [
    ...(action === undefined ? [] : [Prisma.sql`e.action = ${action}`]),
    ...(actor === undefined ? [] : [Prisma.sql`e.actor_id = ${asKept(actor)}`]),
    ...(from === undefined ? [] : [Prisma.sql`e.at >= ${from}`]),
    ...(to === undefined ? [] : [Prisma.sql`e.at < ${to}`]),
  ];
}

/** The id as text, as it is kept beside ids that are none: a UUID in small letters. */
function asKept(id: string): string {
  return isUuid(id) ? id.toLowerCase() : id;
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}
