/** Whether time tells of an embargo: what is not to be known yet, beside what there is not, asked for in turns. */

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { slugOf } from "../../src/domain/articles/slug.ts";
import { aRelease } from "../../test/support/builders.ts";
import { trustedKey } from "./intake.ts";
import { median, type Row } from "./support/report.ts";
import { type Server, startNewsroom } from "./support/servers.ts";

const asked = 2000;
/** Standard deviations of what chance alone makes of so many pairs (the U of Mann and Whitney). */
const mostDeviations = 4;
const patienceMs = 60_000;

interface Question {
  readonly name: string;
  /** Of the release under embargo, and of two that there are not. */
  readonly paths: readonly [hidden: string, none: string, none: string];
  readonly key?: string;
}

/**
 * For each way to ask, how likely an answer about the hidden release takes longer than one about nothing: a half, when
 * time tells nothing. The same of two that there are not, asked in the same run, shows what the machine makes of it.
 */
export async function measureEmbargo(env: Record<string, string>): Promise<Row[]> {
  const newsroom = await startNewsroom({ ...env, QUEUE_PREFIX: `bench-${randomUUID().slice(0, 8)}` });
  try {
    const rows: Row[] = [];
    for (const question of await questions(newsroom))
      rows.push(rowOf(question, await ask(newsroom, question)));
    return rows;
  } finally {
    await newsroom.stop();
  }
}

/** Words of one length, which stand in no other text. */
const words = ["quendorvale", "quendorhale", "quendorwale"] as const;

async function questions(server: Server): Promise<Question[]> {
  const [issuer, stranger] = [await trustedKey(server), await trustedKey(server)];
  const headline = (word: string) => `Marlhaven Society opens the ${word} garden`;
  const embargoedUntil = new Date(Date.now() + 86_400_000).toISOString();
  const release = aRelease({ headline: headline(words[0]), tags: [words[0]], embargoedUntil });
  const { id } = (await send(server, "POST", "/v1/releases", issuer, release)) as { id: string };
  await untilScheduled(server, issuer, id);
  for (let count = 0; count < 30; count += 1) await send(server, "POST", "/v1/releases", issuer, aRelease());
  // Ids of the same moment, since they begin with it.
  const ids = [id, `${id.slice(0, -6)}0a1b2c`, `${id.slice(0, -6)}0d3e4f`] as const;
  const of = <Name extends string>(names: readonly [Name, Name, Name], path: (name: Name) => string) =>
    [path(names[0]), path(names[1]), path(names[2])] as const;
  const bySlug = (rest: string) => of(words, (word) => `/v1/articles/${slugOf(headline(word))}${rest}`);
  return [
    { name: "an article by slug", paths: bySlug("") },
    { name: "an article by the release's id", paths: of(ids, (one) => `/v1/articles/${one}`) },
    { name: "what is related", paths: bySlug("/related") },
    { name: "its form for partners", paths: bySlug("/ninjs") },
    { name: "a search for its word", paths: of(words, (word) => `/v1/articles?q=${word}`) },
    { name: "its tag", paths: of(words, (word) => `/v1/articles?tag=${word}`) },
    {
      name: "the release, by a stranger's key",
      paths: of(ids, (one) => `/v1/releases/${one}`),
      key: stranger,
    },
  ];
}

async function untilScheduled(server: Server, key: string, id: string): Promise<void> {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    const { status } = (await send(server, "GET", `/v1/releases/${id}`, key)) as { status: string };
    if (status === "scheduled" || status === "approved") return;
    await pause(50);
  }
  throw new Error("The release under embargo was not approved");
}

async function send(
  { origin }: Server,
  method: string,
  path: string,
  key: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Milliseconds for each of the three, which are asked for in another order each time. */
async function ask({ origin }: Server, { paths, key }: Question): Promise<readonly number[][]> {
  const took = paths.map(() => [] as number[]);
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  for (let round = -100; round < asked; round += 1) {
    for (let turn = 0; turn < paths.length; turn += 1) {
      const which = (turn + round + 100) % paths.length;
      const started = performance.now();
      await (await fetch(`${origin}${paths[which]}`, { headers })).arrayBuffer();
      if (round >= 0) took[which]?.push(performance.now() - started);
    }
  }
  return took;
}

function rowOf({ name }: Question, [hidden = [], none = [], other = []]: readonly number[][]): Row {
  const [chance, control] = [longer(hidden, none), longer(other, none)];
  const allowed = mostDeviations * Math.sqrt((2 * asked + 1) / (12 * asked * asked));
  return {
    name: `embargo, ${name}: takes longer than nothing, 0.5 ± ${allowed.toFixed(3)}`,
    figure: `${chance.toFixed(3)} (nothing beside nothing ${control.toFixed(3)}; ${median(hidden).toFixed(3)} ms beside ${median(none).toFixed(3)} ms)`,
    passed: Math.abs(chance - 0.5) <= allowed,
  };
}

/** The share of pairs in which the one is more than the other; ties count half. */
function longer(ones: readonly number[], others: readonly number[]): number {
  const all = [...ones.map((ms) => ({ ms, isOne: true })), ...others.map((ms) => ({ ms, isOne: false }))];
  all.sort((a, b) => a.ms - b.ms);
  // Clocks of microseconds hardly ever tie.
  const ranks = all.reduce((sum, { isOne }, at) => sum + (isOne ? at + 1 : 0), 0);
  return (ranks - (ones.length * (ones.length + 1)) / 2) / (ones.length * others.length);
}
