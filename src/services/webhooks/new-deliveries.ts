/** The deliveries that a move makes: a row for every endpoint that listens, with the words it will be sent in frozen. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Action } from "../../domain/releases/lifecycle.ts";
import { eventsOf, purgeEvent } from "../../domain/webhooks/webhook-events.ts";
import type { Move } from "../transition.ts";

/**
 * A common table expression `delivery` that reads `moved` and `event`, or `undefined` for a move that nobody is told
 * of. At a publication it reads `article` as well, since the parts of a statement do not see each other's writes.
 */
export function newDeliveries(ctx: Context, action: Action, move: Move): Prisma.Sql | undefined {
  const events = eventsOf(action);
  if (!events) return undefined;
  const article = events.article === null ? Prisma.sql`null::jsonb` : articleOf(ctx, action);
  const toOrganization = listening(
    events.release,
    "release.*",
    Prisma.sql`w.organization_id = moved.organization_id`,
  );
  const toPublication = events.article
    ? Prisma.sql`union all
      ${listening(events.article, "article.*", Prisma.sql`w.publication_id = moved.publication_id`)}
      union all
      ${listening(purgeEvent, purgeEvent, Prisma.sql`w.publication_id = moved.publication_id`)}`
    : Prisma.empty;
  // Moderation begins again after a crash; the release is received once.
  const once = action === "moderate" ? Prisma.sql`where moved.attempts = 1` : Prisma.empty;
  return Prisma.sql`delivery as (
      insert into webhook_deliveries (id, webhook_id, type, release_id, event_id, payload, next_attempt_at,
        due_since, created_at)
      select new_id(moved.moved_at), told.webhook_id, told.type, moved.id, event.id, jsonb_build_object(
        'type', told.type,
        'timestamp', to_char(moved.moved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'data', jsonb_build_object(
          'release', jsonb_build_object('id', moved.id, 'externalRef', moved.external_ref, 'status', moved.status,
            'version', moved.version),
          'article', ${article},
          'reason', case when told.type like 'release.%' then ${move.reason ?? null}::text end,
          'notice', ${move.notice ?? null}::text)${
            events.article === null ? Prisma.empty : Prisma.sql` || ${whatToForget(action)}`
          }), moved.moved_at, moved.moved_at, moved.moved_at
      from moved join event on event.release_id = moved.id cross join lateral (${toOrganization} ${toPublication}) as told ${once}
      returning webhook_id
    )`;
}

/** The endpoints that listen, none of which is removed under our hands; one look into an index where there are none. */
function listening(type: string, pattern: string, owner: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`select * from (select w.id as webhook_id, ${type}::text as type from webhooks w
    where ${owner} and w.disabled_at is null and w.events && ${[type, pattern]}::text[] for key share of w) as held`;
}

/** The keys of `keysOfChange`, for who purges by them; a correction has told already which section it left. */
function whatToForget(action: Action): Prisma.Sql {
  const id =
    action === "publish"
      ? Prisma.sql`(select id from article where release_id = moved.id)`
      : Prisma.sql`(select a.id from articles a where a.release_id = moved.id)`;
  const former = Prisma.sql`(select c.former_category_slug from article_changes c
    where c.txid = pg_current_xact_id()::text::bigint and c.article_id = ${id} order by c.position desc limit 1)`;
  return Prisma.sql`case when told.type = ${purgeEvent} then (
      select jsonb_build_object('surrogateKeys', array_remove(array['article/' || ${id}, 'list/' || p.slug,
        'list/' || p.slug || '/' || moved.category, 'list/' || p.slug || '/' || ${former},
        'organization/' || moved.organization_id, 'everything'], null))
      from publications p where p.id = moved.publication_id)
    else '{}' end`;
}

/** What readers have of it, with the address of `domain/articles/article-address.ts`. */
function articleOf({ config }: Context, action: Action): Prisma.Sql {
  const from =
    action === "publish"
      ? Prisma.sql`(select id, publication_id, slug, version from article where release_id = moved.id) as a`
      : Prisma.sql`articles a`;
  const which = action === "publish" ? Prisma.empty : Prisma.sql`where a.release_id = moved.id`;
  return Prisma.sql`(select jsonb_build_object('id', a.id, 'slug', a.slug, 'version', a.version,
      'url', ${config.baseUrl} || '/v1/articles/' || a.slug ||
        case when p.slug = 'main' then '' else '?publication=' || p.slug end)
    from ${from} join publications p on p.id = a.publication_id ${which})`;
}
