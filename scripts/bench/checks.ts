/** Checks: how fast one client is answered by `POST /v1/checks` beside the bare route, and what the rules alone cost. */

import autocannon from "autocannon";
import { copyOf, releaseInput } from "../../src/domain/releases/release.ts";
import { checkRelease } from "../../src/domain/rules/check.ts";
import { standardPack } from "../../src/domain/rules/packs/standard-pack.ts";
import { goodFacts } from "../../src/domain/rules/specimens/specimen.ts";
import { aRelease } from "../../test/support/builders.ts";
import { median, type Row } from "./support/report.ts";
import { adminKey, cpuSeconds, type Server, startBare, startNewsroom } from "./support/servers.ts";

const rounds = 3;
const secondsPerRound = 3;
const judgements = 300;
const words = 800;

/** A release of 800 words, in paragraphs as they are written. */
function longRelease() {
  const sentence = "The society in Marlhaven opened a reading room on the quay and lends books to sailors.";
  const paragraph = `${sentence} `.repeat(5).trim();
  const body = Array.from({ length: words / 80 }, () => paragraph).join("\n\n");
  return { ...aRelease(), body };
}

/** Measures both in turns; the 99th percentile of the check is 20 ms at the most. */
export async function measureChecks(env: Record<string, string>): Promise<Row[]> {
  const bare = await startBare(env);
  const newsroom = await startNewsroom(env, "api");
  try {
    const shots = { bare: [] as Shot[], newsroom: [] as Shot[] };
    for (let round = 0; round <= rounds; round += 1) {
      const one = await shoot(bare, "/echo");
      const other = await shoot(newsroom, "/v1/checks");
      // The first round warms both up.
      if (round === 0) continue;
      shots.bare.push(one);
      shots.newsroom.push(other);
    }
    return [...rows(shots.bare, shots.newsroom), rulesRow()];
  } finally {
    await newsroom.stop();
    await bare.stop();
  }
}

interface Shot {
  readonly p50: number;
  readonly p99: number;
  readonly cpuMs: number;
  readonly answered: number;
  readonly others: number;
}

function rows(bare: readonly Shot[], newsroom: readonly Shot[]): Row[] {
  const of = (shots: readonly Shot[]) => {
    const figure = (name: keyof Shot) => median(shots.map((shot) => shot[name]));
    return `p50 ${figure("p50")} ms, p99 ${figure("p99")} ms, ${figure("cpuMs").toFixed(2)} ms CPU each`;
  };
  const isWhole = newsroom.every(({ answered, others }) => answered > 0 && others === 0);
  return [
    { name: "checks, bare route that takes the same JSON", figure: of(bare) },
    {
      name: `checks, POST /v1/checks with ${words} words, one client, p99 20 ms`,
      figure: of(newsroom),
      passed: isWhole && median(newsroom.map(({ p99 }) => p99)) <= 20,
    },
  ];
}

async function shoot(server: Server, path: string): Promise<Shot> {
  const before = await cpuSeconds(server);
  const result = await autocannon({
    url: `${server.origin}${path}`,
    connections: 1,
    duration: secondsPerRound,
    method: "POST",
    // An administrator's key has no limit in a second that an address would meet.
    headers: { "content-type": "application/json", authorization: `Bearer ${adminKey}` },
    body: JSON.stringify(longRelease()),
  });
  const after = await cpuSeconds(server);
  const answered = result["2xx"];
  return {
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMs: (((after ?? 0) - (before ?? 0)) * 1000) / Math.max(1, answered),
    answered,
    others: result.non2xx + result.errors,
  };
}

/** The rules without HTTP, language or sections, in CPU time of this process. */
function rulesRow(): Row {
  const copy = copyOf(releaseInput.parse(longRelease()));
  const judge = () => checkRelease(copy, goodFacts, standardPack);
  for (let run = 0; run < judgements; run += 1) judge();
  const before = process.cpuUsage();
  for (let run = 0; run < judgements; run += 1) judge();
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000 / judgements;
  return {
    name: "checks, the rules alone, under 5 ms CPU",
    figure: `${cpuMs.toFixed(2)} ms CPU`,
    passed: cpuMs < 5,
  };
}
