/** Who may administer everything, and that somebody always may. */

import type { Context } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { AppError } from "../../../errors.ts";
import { staffKeyRestsDays } from "../../organizations/keys/keys.ts";

const administrators = Prisma.sql`staff s
  where s.role = 'admin' and s.publication_id is null and s.disabled_at is null`;

/**
 * Makes a change to people or their keys, unless it would leave nobody who administers every publication and has a
 * key that works. Such changes come one after the other, so two administrators cannot remove each other. The
 * environment's key counts for nobody: it is the operator's way back in, and may not be set.
 *
 * @throws {AppError} `last-administrator`
 */
export async function keepAdministrator<Result>(
  tx: Tx,
  ctx: Context,
  change: () => Promise<Result>,
): Promise<Result> {
  await tx.$queryRaw`select 1 from ${administrators} order by s.id for no key update`;
  const before = await countAble(tx, ctx);
  const result = await change();
  if (before > 0 && (await countAble(tx, ctx)) === 0) {
    throw new AppError(
      "last-administrator",
      "Nobody else administers every publication; make somebody else an administrator first.",
    );
  }
  return result;
}

async function countAble(tx: Tx, { clock }: Context): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from ${administrators} and exists (
      select from api_keys k
      where k.staff_id = s.id and k.revoked_at is null and (k.expires_at is null or k.expires_at > ${clock.sqlNow})
        and coalesce(k.last_used_at, k.created_at) > ${clock.sqlNow} - ${staffKeyRestsDays}::int * interval '1 day')`;
  return row?.count ?? 0;
}
