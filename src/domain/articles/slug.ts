/** From a headline to the address of its article. Pure. */

import slugify from "@sindresorhus/slugify";
import { z } from "zod";

/** What a slug looks like, wherever one is given. */
export const slugText = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be a slug");

/** Long enough to tell what it is about, short enough for a link in a mail. */
const maxLength = 80;
/** Words that stand for something else under `/v1/articles/`. */
const reserved = new Set(["stream", "feed", "feeds", "admin", "new", "index"]);

/** The slug of a headline, cut at a word; `article` where nothing of it can be written in plain letters. */
export function slugOf(headline: string): string {
  const slug = slugify(headline.slice(0, 400), { decamelize: false });
  const cut =
    slug.length <= maxLength
      ? slug
      : slug
          .slice(0, maxLength + 1)
          .replace(/-[^-]*$/, "")
          .slice(0, maxLength);
  if (cut === "") return "article";
  return reserved.has(cut) || looksLikeId(cut) ? `${cut}-news` : cut;
}

function looksLikeId(slug: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(slug);
}
