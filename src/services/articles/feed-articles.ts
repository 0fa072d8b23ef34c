/** What feeds and calendars show: the newest articles whole, and what was taken down while readers may still hold it. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { type Article, type ArticleRow, articleFrom, joined, shownColumns } from "./article.ts";
import { publicationNamed } from "./filter.ts";

/** Items of a feed: some days' news, in one answer. */
const feedItems = 50;
/** Events of a calendar, the newest announced first. */
const calendarItems = 500;

/** Which articles a feed is of. */
export interface FeedScope {
  readonly publication: string;
  /** The present slug of a section. */
  readonly category?: string | undefined;
  readonly organization?: string | undefined;
}

/** An article that was taken down, as far as readers are told. */
export interface TakenDownArticle {
  readonly id: string;
  readonly at: Date;
  /** Null for one that was killed: nothing of it stays. */
  readonly notice: string | null;
  /** Name of the organisation. */
  readonly organization: string;
}

/** The newest live articles of the scope with their texts, newest first. */
export async function listFeedArticles(ctx: Context, scope: FeedScope): Promise<Article[]> {
  const rows = await ctx.db.$queryRaw<ArticleRow[]>`
    select ${shownColumns} from ${joined}
    where a.status = 'live' and ${within(scope)}
    order by a.published_at desc, a.id desc limit ${feedItems}`;
  return rows.map((row) => articleFrom(row, ctx.config.baseUrl));
}

/** What was taken down of the scope in the last thirty days, by the database's clock. */
export function listTakenDown(ctx: Context, scope: FeedScope): Promise<TakenDownArticle[]> {
  return ctx.db.$queryRaw<TakenDownArticle[]>`
    select a.id, a.updated_at as at, case a.status when 'retracted' then a.notice end as notice,
      a.organization_name as organization
    from articles a
    where a.status <> 'live' and ${within(scope)} and a.updated_at > ${ctx.clock.sqlNow} - interval '30 days'
    order by a.updated_at desc, a.id desc limit ${feedItems}`;
}

/** An announced event: of a live article, or of one that was retracted, which calls it off. */
export type AnnouncedEvent = Article & { readonly retracted: string | null };

/** Announced events that begin no longer than thirty days ago. */
export async function listEvents(ctx: Context, publication: string): Promise<AnnouncedEvent[]> {
  const rows = await ctx.db.$queryRaw<(ArticleRow & { readonly retracted: string | null })[]>`
    select ${shownColumns}, case a.status when 'retracted' then coalesce(a.notice, '') end as retracted
    from ${joined}
    where a.event is not null and a.status <> 'killed' and ${within({ publication })}
      and (a.event->>'startsAt')::timestamptz > ${ctx.clock.sqlNow} - interval '30 days'
    order by a.published_at desc, a.id desc limit ${calendarItems}`;
  return rows.map(({ retracted, ...row }) => ({ ...articleFrom(row, ctx.config.baseUrl), retracted }));
}

function within({ publication, category, organization }: FeedScope): Prisma.Sql {
  return Prisma.join(
    [
      Prisma.sql`a.publication_id = ${publicationNamed(publication)}`,
      ...(category ? [Prisma.sql`a.category_slug = ${category}`] : []),
      ...(organization ? [Prisma.sql`a.organization_id = ${organization}::uuid`] : []),
    ],
    " and ",
  );
}
