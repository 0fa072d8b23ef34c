/** Lists among many articles beside the same lists among few. */

import { run, withDatabase } from "../../test/support/template-database.ts";
import { seedArchive } from "./support/archive.ts";
import { median, type Row } from "./support/report.ts";
import { type Server, startNewsroom } from "./support/servers.ts";
import { textOf, waitFor } from "./support/shots.ts";

/** What a big archive is compared with. */
const fewArticles = 10_000;

/** The first page of every list of a process that keeps no answers, beside the same among few articles. */
export async function measureGrowth(
  unkept: Server,
  env: Record<string, string>,
  articles: number,
): Promise<Row[]> {
  if (articles <= fewArticles) return [];
  const other = `bench_reading_few_${process.pid}`;
  const few = { ...env, DATABASE_URL: withDatabase(env.DATABASE_URL ?? "", other), CACHE_MB: "0" };
  await seedArchive(few, fewArticles);
  const small = await startNewsroom(few, "api");
  try {
    const organization = JSON.parse(await textOf(unkept, "/v1/articles")).items[0].organization.id;
    const queries = [
      ...["", "category=business", "kind=sports", "tag=harbour", "subject=01000000"],
      ...[`organization=${organization}`, `organization=${organization}&category=business`],
      ...[
        "category=business&kind=sports",
        "category=business&tag=harbour",
        "category=business&subject=01000000",
      ],
    ];
    const rows: Row[] = [];
    for (const query of queries) {
      const path = `/v1/articles?limit=20&${query}`.replace(/&$/, "");
      const filters = [...new URLSearchParams(query).keys()].join(" and ");
      const both = [unkept, small].map((server) => [server, [path]] as const);
      const [among = 0, amongFew = 0] = (await waitFor(both, 100)).map(median);
      rows.push({
        name: `reading, list ${filters === "" ? "of all" : `by ${filters}`}, to the same among ${fewArticles}, at most 1.2`,
        figure: `${(among / amongFew).toFixed(2)} (${among.toFixed(2)} ms beside ${amongFew.toFixed(2)} ms)`,
        passed: among / amongFew <= 1.2,
      });
    }
    return rows;
  } finally {
    await small.stop();
    await run(env.DATABASE_URL ?? "", `drop database if exists ${other} with (force)`);
  }
}
