/** Bytes as text: by their mark, else UTF-8, else as Windows wrote it. */

/** What Windows has where Latin-1 has controls, from 0x80 on; Node's own decoder leaves the controls. */
const windows = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

/** How a text is written, by its mark, or by where its zero bytes stand; `undefined` for what is no text. */
export function encodingOf(bytes: Uint8Array): "utf-16le" | "utf-16be" | "bytes" | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (!bytes.includes(0)) return "bytes";
  // Letters of Latin script have a zero for their other half, on one side only.
  const [even, odd] = [0, 1].map((side) => zeroShare(bytes.subarray(0, 65_536), side)) as [number, number];
  if (bytes.length % 2 === 1 || Math.min(even, odd) > 0.01 || Math.max(even, odd) < 0.7) return undefined;
  return odd > even ? "utf-16le" : "utf-16be";
}

/** The share of zeros among every second byte. */
function zeroShare(bytes: Uint8Array, side: number): number {
  let zeros = 0;
  for (let at = side; at < bytes.length; at += 2) if (bytes[at] === 0) zeros += 1;
  return (zeros * 2) / bytes.length;
}

/** The text of a file, whichever of the usual encodings it has. */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  if (encoding !== undefined && encoding !== "bytes") return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const latin = Buffer.from(bytes).toString("latin1");
    return latin.replace(/[\u0080-\u009f]/g, (control) =>
      (windows[control.charCodeAt(0) - 0x80] ?? "").replace("\0", ""),
    );
  }
}
