/**
 * Whose a release is, as it was when somebody decided about it. An organisation may call itself otherwise at any time;
 * what nobody has seen does not go out with what was approved before.
 */

import { Prisma } from "../../db/generated/client.ts";

export interface Issuer {
  readonly name: string;
  readonly website: string | null;
  readonly boilerplate: string | null;
}

/** The column for what was seen of the organisation. */
export function issuerAs({ name, website, boilerplate }: Issuer): Prisma.Sql {
  return Prisma.sql`issuer = ${JSON.stringify({ name, website, boilerplate })}::jsonb`;
}

/** The column for the organisation of the row `r` as it is now. */
export const issuerNow = Prisma.sql`issuer = (
  select jsonb_build_object('name', o.name, 'website', o.website, 'boilerplate', o.boilerplate)
  from organizations o where o.id = r.organization_id)`;

/** A field of the issuer of the row `r`; of what was decided before this was kept, that of the organisation `o`. */
export function issuerField(name: keyof Issuer): Prisma.Sql {
  return Prisma.sql`case when r.issuer is null then o.${Prisma.raw(name)} else r.issuer ->> ${name} end`;
}
