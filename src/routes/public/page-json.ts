/** A page whose items are JSON already. */

const opening = Buffer.from('{"items":[');
const comma = Buffer.from(",");

/** What a page has beside its items: one member at least. */
type Rest = Readonly<Record<string, unknown>> & { readonly nextCursor: string | null };

/** The page as JSON: its items, and then the rest. */
export function pageJson(items: readonly Buffer[], rest: Rest): Buffer {
  const listed = items.flatMap((item, at) => (at === 0 ? [item] : [comma, item]));
  return Buffer.concat([opening, ...listed, Buffer.from(`],${JSON.stringify(rest).slice(1)}`)]);
}
