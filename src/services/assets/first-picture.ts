/** Finding the picture that readers of a release would see. */

import type { Context } from "../../context.ts";
import type { Picture } from "../../domain/rules/body/pictures.ts";

/** The picture that becomes an article's `image`: the first among the files that a copy names. Without any, asks nobody. */
export async function findFirstPicture(
  { hot }: Pick<Context, "hot">,
  ids: readonly string[],
): Promise<Picture | undefined> {
  if (ids.length === 0) return undefined;
  const [picture] = await hot.$queryRaw<Picture[]>`
    select array_position(${ids}::uuid[], id) - 1 as place, file_name as "fileName", width, height
    from assets where id = any(${ids}::uuid[]) and content_type like 'image/%'
    order by place limit 1`;
  return picture;
}
