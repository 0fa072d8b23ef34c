import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { killServer } from "../db/owners.ts";
import { aRelease } from "../support/builders.ts";
import { clientOf } from "../support/client.ts";
import { until } from "../support/newsroom.ts";
import { type OwnDatabase, openOwnDatabase, openPremises, type Premises } from "../support/processes.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const kills = Number(process.env.FAULT_KILLS ?? 2);
const seed = Number(process.env.FAULT_SEED ?? randomInt(2 ** 31));
const writers = 3;

/** The same numbers for the same seed. */
function chances(from: number): (max: number) => number {
  let state = from;
  return (max) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * max);
  };
}

let database: OwnDatabase;
let premises: Premises;

beforeAll(async () => {
  database = await openOwnDatabase();
  premises = await openPremises(database.url);
});
afterAll(async () => {
  await premises.close();
  await database.close();
});

/** Submits releases one after the other, each until the answer is definite, as long as it is wanted. */
async function write(
  writer: number,
  key: string,
  origin: () => string,
  accepted: Map<string, string>,
  wanted: () => boolean,
): Promise<number> {
  let repeats = 0;
  for (let count = 0; wanted(); count += 1) {
    const [name, release] = [`${seed}-${writer}-${count}`, aRelease()];
    for (;;) {
      const reply = await clientOf(origin(), key)
        .post("/v1/releases", release, { "idempotency-key": name })
        .catch(() => undefined);
      if (reply?.status === 201) {
        accepted.set(name, reply.body.id);
        break;
      }
      // What is neither unknown nor "try again" would be a refusal, which nothing here deserves.
      if (reply && reply.status !== 503 && reply.status !== 409) throw new Error(reply.text);
      repeats += 1;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
  return repeats;
}

it(`loses, strands and doubles nothing when it and its database are killed ${kills} times during submissions`, async () => {
  const chance = chances(seed);
  let dateline = await premises.start("both");
  const { key } = await premises.organization(dateline.origin);
  const accepted = new Map<string, string>();
  let wanted = true;
  const writing = Array.from({ length: writers }, (_, writer) =>
    write(
      writer,
      key,
      () => dateline.origin,
      accepted,
      () => wanted,
    ),
  );
  for (let kill = 0; kill < kills; kill += 1) {
    const enough = accepted.size + 3 + chance(20);
    await until(
      () => accepted.size >= enough,
      () => `Only ${accepted.size} of ${enough} were taken`,
    );
    const ending = dateline.end("SIGKILL");
    await killServer(database.dataDir);
    await ending;
    await until(() =>
      premises.sql("select 1").then(
        () => true,
        () => false,
      ),
    );
    dateline = await premises.start("both");
  }
  wanted = false;
  const repeats = (await Promise.all(writing)).reduce((sum, count) => sum + count, 0);
  const unfinished = () => premises.sql("select id, status from releases where status <> 'published'");
  let left: unknown[] = [];
  await until(
    async () => {
      left = await unfinished();
      return left.length === 0;
    },
    () => `Stuck: ${JSON.stringify(left)}`,
    40_000,
  );
  process.stdout.write(`seed ${seed}: ${kills} kills, ${accepted.size} accepted, ${repeats} asked again\n`);
  const lives = await premises.sql(
    `select r.id, (select count(*)::int from articles a where a.release_id = r.id) as articles,
      array(select action from release_events e where e.release_id = r.id and action <> 'moderate' order by id) as actions
     from releases r order by r.id`,
  );
  expect(lives).toEqual(
    [...accepted.values()]
      .sort()
      .map((id) => ({ id, articles: 1, actions: ["submit", "approve", "publish"] })),
  );
});
