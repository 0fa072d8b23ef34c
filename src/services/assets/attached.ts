/** What there is to know of the files that a release names. */

import type { Context } from "../../context.ts";
import type { WithheldFile } from "../../domain/rules/body/files.ts";
import type { Picture } from "../../domain/rules/body/pictures.ts";
import type { Scan } from "../../domain/scan.ts";

interface Attached extends WithheldFile, Picture {
  readonly isPicture: boolean;
  readonly scan: Scan;
}

interface AttachedFiles {
  /** The picture that becomes an article's `image`: the first among the files. */
  readonly firstPicture: Picture | undefined;
  /** The files that readers may not see as they are now, in their order. */
  readonly withheldFiles: readonly WithheldFile[];
}

/** Looks at the files that a copy names. Without any, asks nobody. */
export async function lookAtAttached(
  { hot }: Pick<Context, "hot">,
  ids: readonly string[],
): Promise<AttachedFiles> {
  if (ids.length === 0) return { firstPicture: undefined, withheldFiles: [] };
  const files = await hot.$queryRaw<Attached[]>`
    select array_position(${ids}::uuid[], id) - 1 as place, file_name as "fileName", width, height,
      content_type like 'image/%' as "isPicture", scan, scan_found as found
    from assets where id = any(${ids}::uuid[]) order by place`;
  return {
    firstPicture: files.find(({ isPicture }) => isPicture),
    withheldFiles: files.filter(({ scan }) => scan === "pending" || scan === "infected"),
  };
}
