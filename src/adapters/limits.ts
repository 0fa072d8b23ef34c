/**
 * Counting against the limits, across all processes and restarts: in Redis where there is one, else in PostgreSQL.
 * Big limits are taken in small leases, so that counting does not cost every request a round trip.
 */

import type { Redis } from "ioredis";
import type pg from "pg";
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from "rate-limiter-flexible";
import type { Limit, LimitName, LimitTable } from "../domain/limits.ts";
import { AppError } from "../errors.ts";
import { type Granted, Leases } from "./leases.ts";

/** What is left of a limit after a request was counted. */
export interface Allowance {
  readonly name: LimitName;
  readonly limit: Limit;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/** How a request counts. */
export interface Counting {
  /** Replaces the table's number where somebody has a number of their own. */
  readonly points?: number | undefined;
  /** How many it counts for, where that is not one. They are taken together or not at all, and none is leased. */
  readonly cost?: number;
}

export interface Limits {
  /**
   * Counts a request.
   *
   * @throws {AppError} `rate-limited` or `quota-exceeded`, with `Retry-After` and the limit's headers
   */
  take(name: LimitName, key: string, counting?: Counting): Promise<Allowance | undefined>;
  /** Takes back what `take` counted, for a request that came to nothing. */
  giveBack(name: LimitName, key: string, counting?: Counting): Promise<void>;
  /** How many have been counted in the window that runs, as far as this process has leased them. */
  used(name: LimitName, key: string, counting?: Counting): Promise<number>;
  /** How many the table allows in a window; `null` when limits are off. */
  sizeOf(name: LimitName): number | null;
}

/** One request in this many is counted with a round trip; a limit up to here is exact. */
const exactUpTo = 1000;

/** Where the counters are; `prefix` keeps newsrooms apart that share a Redis. */
interface Store {
  readonly redis: Redis | undefined;
  readonly pool: pg.Pool;
  readonly prefix: string;
}

const noLimits: Limits = {
  take: async () => undefined,
  giveBack: async () => undefined,
  used: async () => 0,
  sizeOf: () => null,
};

/** Opens the counters of a table of limits. */
export function openLimits(table: LimitTable | "off", store: Store): Limits {
  if (table === "off") return noLimits;
  const limiters = new Map<string, RateLimiterStoreAbstract>();
  const leases = new Leases();
  const sized = (name: LimitName, points = table[name].points): Limit => ({ ...table[name], points });
  const limiterOf = (name: LimitName, limit: Limit) => {
    const id = `${name}/${limit.points}`;
    const known = limiters.get(id) ?? openLimiter(name, limit, store);
    limiters.set(id, known);
    return known;
  };
  const grant = async (name: LimitName, key: string, limit: Limit, size: number): Promise<Granted> => {
    const limiter = limiterOf(name, limit);
    const { taken, isRefused } = await consume(limiter, key, size);
    // What was too much for what is left leaves that to what is less.
    if (isRefused && isOfBytes(name)) await limiter.reward(key, size);
    if (isRefused) throw refusal(name, limit, Math.ceil(taken.msBeforeNext / 1000));
    return { remaining: taken.remainingPoints, msLeft: taken.msBeforeNext };
  };
  return {
    take: async (name, key, { points, cost } = {}) => {
      const limit = sized(name, points);
      const size = Math.floor(limit.points / exactUpTo);
      const { remaining, msLeft } =
        size > 1 && cost === undefined
          ? await leases.take(`${name}:${key}`, size, (more) => grant(name, key, limit, more))
          : await grant(name, key, limit, cost ?? 1);
      return { name, limit, remaining, resetSeconds: Math.ceil(msLeft / 1000) };
    },
    giveBack: async (name, key, { points, cost } = {}) => {
      if (cost === undefined && leases.giveBack(`${name}:${key}`)) return;
      await limiterOf(name, sized(name, points)).reward(key, cost ?? 1);
    },
    used: async (name, key, { points } = {}) => {
      const limit = sized(name, points);
      const counted = (await limiterOf(name, limit).get(key))?.consumedPoints ?? 0;
      return Math.min(limit.points, Math.max(0, counted - leases.left(`${name}:${key}`)));
    },
    sizeOf: (name) => table[name].points,
  };
}

async function consume(
  limiter: RateLimiterStoreAbstract,
  key: string,
  points: number,
): Promise<{ readonly taken: RateLimiterRes; readonly isRefused: boolean }> {
  try {
    return { taken: await limiter.consume(key, points), isRefused: false };
  } catch (refused) {
    // Refused from memory, it says that nothing was consumed.
    if (refused instanceof RateLimiterRes) return { taken: refused, isRefused: true };
    throw refused;
  }
}

function openLimiter(
  name: LimitName,
  limit: Limit,
  { redis, pool, prefix }: Store,
): RateLimiterStoreAbstract {
  const options = {
    keyPrefix: `limit-${name}`,
    points: limit.points,
    duration: limit.seconds,
    // Past the limit a process need not ask again until the window ends; but fewer bytes may fit.
    ...(!isOfBytes(name) && { inMemoryBlockOnConsumed: limit.points + 1 }),
    // With the store away each process counts for itself rather than let everything through.
    insuranceLimiter: new RateLimiterMemory({ points: limit.points, duration: limit.seconds }),
  };
  return redis === undefined
    ? new RateLimiterPostgres({
        ...options,
        storeClient: pool,
        tableName: "http_rate_limits",
        tableCreated: true,
      })
    : new RateLimiterRedis({
        ...options,
        storeClient: redis,
        keyPrefix: `${prefix}-limit-${name}`,
        // Not asked while it is gone, so that counting does not delay every request until it is back.
        rejectIfRedisNotReady: true,
      });
}

function isOfBytes(name: LimitName): boolean {
  return name === "quota-kilobytes";
}

function refusal(name: LimitName, limit: Limit, resetSeconds: number): AppError {
  const isQuota = name.startsWith("quota");
  const daily = isOfBytes(name) ? `${limit.points / 1000} MB of files` : `${limit.points} releases`;
  const allowed = isQuota
    ? `The organisation may send ${daily} a day`
    : `${limit.points} requests in ${limit.seconds} seconds are allowed`;
  return new AppError(
    isQuota ? "quota-exceeded" : "rate-limited",
    `${allowed}; try again in ${resetSeconds} s.`,
    { limit: name },
    {
      "retry-after": String(Math.max(1, resetSeconds)),
      ...limitHeaders({ name, limit, remaining: 0, resetSeconds }),
    },
  );
}

/** The fields of the IETF draft "RateLimit header fields for HTTP". */
export function limitHeaders({ name, limit, remaining, resetSeconds }: Allowance): Record<string, string> {
  return {
    "ratelimit-policy": `"${name}";q=${limit.points};w=${limit.seconds}`,
    ratelimit: `"${name}";r=${Math.max(0, remaining)};t=${resetSeconds}`,
  };
}
