/** Shooting at servers in turns, and what came of it: rate, and the CPU of the server for each answer. */

import { read } from "./readers.ts";
import { median, type Row } from "./report.ts";
import { cpuSeconds, type Server } from "./servers.ts";

const warmUpRounds = 20;

export interface Target {
  readonly server: Server;
  /** The path of the next request. */
  readonly path: () => string;
  readonly headers?: Record<string, string>;
}

export interface Shot {
  readonly rate: number;
  readonly cpuUs: number;
}

/** The middle of some rounds for each of the targets, which take turns; the first round warms up. */
export async function shootInTurns(
  targets: readonly Target[],
  {
    rounds,
    seconds,
    connections,
  }: { readonly rounds: number; readonly seconds: number; readonly connections: number },
): Promise<Shot[]> {
  const shots: Shot[][] = targets.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, target] of targets.entries()) {
      const shot = await shoot(target, seconds, connections);
      if (round > 0) shots[at]?.push(shot);
    }
  }
  return shots.map(middle);
}

/** The medians of some shots. */
export function middle(shots: readonly Shot[]): Shot {
  return {
    rate: median(shots.map(({ rate }) => rate)),
    cpuUs: median(shots.map(({ cpuUs }) => cpuUs)),
  };
}

/** One round. @throws {Error} for an answer that is no success */
export async function shoot(
  { server, path, headers = {} }: Target,
  seconds: number,
  connections: number,
): Promise<Shot> {
  const before = await cpuSeconds(server);
  const { answered, seconds: took } = await read(server.origin, { path, headers, connections, seconds });
  const after = await cpuSeconds(server);
  return { rate: answered / took, cpuUs: (((after ?? 0) - (before ?? 0)) * 1e6) / answered };
}

/** What two shots are to each other, beside what is asked of them; where nothing is asked, for the reader to judge. */
export function ratioRows(
  name: string,
  own: Shot,
  base: Shot,
  { cpuAtMost, rateAtLeast }: { cpuAtMost?: number; rateAtLeast?: number },
): Row[] {
  const [cpu, rate] = [own.cpuUs / base.cpuUs, own.rate / base.rate];
  return [
    {
      name: `reading, ${name}: CPU${cpuAtMost === undefined ? "" : `, at most ${cpuAtMost}`}`,
      figure: `${cpu.toFixed(2)} (${own.cpuUs.toFixed(0)} us beside ${base.cpuUs.toFixed(0)} us)`,
      ...(cpuAtMost !== undefined && { passed: cpu <= cpuAtMost }),
    },
    {
      name: `reading, ${name}: rate${rateAtLeast === undefined ? "" : `, at least ${rateAtLeast}`}`,
      figure: `${rate.toFixed(2)} (${own.rate.toFixed(0)}/s beside ${base.rate.toFixed(0)}/s)`,
      ...(rateAtLeast !== undefined && { passed: rate >= rateAtLeast }),
    },
  ];
}

/** Milliseconds that one client waited in each round for each of these, which take turns; the paths of one take turns too. */
export async function waitFor(
  asked: readonly (readonly [server: Server, paths: readonly string[]])[],
  rounds: number,
): Promise<number[][]> {
  const took: number[][] = asked.map(() => []);
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    for (const [at, [server, paths]] of asked.entries()) {
      const started = performance.now();
      await textOf(server, paths[round % paths.length] ?? "");
      if (round >= warmUpRounds) took[at]?.push(performance.now() - started);
    }
  }
  return took;
}

/** What a path says, unpacked. @throws {Error} unless it is 200 */
export async function textOf({ origin }: Server, path: string): Promise<string> {
  const response = await fetch(`${origin}${path}`, { headers: { "accept-encoding": "identity" } });
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return response.text();
}
