/** Where attachments lie: whole files under random names, in a folder or in a bucket, which nobody reaches but through here. */

import type { Readable } from "node:stream";

export interface MediaStore {
  /** A path of this process's own to receive an upload in; the caller removes it, whatever happens. */
  incoming(): Promise<string>;
  /** Keeps the file at `path`, which may be moved away, and returns its key; it is safe when this returns. */
  keep(path: string): Promise<string>;
  /** The file, or the part of it from one byte to another, both among them; whoever is done early destroys it. */
  read(key: string, part?: { readonly start: number; readonly end: number }): Promise<Readable>;
  /** Removes the file; one that is gone already is no failure. */
  remove(key: string): Promise<void>;
  close(): void;
}

/** The store cannot be used at the moment. No accident of ours, and no secret in it: `message` is of words we know. */
export class StoreAway extends Error {
  override readonly name = "StoreAway";
}
