/** Lists in pages: an opaque cursor names where the page before ended, so every page costs the same. */

import { z } from "zod";
import { invalidRequest } from "../errors.ts";

const isNone = "is not a cursor of this list";

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: "Items on a page." }),
  // Told with what else is wrong with the query; only a list knows the places in its cursors.
  cursor: z
    .string()
    .max(500)
    .refine((text) => contentOf(text) !== undefined, isNone)
    .optional()
    .meta({ description: "`nextCursor` of the page before." }),
};

/** The same for what belongs to one thing, and fits on a page unless it is unusually long. */
export const longPageQuery = { ...pageQuery, limit: pageQuery.limit.default(100) };

/** The schema of a page of `item`. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Cuts a page from rows that were read with one too many, and names where the next begins. */
export function page<Row, Item>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => unknown,
  show: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? writeCursor(placeOf(last)) : null;
  return { items: items.map(show), nextCursor };
}

/** The cursor of a place; only the list that wrote it can read it. */
export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The place in a cursor. @throws {AppError} `invalid-request` for one that this list never gave */
export function readCursor<Place>(cursor: string | undefined, place: z.ZodType<Place>): Place | undefined {
  if (cursor === undefined) return undefined;
  const read = place.safeParse(contentOf(cursor));
  if (read.success) return read.data;
  throw invalidRequest({ pointer: "/cursor", detail: isNone });
}

function contentOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** The place of lists that are ordered by id. */
export const idPlace = z.uuid();
