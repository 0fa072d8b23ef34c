/** The name under which a finished answer is kept: a path and its parameters, sorted. Pure. */

/** Longer ones are asked for by nobody twice. */
const maxLength = 600;
/** Paths are of slugs and ids: any other writing of the same path is answered, and not kept. */
const plainPath = /^\/[a-z0-9/._-]*$/;
const plainQuery = /^[\w.~!*'()=&-]*$/;

/** The key of an address as it was asked for, or `undefined` for one that no answer is kept under. */
export function keyOfUrl(url: string): string | undefined {
  const parts = partsOf(url);
  return parts && keyOf(parts.path, parts.pairs);
}

/**
 * The key of an address whose parameters have been validated: however a number or an instant was written, there is one
 * key for it. `undefined` as with `keyOfUrl`.
 */
export function keyOfValues(url: string, values: Readonly<Record<string, unknown>>): string | undefined {
  const parts = partsOf(url);
  return (
    parts &&
    keyOf(
      parts.path,
      parts.pairs.map(([name]) => [name, written(values[name])]),
    )
  );
}

/** The names of the parameters in a key. */
export function namesIn(key: string): string[] {
  const query = key.split("?", 2)[1];
  return query === undefined ? [] : query.split("&").map((pair) => pair.slice(0, pair.indexOf("=")));
}

type Pair = readonly [name: string, value: string];

/** What an address says; a question mark after the first is one of its query. */
function partsOf(url: string): { readonly path: string; readonly pairs: readonly Pair[] } | undefined {
  if (url.length > maxLength) return undefined;
  const [path = "", ...query] = url.split("?");
  const pairs = plainPath.test(path) ? pairsOf(query.join("?")) : undefined;
  return pairs && { path, pairs };
}

function pairsOf(query: string): Pair[] | undefined {
  if (query === "") return [];
  const isPlain = plainQuery.test(query);
  const pairs = isPlain
    ? query.split("&").map((pair): Pair => {
        const at = pair.indexOf("=");
        return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
      })
    : [...new URLSearchParams(`?${query}`)];
  return new Set(pairs.map(([name]) => name)).size === pairs.length ? pairs : undefined;
}

function keyOf(path: string, pairs: readonly Pair[]): string {
  const sorted = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).sort();
  return sorted.length === 0 ? path : `${path}?${sorted.join("&")}`;
}

function written(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.join(",") : String(value);
}
