/** Telling others of what a statement did: at once where it has committed, else when its transaction does. */

import type { Context } from "../context.ts";
import type { Statements } from "../db/prepared.ts";
import type { JobName } from "../queue/jobs.ts";

interface Wake {
  readonly name: JobName;
  readonly id: string;
  readonly delayMs: number;
}

interface Gathered {
  readonly wakes: Wake[];
  /** Whether readers see something change. */
  isPublic: boolean;
}

const gathered = new WeakMap<Statements, Gathered>();

/** What is to be told once a transaction has committed; when it does not, nobody hears of it. */
export function gatherWakes(): {
  of(tx: Statements): void;
  tell(ctx: Pick<Context, "queues" | "changes">): void;
} {
  const all: Gathered = { wakes: [], isPublic: false };
  return {
    of: (tx) => gathered.set(tx, all),
    tell: ({ queues, changes }) => {
      if (all.isPublic) changes.tell();
      for (const { name, id, delayMs } of all.wakes) queues.wake(name, id, delayMs);
    },
  };
}

/** Has every process hear of what `tx` changed for readers: after the commit of `transact`, or at once. */
export function tellReaders(tx: Statements, { changes }: Pick<Context, "changes">): void {
  const all = gathered.get(tx);
  if (all) all.isPublic = true;
  else changes.tell();
}

/** Wakes a job for a row that `tx` made due: after the commit of `transact`, or at once where there is none. */
export function wakeFor(
  tx: Statements,
  ctx: Pick<Context, "queues">,
  name: JobName,
  id: string,
  delayMs = 0,
): void {
  const all = gathered.get(tx);
  if (all) all.wakes.push({ name, id, delayMs });
  else ctx.queues.wake(name, id, delayMs);
}
