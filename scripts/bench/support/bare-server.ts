/** The baselines of intake and of checks: a bare Fastify route with one parameterised INSERT through `pg`, and one that answers what it got. */

import Fastify from "fastify";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
pool.on("error", () => undefined);
// In a schema of its own, so that the migrations find theirs as they left it.
await pool.query("create schema if not exists bench");
await pool.query(
  "create table if not exists bench.bare (id bigserial primary key, headline text, copy jsonb)",
);

const app = Fastify();
app.post("/releases", async (request, reply) => {
  const { headline } = request.body as { headline: string };
  const { rows } = await pool.query("insert into bench.bare (headline, copy) values ($1, $2) returning id", [
    headline,
    JSON.stringify(request.body),
  ]);
  return reply.code(201).send(rows[0]);
});
// The baseline of checks: JSON in, JSON out.
app.post("/echo", async (request) => request.body);
await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
process.send?.("ready");
