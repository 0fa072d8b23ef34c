/** Where an article is read: a publication beside `main` has slugs of its own, so its name belongs to the address. Pure. */

/** The address of an article, or of a `part` of it such as `/related`. */
export function articleAddress(
  baseUrl: string,
  { publication, slug }: { readonly publication: string; readonly slug: string },
  part = "",
): string {
  const query = publication === "main" ? "" : `?publication=${publication}`;
  return `${baseUrl}/v1/articles/${slug}${part}${query}`;
}
