import { afterAll, expect, it, vi } from "vitest";
import { aRelease } from "../support/builders.ts";
import { clientOf } from "../support/client.ts";
import { openPostOffice } from "../support/neighbours/smtp.ts";
import { until } from "../support/newsroom.ts";
import { openPremises, type Premises } from "../support/processes.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const readers = 120;
/** Mails of one process that may be under way when it is killed: a handful, and what shares its job. */
const underWay = 8;
const ending: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ending.reverse()) await end();
});

/** An article, readers, and a digest that is due since a minute, at a newsroom that runs. */
async function prepare(premises: Premises, { origin }: { readonly origin: string }): Promise<void> {
  const society = await premises.organization(origin);
  const { body } = await society.post("/v1/releases", aRelease());
  await until(async () => (await society.get(`/v1/releases/${body.id}`)).body.status === "published");
  await premises.sql(
    `insert into subscribers (id, publication_id, email, email_key, status, confirmed_at)
    select new_id(now()), p.id, n || '@reader.example', n || '@reader.example', 'confirmed', now()
    from publications p cross join generate_series(1, $1::int) as n`,
    [readers],
  );
  await premises.sql(`update publications set next_digest_at = now() - interval '1 minute',
    digest_at = to_char(now() at time zone 'UTC' - interval '1 minute', 'HH24:MI')`);
}

it("forgets no reader of a digest and mails none twice though two workers are killed at it", async () => {
  const office = await openPostOffice();
  ending.push(() => office.close());
  const premises = await openPremises();
  ending.push(() => premises.close());
  const variables = { SMTP_URL: office.url };
  const isDigest = ({ source }: { readonly source: string }) => /^List-Unsubscribe:/m.test(source);
  const came = () => office.came.filter(isDigest);
  const haveCome = (part: number) =>
    until(
      () => came().length >= part * readers,
      () => `Only ${came().length} mails came`,
      60_000,
    );

  const first = await premises.start("both", variables);
  await prepare(premises, first);
  await haveCome(0.2);
  await first.end("SIGKILL");
  const second = premises.spawn("worker", variables);
  await haveCome(0.5);
  await second.end("SIGKILL");
  const { origin } = await premises.start("both", variables);
  const waiting = () =>
    premises.sql(`select count(*) filter (where status = 'due')::int as due,
      count(*) filter (where status = 'sending')::int as sending from mails where digest_id is not null`);
  await until(
    async () => {
      const [left] = await waiting();
      return left?.due === 0 && came().length + left.sending >= readers;
    },
    () => `Only ${came().length} mails came`,
    60_000,
  );

  // What a killed worker was handing over is known to nobody, and is not sent again unasked.
  await premises.sql(
    "update mails set next_attempt_at = now() - interval '1 second' where status = 'sending'",
  );
  await until(async () => (await waiting())[0]?.sending === 0);
  const { body } = await clientOf(origin, premises.variables.ADMIN_API_KEY).get("/v1/admin/digests");
  const [digest] = body.items;
  expect(digest).toMatchObject({ candidates: readers, skipped: 0, waiting: 0, finished: true });
  expect(digest.sent + digest.failed).toBe(readers);
  expect(digest.failed).toBe(digest.uncertain);
  expect(digest.uncertain).toBeLessThanOrEqual(2 * underWay);
  const addresses = came().map(({ recipients }) => recipients[0]);
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(addresses.length).toBeGreaterThanOrEqual(digest.sent);
});
