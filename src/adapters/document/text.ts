/** Bytes as text: by their mark, else UTF-8, else as Windows wrote it. */

/** What Windows has where Latin-1 has controls, from 0x80 on; Node's own decoder leaves the controls. */
const windows = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

/** The text of a file, whichever of the usual encodings it has. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const latin = Buffer.from(bytes).toString("latin1");
    return latin.replace(/[\u0080-\u009f]/g, (control) =>
      (windows[control.charCodeAt(0) - 0x80] ?? "").replace("\0", ""),
    );
  }
}
