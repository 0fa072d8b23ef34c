/** The sections of a publication, as the desk assigns them. */

import type { Tx } from "../../db/client.ts";
import { invalidRequest } from "../../errors.ts";
import type { CurrentRelease } from "../releases/current.ts";

/**
 * Refuses a category that the release's publication does not have.
 *
 * @throws {AppError} `invalid-request`, with the categories there are
 */
export async function refuseUnknownCategory(
  tx: Tx,
  { publication }: Pick<CurrentRelease, "publication">,
  category: string | null | undefined,
): Promise<void> {
  if (category === undefined || category === null) return;
  const categories = await tx.category.findMany({
    where: { publicationId: publication.id },
    orderBy: { position: "asc" },
    select: { slug: true },
  });
  const slugs = categories.map(({ slug }) => slug);
  if (slugs.includes(category)) return;
  throw invalidRequest({
    pointer: "/category",
    detail: `is not a category of ${publication.slug}; there are ${slugs.join(", ")}`,
    choices: slugs,
  });
}
