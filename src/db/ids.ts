/** UUIDs of version 7: ids that sort by the database's time, and within a process by their making. */

import { randomFillSync, randomInt } from "node:crypto";
import { v7 } from "uuid";

/** Random bytes for so many ids are drawn at once, which costs the same as for one. */
const pool = new Uint8Array(16 * 256);
let used = pool.length;
let lastMs = 0;
let sequence = 0;

/** A new id as of a moment. */
export function newId(at: Date): string {
  const msecs = at.getTime();
  // Room above the start, so that a millisecond's ids count up.
  sequence = msecs === lastMs ? sequence + 1 : randomInt(2 ** 30);
  lastMs = msecs;
  return v7({ msecs, seq: sequence, random: nextBytes() });
}

/** The id before all ids of a moment and of what came after it. */
export function earliestId(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** The moment that an id was made as of. */
export function momentOf(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

function nextBytes(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return pool.subarray(used - 16, used);
}
