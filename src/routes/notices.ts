/** What somebody wants to be told by mail, in a request. */

import { z } from "zod";

/** Some of these notices, each once, in the order of the list; none is to be left in peace. */
export function noticesOf<Notice extends string>(notices: readonly Notice[]) {
  return z
    .array(z.enum(notices))
    .max(50)
    .transform((wanted) => notices.filter((notice) => wanted.includes(notice)))
    .meta({ description: `What to be told by mail, of ${notices.join(", ")}.` });
}
