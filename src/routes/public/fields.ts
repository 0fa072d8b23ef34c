/** `fields` of a list: the members of each item that a client wants, of those that there are. */

import { z } from "zod";
import { listedArticleOut } from "./article-out.ts";

const names = Object.keys(listedArticleOut.shape);

/** Some of an article's members, in one order however they were asked for. */
export const fields = z
  .string()
  .max(500)
  .refine(
    (text) => text.split(",").every((name) => names.includes(name)),
    `must be some of ${names.join(", ")}, with commas`,
  )
  .transform((text) => {
    const asked = new Set(text.split(","));
    return names.filter((name) => asked.has(name));
  })
  .meta({ description: "Members of each item, with commas; all of them when absent." });

/** An item, which is JSON, with the members asked for alone. */
export function withFields(json: Buffer, asked: readonly string[]): Buffer {
  const members = Object.entries(JSON.parse(json.toString()));
  return Buffer.from(JSON.stringify(Object.fromEntries(members.filter(([name]) => asked.includes(name)))));
}
