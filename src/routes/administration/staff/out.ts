/** What leaves about somebody of the desk. */

import { z } from "zod";
import type { StaffMember } from "../../../services/administration/staff/staff.ts";
import { instantOut, iso, isoOrNull } from "../../representations.ts";

export const role = z.enum(["editor", "managing_editor", "admin"]);

export const staffOut = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role,
    publication: z.string().nullable(),
    disabledAt: instantOut.nullable(),
    invitedUntil: instantOut
      .nullable()
      .meta({ description: "How long the mailed link works; `null` when none does." }),
    createdAt: instantOut,
  })
  .meta({ id: "Staff" });

export function representStaff(member: StaffMember): z.output<typeof staffOut> {
  const { id, name, email, role: rank, publication, disabledAt, invitationExpiresAt, createdAt } = member;
  return {
    ...{ id, name, email, role: rank, publication: publication?.slug ?? null },
    disabledAt: isoOrNull(disabledAt),
    invitedUntil: isoOrNull(invitationExpiresAt),
    createdAt: iso(createdAt),
  };
}
