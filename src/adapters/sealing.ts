/**
 * Sealing text with AES-256-GCM: a nonce, the tag that shows whether anything was changed, and the text. Rows of earlier
 * versions are laid out like that, so it stays.
 */

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** A key for one use alone, which tells nothing about the material or about the key of another use. */
export function deriveKey(material: string, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", material, "dateline", use, 32));
}

/** Never the same twice, so two that hold the same text cannot be told by it. */
export function seal(text: string, key: Buffer): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce);
  const sealed = Buffer.concat([sealing.update(text, "utf8"), sealing.final()]);
  return new Uint8Array(Buffer.concat([nonce, sealing.getAuthTag(), sealed]));
}

/** Throws when the bytes were sealed with another key, or changed since. */
export function unseal(sealed: Uint8Array, key: Buffer): string {
  const start = nonceBytes + tagBytes;
  const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes));
  opening.setAuthTag(sealed.subarray(nonceBytes, start));
  return Buffer.concat([opening.update(sealed.subarray(start)), opening.final()]).toString("utf8");
}
