/** Entity tags as a header lists them (RFC 9110, 13.1.2). Pure. */

/** Whether a list names a tag. The weak comparison: a proxy that compresses makes a tag weak. */
export function namesTag(list: string, tag: string): boolean {
  const opaque = (text: string) => text.trim().replace(/^W\//, "");
  return list.trim() === "*" || list.split(",").some((one) => opaque(one) === opaque(tag));
}
