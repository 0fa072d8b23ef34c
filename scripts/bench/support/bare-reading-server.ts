/** The baselines of reading: a bare Fastify that gives away fixed bytes, or stringifies the rows of one prepared query. */

import { readFile } from "node:fs/promises";
import Fastify from "fastify";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 5 });
pool.on("error", () => undefined);
const [list, article] = await Promise.all(
  [process.env.LIST_FILE, process.env.ARTICLE_FILE].map((file) => readFile(file ?? "")),
);

const listed = `a.id, a.slug, a.kind, a.headline, a.dek, a.summary, a.teaser, a.dateline, a.dateline_text, a.category_slug,
  c.name as category_name, a.subjects, a.tags, a.tickers, a.organization_id, a.organization_name, a.organization_url,
  a.organization_trust, a.source_url, a.media_contact, a.person, a.event, a.attachments, a.language, a.word_count,
  a.published_at, a.updated_at, a.version, a.corrections, p.slug as publication, p.time_zone`;
const joined = `articles a join publications p on p.id = a.publication_id
  left join categories c on c.publication_id = a.publication_id and c.slug = a.category_slug`;

const app = Fastify();
app.get("/", async () => "ready");
app.get("/fixed/list", (_request, reply) => reply.type("application/json; charset=utf-8").send(list));
app.get("/fixed/article", (_request, reply) => reply.type("application/json; charset=utf-8").send(article));
/** What the newsroom sends beside it. */
const headers = JSON.parse(process.env.ARTICLE_HEADERS ?? "{}");
app.get("/fixed/article-with-headers", (_request, reply) => reply.headers(headers).send(article));
app.get("/query/list", async (request, reply) => {
  const { to } = request.query as { to: string };
  const { rows } = await pool.query({
    name: "list",
    text: `select ${listed} from ${joined}
      where a.status = 'live' and a.publication_id = (select id from publications where slug = 'main')
        and a.published_at < $1 order by a.published_at desc, a.id desc limit 21`,
    values: [to],
  });
  return reply
    .type("application/json; charset=utf-8")
    .send(JSON.stringify({ items: rows, nextCursor: null }));
});
app.get("/query/article/:slug", async (request, reply) => {
  const { slug } = request.params as { slug: string };
  const { rows } = await pool.query({
    name: "article",
    text: `select ${listed}, a.body_html, a.body_text, a.boilerplate from ${joined} where a.id = (
      select s.article_id from article_slugs s join publications sp on sp.id = s.publication_id
      where sp.slug = 'main' and s.slug = $1)`,
    values: [slug],
  });
  return reply.type("application/json; charset=utf-8").send(JSON.stringify(rows[0]));
});
await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
