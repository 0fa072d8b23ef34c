/**
 * The database's clock. What is due is decided in SQL by `sqlNow`; `now()` is this process's estimate of the
 * same clock, for stamping and display, and does not move when somebody sets the machine's clock.
 */

import type { Db } from "./client.ts";
import { Prisma } from "./generated/client.ts";

export interface Clock {
  /** The database's time as last measured, carried on by this process's monotonic clock. */
  now(): Date;
  /** The SQL expression of the moment, to decide by. */
  readonly sqlNow: Prisma.Sql;
}

/** How often the estimate is measured anew; quartz drifts some 50 ms in a day at worst. */
const measureEveryMs = 30_000;
/** Of so many questions the one that was answered quickest counts; the first has to open a connection as well. */
const questions = 3;

export interface DatabaseClock extends Clock {
  close(): void;
}

/** Measures the database's clock and keeps measuring until closed. */
export async function followDatabaseClock(db: Db): Promise<DatabaseClock> {
  let aheadMs = 0;
  const ask = async () => {
    const before = performance.now();
    const [row] = await db.$queryRaw<{ at: Date }[]>`select clock_timestamp() as at`;
    const tookMs = performance.now() - before;
    return row && { tookMs, aheadMs: row.at.getTime() - (before + tookMs / 2) };
  };
  const measure = async () => {
    let quickestMs = Number.POSITIVE_INFINITY;
    for (let question = 0; question < questions; question += 1) {
      const answer = await ask();
      if (!answer || answer.tookMs >= quickestMs) continue;
      quickestMs = answer.tookMs;
      aheadMs = answer.aheadMs;
    }
  };
  await measure();
  // A failed measurement leaves the estimate of the last one standing, which is good for days.
  const timer = setInterval(() => void measure().catch(() => undefined), measureEveryMs);
  timer.unref();
  return {
    now: () => new Date(Math.round(performance.now() + aheadMs)),
    sqlNow: Prisma.sql`clock_timestamp()`,
    close: () => clearInterval(timer),
  };
}

/** A clock that can be moved, for tests: the offset is added to the database's own time, never faked around it. */
export function travelling(clock: Clock): Clock & { travel(ms: number): void } {
  let offsetMs = 0;
  return {
    now: () => new Date(clock.now().getTime() + offsetMs),
    get sqlNow() {
      return Prisma.sql`(clock_timestamp() + ${offsetMs} * interval '1 millisecond')`;
    },
    travel: (ms) => {
      offsetMs += ms;
    },
  };
}
