/** The files of articles. */

import type { Context } from "../../context.ts";
import type { Scan } from "../../domain/scan.ts";
import { AppError, notFound } from "../../errors.ts";

const retryAfterSeconds = 60;

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
 * @throws {AppError} `not-found`, also where the virus scanner found something; `unavailable` until it has looked
 */
export async function findPublicFile({ hot }: Context, id: string): Promise<PublicFile> {
  const [file] = await hot.$queryRaw<(PublicFile & { scan: Scan })[]>`
    select f.id, f.storage_key as "storageKey", f.file_name as "fileName", f.content_type as "contentType", f.bytes,
      s.scan
    from article_files f
    join articles a on a.id = f.article_id and a.status = 'live'
    join assets s on s.storage_key = f.storage_key
    where f.id = ${id}::uuid`;
  if (!file || file.scan === "infected") throw notFound("file");
  if (file.scan !== "pending") return file;
  const headers = { "retry-after": String(retryAfterSeconds), "cache-control": "no-store" };
  throw new AppError("unavailable", "The file waits for the virus scanner.", {}, headers);
}
