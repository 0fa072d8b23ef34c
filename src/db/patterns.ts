/** Searching for what somebody typed: Prisma's `contains` is SQL's LIKE, to which some characters mean more. */

/** The text as a pattern that matches itself alone. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
