/** Where an article is read: a publication beside `main` has slugs of its own, so its name belongs to the address. Pure. */

/** The address of an article, or of a `part` of it such as `/related`. */
export function articleAddress(
  baseUrl: string,
  { publication, slug }: { readonly publication: string; readonly slug: string },
  part = "",
): string {
  return `${baseUrl}/v1/articles/${slug}${part}${queryOf(publication)}`;
}

/** The query that names a publication in an address; none for `main`, which is meant where nobody names one. */
export function queryOf(publication: string): string {
  return publication === "main" ? "" : `?publication=${encodeURIComponent(publication)}`;
}
