/** The search of articles: what `GET /v1/articles` does when it is asked with `q`. */

import { z } from "zod";
import type { Context } from "../../context.ts";
import { line } from "../../domain/text.ts";
import { readWrittenInstant } from "../../domain/time/local-time.ts";
import { invalidRequest } from "../../errors.ts";
import { countFacets, type FacetName, facetNames } from "../../services/articles/search/facets.ts";
import { type FoundArticle, type Search, searchArticles } from "../../services/articles/search/search.ts";
import { page, readCursor } from "../pagination.ts";
import { listedArticleOut } from "./article-out.ts";
import { pageJson } from "./page-json.ts";

export const searchQuery = {
  q: line(200).optional().meta({
    description:
      'Words, all of which an article has; `"a phrase"`, `-unwanted`, `or`, `beginn*`. Best first.',
  }),
  prefix: z.stringbool().optional().meta({ description: "The last word of `q` is still being typed." }),
  highlight: z.stringbool().optional().meta({ description: "Show where an article has the words." }),
  facets: z
    .string()
    .max(60)
    .transform((names) => names.split(","))
    .pipe(z.array(z.enum(facetNames)).max(facetNames.length))
    .optional()
    .meta({ description: `Counts of what \`q\` finds: ${facetNames.join(", ")}, with commas.` }),
};

const highlights = z.object({ headline: z.string().nullable(), snippet: z.string() });

/** A listed article and, where it was searched for, where it has the words: HTML with `<mark>` and nothing else. */
export const foundArticleOut = listedArticleOut
  .extend({ highlights: highlights.optional() })
  .meta({ id: "FoundArticle" });

const facetValue = z.object({ value: z.string(), name: z.string().nullable(), articles: z.int() });

/** What the answer to a search has beside the page. */
export const searchOut = {
  correctedQuery: z.string().nullable().optional().meta({
    description: "What was searched for instead, since what was typed finds nothing.",
  }),
  facets: z
    .object({
      values: z.partialRecord(z.enum(facetNames), z.array(facetValue)),
      counted: z.int().meta({ description: "The newest so many of what was found are counted." }),
      complete: z.boolean().meta({ description: "Whether that is all that was found." }),
    })
    .optional(),
};

/** As PostgreSQL writes it, to the microsecond, which a `Date` would lose. */
export const writtenInstant = z
  .string()
  .max(40)
  .refine((at) => readWrittenInstant(at) !== undefined);

const place = z.strictObject({
  at: writtenInstant,
  id: z.uuid(),
  rank: z.number(),
  until: writtenInstant,
  q: line(400).optional(),
});

/** @throws {AppError} `invalid-request` for what only a search has */
export function refuseWithoutWords(
  given: Readonly<Record<"prefix" | "highlight" | "facets", unknown>>,
): void {
  const faults = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [{ pointer: `/${name}`, detail: "is understood together with q" }],
  );
  if (faults.length > 0) throw invalidRequest(...faults);
}

/** A page of what was found, as JSON, and where the next begins; `show` writes an item. */
export async function search(
  ctx: Context,
  asked: Omit<Search, "after"> & {
    readonly cursor: string | undefined;
    readonly facets: readonly FacetName[] | undefined;
  },
  show: (article: FoundArticle) => Buffer,
): Promise<{ readonly json: Buffer; readonly nextCursor: string | null }> {
  const { cursor, facets, ...wanted } = asked;
  const { articles, correctedQuery } = await searchArticles(ctx, {
    ...wanted,
    after: readCursor(cursor, place),
  });
  const counted = facets && (await countFacets(ctx, { ...wanted, q: correctedQuery ?? wanted.q }, facets));
  const { items, nextCursor } = page(
    articles,
    wanted.limit,
    (article) => article.place,
    (article) => withHighlights(show(article), article),
  );
  const json = pageJson(items, { nextCursor, correctedQuery, ...(counted && { facets: counted }) });
  return { json, nextCursor };
}

/** An item as JSON, with one member more where it was asked for. */
function withHighlights(json: Buffer, { highlights: marked }: FoundArticle): Buffer {
  if (!marked) return json;
  const members = json.subarray(0, -1);
  const one = `${members.length > 1 ? "," : ""}"highlights":${JSON.stringify(marked)}}`;
  return Buffer.concat([members, Buffer.from(one)]);
}
