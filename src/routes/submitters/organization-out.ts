/** What leaves about an organisation: to itself and to the desk. */

import { z } from "zod";
import type { Organization } from "../../services/organizations/organization.ts";
import { instantOut, iso, isoOrNull } from "../representations.ts";

export const organizationOut = z
  .object({
    id: z.uuid(),
    name: z.string(),
    website: z.string().nullable(),
    contact: z.object({ name: z.string(), email: z.string() }),
    boilerplate: z.string().nullable(),
    trust: z.enum(["unverified", "verified", "trusted", "suspended"]),
    proofs: z.object({
      mailbox: z
        .object({
          at: instantOut,
          atDomain: z.boolean().meta({ description: "Whether it is at the website's own domain." }),
        })
        .nullable(),
      domain: z.object({ domain: z.string(), method: z.string(), at: instantOut }).nullable(),
    }),
    notices: z.array(z.string()).meta({ description: "What it is told by mail." }),
    verifiedAt: instantOut.nullable(),
    createdAt: instantOut,
  })
  .meta({ id: "Organization" });

/** An organisation as it and the desk see it. */
export function representOrganization(organization: Organization): z.output<typeof organizationOut> {
  const { id, name, website, contact, boilerplate, trust, notices, verifiedAt, createdAt } = organization;
  const { mailbox, domain } = organization.proofs;
  return {
    ...{ id, name, website, contact: { ...contact }, boilerplate, trust, notices: [...notices] },
    proofs: {
      mailbox: mailbox && { ...mailbox, at: iso(mailbox.at) },
      domain: domain && { ...domain, at: iso(domain.at) },
    },
    ...{ verifiedAt: isoOrNull(verifiedAt), createdAt: iso(createdAt) },
  };
}
