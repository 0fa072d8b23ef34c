/** What a move makes due beside itself, as parts of the statement that moves: neither is ever without the other. */

import type { Context } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import type { Action } from "../domain/releases/lifecycle.ts";
import type { JobName } from "../queue/jobs.ts";
import { newLinkWork } from "./links/work.ts";
import { newLetters } from "./mail/new-letters.ts";
import { newOpinionWork } from "./opinions/work.ts";
import type { Move } from "./transition.ts";
import { newDeliveries } from "./webhooks/new-deliveries.ts";

/** Rows that became due, by the job that sees to them. */
export type DueRows = Readonly<Partial<Record<JobName, readonly string[] | null>>>;

export interface Announcement {
  /** Further common table expressions, each with a comma before it; they read `moved` and `event`. */
  readonly writes: Prisma.Sql;
  /** An expression of what they made due, as JSON: `DueRows`. */
  readonly due: Prisma.Sql;
}

/** The article whose text a move makes or changes; triggers of `articles` write that it is to be related to others. */
const changedArticle: Readonly<Partial<Record<Action, Prisma.Sql>>> = {
  publish: Prisma.sql`(select jsonb_agg(id) from article)`,
  correct: Prisma.sql`(select jsonb_agg(a.id) from articles a join moved on moved.id = a.release_id)`,
};

/** Whom a move is told to. Where nobody listens, it costs the look whether anybody does. */
export function announce(ctx: Context, action: Action, move: Move): Announcement {
  const deliveries = newDeliveries(ctx, action, move);
  const letters = newLetters(ctx, action);
  const opinions = newOpinionWork(ctx, action);
  const links = newLinkWork(ctx, action);
  const due = [
    ...(deliveries ? [Prisma.sql`'deliver', (select jsonb_agg(distinct webhook_id) from delivery)`] : []),
    ...(letters ? [Prisma.sql`'mail', (select jsonb_agg(id) from letter)`] : []),
    ...(opinions ? [Prisma.sql`'opinion', (select jsonb_agg(release_id) from opinion)`] : []),
    ...(links ? [Prisma.sql`'links', (select jsonb_agg(release_id) from link)`] : []),
    ...(changedArticle[action] ? [Prisma.sql`'relate', ${changedArticle[action]}`] : []),
  ];
  if (due.length === 0) return { writes: Prisma.empty, due: Prisma.sql`null::jsonb` };
  const writes = [deliveries, letters, opinions, links].filter((write) => write !== undefined);
  return {
    writes: Prisma.join([Prisma.empty, ...writes], ", "),
    due: Prisma.sql`jsonb_build_object(${Prisma.join(due, ", ")})`,
  };
}
