/** Whose mailbox may be written to beside its confirmation: mail to an unproven one would let strangers pester somebody. */

import { Prisma } from "../../db/generated/client.ts";

/** Whether an organisation, named `o`, has a mailbox that is its own, by the mailed link or by an editor's word. */
export const mayBeTold = Prisma.sql`(o.erased_at is null
  and (o.verified_at is not null or o.trust in ('verified', 'trusted')))`;
