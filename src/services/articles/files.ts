/** The files of articles. */

import type { Context } from "../../context.ts";
import { notFound } from "../../errors.ts";

export interface PublicFile {
  /** Of its address, which no other file ever has. */
  readonly id: string;
  readonly storageKey: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
}

/**
 * A file of a live article, by the random id that publication gave it.
 *
 * @throws {AppError} `not-found`
 */
export async function findPublicFile({ db }: Context, id: string): Promise<PublicFile> {
  const file = await db.articleFile.findFirst({ where: { id, article: { status: "live" } } });
  if (!file) throw notFound("file");
  return file;
}
