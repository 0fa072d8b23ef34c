/** Everything that happened, to releases and beside them, as one list with the newest first. */

import type { Context, Editor } from "../../../context.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { earliestId } from "../../../db/ids.ts";
import type { ReleaseState } from "../../../domain/releases/lifecycle.ts";
import { type EventFilter, ofDesk, ofReleases } from "./filter.ts";

/** One line: a move of a release has `from`, `to` and `version`, a change beside releases has `changes`. */
export interface EventLine {
  readonly id: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly action: string;
  readonly from: ReleaseState | null;
  readonly to: ReleaseState | null;
  readonly version: number | null;
  readonly by: { readonly role: string; readonly id: string; readonly name: string };
  readonly reason: string | null;
  readonly reasonCode: string | null;
  readonly note: string | null;
  readonly changes: unknown;
  readonly at: Date;
}

export interface EventPage {
  readonly lines: readonly EventLine[];
  /** Where the next page begins; `null` when there is none. */
  readonly next: string | null;
}

/** Lines of each kind that one page looks at, at the most, for a filter that no index serves. */
const lookedAt = 50_000;
/** An id is made before its statement runs, which may wait for a lock first: so far apart may `id` and `at` be. */
const idSlackMs = 5 * 60_000;
const exportedAtOnce = 1000;

/**
 * A page of what the editor may see, the newest first. It costs the same wherever it begins, and however rare what it
 * looks for is: a page may be short and still name a next one.
 */
export async function listAllEvents(
  ctx: Context<Editor>,
  filter: EventFilter,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<EventPage> {
  const since = filter.from && earliestId(new Date(filter.from.getTime() - idSlackMs));
  const before = earlier(after, filter.to && earliestId(new Date(filter.to.getTime() + idSlackMs)));
  const reached = isSparse(ctx, filter) ? await findReach(ctx, before) : undefined;
  const end = reached !== undefined && (since === undefined || reached > since) ? reached : undefined;
  const rows = await readLines(ctx, filter, { before, since: end ?? since, limit: limit + 1 });
  const lines = rows.slice(0, limit);
  const last = rows.length > limit ? lines.at(-1)?.id : end;
  return { lines, next: last ?? null };
}

/** The same from the newest to the oldest, read page by page while somebody takes them. */
export async function* streamEvents(ctx: Context<Editor>, filter: EventFilter): AsyncGenerator<EventLine> {
  let after: string | undefined;
  do {
    const { lines, next } = await listAllEvents(ctx, filter, { limit: exportedAtOnce, after });
    yield* lines;
    after = next ?? undefined;
  } while (after !== undefined);
}

/** Whether many lines may have to be looked at to find one. */
function isSparse({ actor }: Context<Editor>, filter: EventFilter): boolean {
  const { release, subject, subjectId, organization, action, actor: by, publication } = filter;
  if (release !== undefined || (subject !== undefined && subjectId !== undefined)) return false;
  const narrowing = [subject, subjectId, organization, action, by, publication];
  return actor.publicationId !== null || narrowing.some((one) => one !== undefined);
}

function earlier(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

/** The oldest line that a page from here looks at, if there are older ones. */
async function findReach({ db }: Context, before: string | undefined): Promise<string | undefined> {
  const furthest = (table: Prisma.Sql) => Prisma.sql`
    (select id from ${table} where ${older(before)} order by id desc offset ${lookedAt} limit 1)`;
  const [row] = await db.$queryRaw<{ id: string }[]>`
    select id from (${furthest(Prisma.sql`release_events e`)} union all ${furthest(Prisma.sql`desk_events e`)}) as furthest
    order by id desc limit 1`;
  return row?.id;
}

const older = (id: string | undefined) =>
  id === undefined ? Prisma.sql`true` : Prisma.sql`e.id < ${id}::uuid`;
const notOlder = (id: string | undefined) =>
  id === undefined ? Prisma.sql`true` : Prisma.sql`e.id >= ${id}::uuid`;

interface Range {
  readonly before: string | undefined;
  readonly since: string | undefined;
  readonly limit: number;
}

type Row = Omit<EventLine, "by"> & { readonly role: string; readonly actorId: string; readonly name: string };

async function readLines(
  ctx: Context<Editor>,
  filter: EventFilter,
  { before, since, limit }: Range,
): Promise<EventLine[]> {
  const kinds = [ofReleases(ctx.actor, filter), ofDesk(ctx.actor, filter)].filter(
    (kind) => kind !== undefined,
  );
  if (kinds.length === 0) return [];
  const selects = kinds.map(
    ({ columns, from, where }) => Prisma.sql`(
      select e.id, e.action, e.actor_role as role, e.actor_id as "actorId", e.actor_name as name, e.reason, e.at, ${columns}
      from ${from}
      where ${Prisma.join([older(before), notOlder(since), ...where], " and ")}
      order by e.id desc limit ${limit})`,
  );
  const rows = await ctx.db.$queryRaw<Row[]>`
    select * from (${Prisma.join(selects, " union all ")}) as lines order by id desc limit ${limit}`;
  return rows.map(({ role, actorId, name, ...line }) => ({ ...line, by: { role, id: actorId, name } }));
}
