/** Two people see what moves markets: whoever wrote it does not approve it, and what is approved stays as it is. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { AppError } from "../../errors.ts";
import type { LockedRelease } from "../releases/versions.ts";

/**
 * Refuses the approval of what the editor wrote a part of since its organisation last submitted it.
 *
 * @throws {AppError} `four-eyes`, with the versions that the editor wrote
 */
export async function refuseOwnWork(
  tx: Tx,
  { actor }: Context<Editor>,
  release: LockedRelease,
): Promise<void> {
  const own = await tx.$queryRaw<{ number: number }[]>`
    select v.number from release_versions v join organizations o on o.id = ${release.organization.id}::uuid
    where o.market_sensitive and v.release_id = ${release.id}::uuid
      and v.author_role <> 'submitter' and v.author_id = ${actor.id}
      and v.number > coalesce((select max(e.version) from release_events e
        where e.release_id = v.release_id and e.action in ('submit', 'resubmit')), 0)
    order by v.number`;
  if (own.length === 0) return;
  const versions = own.map(({ number }) => number);
  throw new AppError(
    "four-eyes",
    `You wrote version ${versions.join(", ")} of it, and ${release.organization.name}'s news moves markets: somebody else has to approve it.`,
    { versions },
  );
}

/**
 * Refuses a change of what was approved: it would go out without a second person having read it.
 *
 * @throws {AppError} `four-eyes`
 */
export async function refuseUnseenChange(tx: Tx, { status, organization }: LockedRelease): Promise<void> {
  if (status !== "approved" && status !== "scheduled") return;
  const sensitive = await tx.organization.count({ where: { id: organization.id, marketSensitive: true } });
  if (sensitive === 0) return;
  throw new AppError(
    "four-eyes",
    `It is approved, and ${organization.name}'s news moves markets: a change would go out without a second person having read it.`,
  );
}
