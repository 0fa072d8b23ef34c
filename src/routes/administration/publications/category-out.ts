/** What is told of a section and what leaves about it. */

import { z } from "zod";
import { slugText } from "../../../domain/articles/slug.ts";
import { line, plainText } from "../../../domain/text.ts";
import type { Category } from "../../../services/administration/categories/category-rows.ts";

export const slug = slugText.max(60);

export const categoryFields = {
  slug,
  name: line(100),
  description: line(500).nullable().meta({ description: "What stands here, in a sentence." }),
  examples: z
    .array(plainText(4000))
    .max(20)
    .meta({ description: "Texts that belong here; a headline on a line of its own counts as one." }),
};

export const categoryOut = z
  .object({
    slug: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    examples: z.array(z.string()),
    position: z.int().meta({ description: "Its place among the sections, from 0." }),
    aliases: z.array(z.string()).meta({ description: "Earlier slugs, which lead here." }),
    articles: z.int().meta({ description: "Live articles that stand in it." }),
  })
  .meta({ id: "Category" });

export const representCategory = ({
  aliases,
  examples,
  ...category
}: Category): z.output<typeof categoryOut> => ({
  ...category,
  examples: [...examples],
  aliases: [...aliases],
});
