/** Publishing into a database as another process does, as quickly as asked: what readers see of it, and how soon. */

import pg from "pg";

/** Makes an article out of another one, with its release, in one statement. */
const publishOne = `
  with source as (
    select * from articles where publication_id = (select id from publications where slug = 'main') and status = 'live' order by published_at desc, id desc
    limit 1
  ), release as (
    insert into releases (id, publication_id, organization_id, status, kind, headline)
    select new_id(clock_timestamp()), publication_id, organization_id, 'published', kind, headline from source
    returning id
  )
  insert into articles (id, release_id, publication_id, slug, version, kind, headline, summary, teaser, body_html, body_text,
    category_slug, tags, organization_id, organization_name, organization_trust, language, word_count, published_at,
    updated_at)
  select new_id(clock_timestamp()), release.id, s.publication_id, 'bench-' || release.id, 1, s.kind, s.headline, s.summary,
    s.teaser, s.body_html, s.body_text, s.category_slug, s.tags, s.organization_id, s.organization_name,
    s.organization_trust, s.language, s.word_count, clock_timestamp(), clock_timestamp()
  from source s, release
  returning id, (extract(epoch from published_at) * 1000)::float8 as at`;

export interface Publisher {
  /** Publishes one; others hear of it by a message, or have to look. */
  publish(tells?: boolean): Promise<{ readonly id: string; readonly at: number }>;
  close(): Promise<void>;
}

/** Opens connections to publish through. */
export function openPublisher(databaseUrl: string): Publisher {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 6 });
  return {
    publish: async (tells = true) => {
      const { rows } = await pool.query({ name: "publish", text: publishOne });
      if (tells) void pool.query("select pg_notify('dateline_changes', '')");
      return rows[0];
    },
    close: () => pool.end(),
  };
}
