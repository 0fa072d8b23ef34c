/** Telling what a file is from what is in it; its name may not contradict that. A picture is decoded whole and written anew. */

import { rename, rm } from "node:fs/promises";
import type sharpLibrary from "sharp";
import { isTaken, objectionTo } from "../../domain/file-types.ts";

interface Inspected {
  readonly contentType: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** What the sender says that a file is. */
interface Declared {
  readonly fileName: string;
  readonly contentType: string;
}

export type Inspection = Inspected | { readonly refused: string };

const pictures: Record<string, "jpeg" | "png" | "webp"> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/webp": "webp",
};

const accepted =
  "accepted are JPEG, PNG and WebP pictures, PDF, Office and OpenDocument files, and MP4 video";
/** Forty megapixels: more than any newspaper prints, less than a decompression bomb needs. */
const maxPixels = 40_000_000;

/**
 * Says what the file at `path` is, or why it is not taken. A picture is replaced by a fresh encoding of its pixels,
 * upright and without metadata, so that neither a position nor a second file hidden in it is passed on.
 */
export async function inspectFile(path: string, declared: Declared): Promise<Inspection> {
  const { fileTypeFromFile, sharp } = await openTools();
  const type = await fileTypeFromFile(path).catch(() => undefined);
  if (!type || !isTaken(type.mime)) return { refused: `is not of a type that is taken; ${accepted}` };
  const objection = objectionTo(type.mime, declared.fileName, declared.contentType);
  if (objection) return { refused: objection };
  const format = pictures[type.mime];
  return format ? rewritePicture(sharp, path, format) : { contentType: type.mime, width: null, height: null };
}

async function rewritePicture(
  sharp: typeof sharpLibrary,
  path: string,
  format: "jpeg" | "png" | "webp",
): Promise<Inspection> {
  const fresh = `${path}.fresh`;
  try {
    const { width, height } = await sharp(path, { limitInputPixels: maxPixels, failOn: "error" })
      .rotate()
      .toFormat(format, format === "png" ? {} : { quality: 88 })
      .toFile(fresh);
    await rename(fresh, path);
    return { contentType: `image/${format}`, width, height };
  } catch (error) {
    await rm(fresh, { force: true });
    return {
      refused: `is no picture that can be read: ${error instanceof Error ? error.message : "unknown"}`,
    };
  }
}

/** Loaded with the first file: most processes never get one, and their start would wait for both. */
async function openTools() {
  const [{ fileTypeFromFile }, { default: sharp }] = await Promise.all([
    import("file-type"),
    import("sharp"),
  ]);
  // Two cores are shared with requests; a picture may take one of them at the most.
  sharp.concurrency(1);
  sharp.cache(false);
  return { fileTypeFromFile, sharp };
}
