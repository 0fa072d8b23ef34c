/** Searching: one rare word, one in a fifth of the archive, and two, beside an article by its id, in turns. */

import { common, rare, things } from "../seed/words.ts";
import { seedArchive } from "./support/archive.ts";
import { percentile, type Row } from "./support/report.ts";
import { type Server, startNewsroom } from "./support/servers.ts";
import { textOf, waitFor } from "./support/shots.ts";

const rounds = 300;
/** Words of each kind, so that no answer is asked for twice in a row. */
const varied = 12;

interface Kind {
  readonly name: string;
  readonly atMost?: number;
  readonly paths: readonly string[];
}

/** Measures what each kind of search takes at the 95th percentile, to what a read by primary key does. */
export async function measureSearch(env: Record<string, string>, articles: number): Promise<Row[]> {
  await seedArchive(env, articles);
  const server = await startNewsroom({ ...env, CACHE_MB: "0" }, "api");
  try {
    const kinds = await kindsOf(server);
    const asked = kinds.map(({ paths }) => [server, paths] as const);
    const p95 = (await waitFor(asked, rounds)).map((times) => percentile(times, 0.95));
    const [base = Number.NaN] = p95;
    return kinds.slice(1).map(({ name, atMost }, at) => {
      const ms = p95[at + 1] ?? Number.NaN;
      return {
        name: `search, ${name}, to an article by id${atMost ? `, at most ${atMost}` : ""}`,
        figure: `${(ms / base).toFixed(1)} (p95 ${ms.toFixed(1)} ms beside ${base.toFixed(1)} ms)`,
        ...(atMost && { passed: ms / base <= atMost }),
      };
    });
  } finally {
    await server.stop();
  }
}

async function kindsOf(server: Server): Promise<Kind[]> {
  const { items } = JSON.parse(await textOf(server, "/v1/articles?limit=100&fields=id"));
  const search = (words: string, more = "") => `/v1/articles?q=${encodeURIComponent(words)}${more}`;
  const often = common.slice(0, varied);
  return [
    { name: "by id", paths: items.map(({ id }: { id: string }) => `/v1/articles/${id}`) },
    { name: "one rare word", atMost: 5, paths: (await rareWords(server)).map((word) => search(word)) },
    { name: "one word in a fifth of the archive", atMost: 25, paths: often.map((word) => search(word)) },
    {
      name: "two words",
      atMost: 15,
      paths: often.map((word, at) => search(`${word} ${things[at]?.split(" ")[0]}`)),
    },
    { name: "a phrase", paths: things.slice(0, varied).map((thing) => search(`"the ${thing}"`)) },
    { name: "a frequent word, highlighted", paths: often.map((word) => search(word, "&highlight=true")) },
    {
      name: "a frequent word, with facets",
      paths: often.map((word) => search(word, "&facets=category,kind,organization,year")),
    },
    { name: "a word still being typed", paths: often.map((word) => search(`${word.slice(0, 4)}*`)) },
  ];
}

/** Of the rarest words those that are there: in a big archive each is in a few hundred articles. */
async function rareWords(server: Server): Promise<string[]> {
  const found: string[] = [];
  for (const word of rare.toReversed()) {
    const { items, correctedQuery } = JSON.parse(await textOf(server, `/v1/articles?q=${word}&fields=id`));
    if (items.length > 0 && correctedQuery === null) found.push(word);
    if (found.length === varied) break;
  }
  return found;
}
