/**
 * An article as PostgreSQL writes it, in the words of the API: for the answers that readers ask for most, nothing of it
 * is made in this process. `articleFrom` makes the same of a row for everybody else; a test holds them together.
 */

import { Prisma } from "../../db/generated/client.ts";

const instant = (at: Prisma.Sql) =>
  Prisma.sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** As `printLocal` writes it; the zone is looked up once for each row, which `offset 0` keeps apart. */
const publishedAtLocal = Prisma.sql`(
    select to_char(z.here, 'FMDD Mon YYYY, HH24:MI') || ' GMT' || case when z.ahead = 0 then '' else
      case when z.ahead < 0 then '-' else '+' end || abs(z.ahead) / 60
      || case when abs(z.ahead) % 60 = 0 then '' else ':' || lpad((abs(z.ahead) % 60)::text, 2, '0') end end
    from (
      select l.here, extract(epoch from l.here - (a.published_at at time zone 'UTC'))::int / 60 as ahead
      from (select a.published_at at time zone p.time_zone as here offset 0) l offset 0
    ) z)`;

/** A file as readers see it, out of the article's own list. */
const fileOut = (baseUrl: string) =>
  Prisma.sql`jsonb_build_object('url', ${baseUrl}::text || (file ->> 'path')) || (file - 'path' - 'id')`;

/** The address of `articleAddress`. */
const address = (baseUrl: string) => Prisma.sql`${baseUrl}::text || '/v1/articles/' || a.slug
  || case when p.slug = 'main' then '' else '?publication=' || p.slug end`;

/** Members of the object, of the tables `a`, `p` and `c` of `joined`; without what a list leaves out. */
function listedMembers(baseUrl: string): Prisma.Sql {
  return Prisma.sql`'id', a.id, 'slug', a.slug, 'url', ${address(baseUrl)}, 'publication', p.slug, 'kind', a.kind,
    'headline', a.headline, 'dek', a.dek, 'summary', a.summary, 'teaser', a.teaser,
    'dateline', a.dateline || jsonb_build_object('text', coalesce(a.dateline_text, a.dateline ->> 'city')),
    'category', case when a.category_slug is not null then
      json_build_object('slug', a.category_slug, 'name', coalesce(c.name, a.category_slug)) end,
    'subjects', a.subjects, 'tags', a.tags, 'tickers', a.tickers,
    'organization', json_build_object('id', a.organization_id, 'name', a.organization_name, 'url', a.organization_url,
      'trust', a.organization_trust),
    'source', json_build_object('name', a.organization_name, 'url', coalesce(a.source_url, a.organization_url)),
    'mediaContact', a.media_contact - 'public', 'person', a.person, 'event', a.event,
    'image', case when a.attachments <> '[]' then (select ${fileOut(baseUrl)}
      from jsonb_array_elements(a.attachments) with ordinality files (file, place)
      where file ->> 'contentType' like 'image/%' order by place limit 1) end,
    'attachments', case when a.attachments = '[]' then a.attachments else (select jsonb_agg(${fileOut(baseUrl)} order by place)
      from jsonb_array_elements(a.attachments) with ordinality files (file, place)) end,
    'language', a.language, 'wordCount', a.word_count, 'publishedAt', ${instant(Prisma.sql`a.published_at`)},
    'publishedAtLocal', ${publishedAtLocal}, 'updatedAt', ${instant(Prisma.sql`a.updated_at`)}, 'version', a.version,
    'corrections', a.corrections`;
}

/** An article as lists show it, as JSON in text. */
export function listedJson(baseUrl: string): Prisma.Sql {
  return Prisma.sql`json_build_object(${listedMembers(baseUrl)})::text`;
}

/** An article whole, as JSON in text. */
export function wholeJson(baseUrl: string): Prisma.Sql {
  return Prisma.sql`json_build_object(${listedMembers(baseUrl)}, 'bodyHtml', a.body_html, 'bodyText', a.body_text,
    'boilerplate', a.boilerplate)::text`;
}
