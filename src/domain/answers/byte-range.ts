/** The part of a file that a client asks for by `Range` (RFC 9110, 14.1.2). Pure. */

/** From the first byte to the last, both among them. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range of a file of so many bytes that the header names; null where the file has no byte of it. `undefined`
 * for what is answered with the whole: no range, several, or another unit. Own, since the library that the framework's
 * plugins read it with is none of ours and reads several.
 */
export function byteRange(header: string | undefined, bytes: number): ByteRange | null | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const end = first === "" || last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  const start = first === "" ? Math.max(0, bytes - Number(last)) : Number(first);
  // A range that ends before it begins is none, and not one that cannot be had.
  if (first !== "" && last !== "" && Number(last) < start) return undefined;
  return start <= end ? { start, end } : null;
}
