/** Intake: how fast `POST /v1/releases` is beside the bare route, in turns, on the same database. */

import autocannon from "autocannon";
import { aRelease } from "../../test/support/builders.ts";
import { median, type Row } from "./support/report.ts";
import { adminKey, cpuSeconds, type Server, startBare, startNewsroom } from "./support/servers.ts";

const connections = 16;
const rounds = 3;
const secondsPerRound = 4;

interface Shot {
  readonly rate: number;
  readonly p99: number;
  readonly cpuMs: number;
  /** Answers that were not 201, by status. */
  readonly refused: readonly string[];
}

/** Measures both in turns and returns the ratio of the medians, at the least 0.35. */
export async function measureIntake(env: Record<string, string>): Promise<Row[]> {
  const bare = await startBare(env);
  const newsroom = await startNewsroom(env, "api");
  try {
    const key = await trustedKey(newsroom);
    const shots = { bare: [] as Shot[], newsroom: [] as Shot[] };
    for (let round = 0; round <= rounds; round += 1) {
      const one = await shoot(bare, "/releases", {});
      const other = await shoot(newsroom, "/v1/releases", { authorization: `Bearer ${key}` });
      // The first round warms both up.
      if (round > 0) {
        shots.bare.push(one);
        shots.newsroom.push(other);
      }
    }
    return report(shots.bare, shots.newsroom);
  } finally {
    await newsroom.stop();
    await bare.stop();
  }
}

function report(bare: readonly Shot[], newsroom: readonly Shot[]): Row[] {
  const of = (shots: readonly Shot[], figure: "rate" | "p99" | "cpuMs") =>
    median(shots.map((shot) => shot[figure]));
  const refused = newsroom.flatMap((shot) => shot.refused);
  return [
    {
      name: "intake, bare route",
      figure: `${of(bare, "rate").toFixed(0)}/s, ${of(bare, "cpuMs").toFixed(2)} ms CPU each`,
    },
    {
      name: "intake, POST /v1/releases",
      figure: `${of(newsroom, "rate").toFixed(0)}/s, ${of(newsroom, "cpuMs").toFixed(2)} ms CPU each, ${refused.join(" ") || "all answered 201"}`,
      passed: refused.length === 0,
    },
    ratioRow("intake, rate to the bare route's", of(newsroom, "rate") / of(bare, "rate"), 0.35),
    {
      name: `intake, p99 with ${connections} clients, under 100 ms`,
      figure: `${of(newsroom, "p99").toFixed(0)} ms (bare route ${of(bare, "p99").toFixed(0)} ms)`,
      passed: of(newsroom, "p99") < 100,
    },
  ];
}

function ratioRow(name: string, ratio: number, atLeast: number): Row {
  return { name: `${name}, at least ${atLeast}`, figure: ratio.toFixed(2), passed: ratio >= atLeast };
}

async function shoot(server: Server, path: string, headers: Record<string, string>): Promise<Shot> {
  const before = await cpuSeconds(server);
  const result = await autocannon({
    url: `${server.origin}${path}`,
    connections,
    duration: secondsPerRound,
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    requests: [{ setupRequest: (request) => ({ ...request, body: JSON.stringify(aRelease()) }) }],
  });
  const after = await cpuSeconds(server);
  const answered = result["2xx"];
  return {
    rate: answered / result.duration,
    p99: result.latency.p99,
    cpuMs: (((after ?? 0) - (before ?? 0)) * 1000) / answered,
    refused: [
      ...Object.entries(result.statusCodeStats ?? {}).flatMap(([status, { count = 0 }]) =>
        status.startsWith("2") ? [] : [`${count} times ${status}`],
      ),
      ...(result.errors > 0 ? [`${result.errors} connection errors`] : []),
    ],
  };
}

/** Signs an organisation up and has it trusted, so that no limit stands in the way. */
export async function trustedKey({ origin }: Server): Promise<string> {
  const ask = async (method: string, path: string, body: unknown, key?: string) => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json() as Promise<{ organization: { id: string }; apiKey: string }>;
  };
  const contact = { name: "Ruth Okafor", email: "press@society.example" };
  const signedUp = await ask("POST", "/v1/organizations", { name: "Marlhaven Society", contact });
  await ask("PATCH", `/v1/admin/organizations/${signedUp.organization.id}`, { trust: "trusted" }, adminKey);
  return signedUp.apiKey;
}
