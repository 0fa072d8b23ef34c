/**
 * What the spam filter learned, and the file it is kept in: a short JSON header, a weight in 8 bits for each slot that
 * features are hashed into, and which kinds of words follow which. Pure.
 */

import { z } from "zod";
import { fingerprint } from "../categories/model.ts";
import { orderBytes } from "./word-order.ts";

const magic = "DATELINE-SPAM-2";
export const slots = 2 ** 20;
const mostSteps = 127;

/** How the worst passage and the whole are made into one score. */
export interface SpamBlend {
  readonly passage: number;
  readonly whole: number;
  /** How much a longer text needs more. */
  readonly length: number;
  /** Added last: what is 0 then is as likely held as not. */
  readonly offset: number;
}

export interface SpamModel {
  /** Changes whenever the file does. */
  readonly version: string;
  /** Of each slot: the step of its weight, and what that step is worth. */
  readonly steps: Int8Array;
  readonly worth: Float32Array;
  readonly bias: number;
  readonly blend: SpamBlend;
  /** Which kinds of words follow which. */
  readonly order: Int8Array;
}

const header = z.object({
  magic: z.literal(magic),
  version: z.string(),
  bias: z.number(),
  blend: z.object({ passage: z.number(), whole: z.number(), length: z.number(), offset: z.number() }),
  largest: z.number().positive(),
});

/** What one step of `largest` is worth: finer near 0, where weights are many. */
function worthOf(largest: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => {
    const step = byte < 128 ? byte : byte - 256;
    return Math.sign(step) * (step / mostSteps) ** 2 * largest;
  });
}

/** Weights in 8 bits: the step of each, and what the largest step is worth. */
export function inSteps(
  weights: Float32Array,
): Pick<SpamModel, "steps" | "worth"> & { readonly largest: number } {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-6);
  const steps = Int8Array.from(weights, (weight) =>
    Math.round(Math.sign(weight) * Math.sqrt(Math.abs(weight) / largest) * mostSteps),
  );
  return { steps, worth: worthOf(largest), largest };
}

/** The same model always becomes the same bytes. */
export function writeSpamModel(
  weights: Float32Array,
  { bias, blend, order }: Pick<SpamModel, "bias" | "blend" | "order">,
): Uint8Array {
  const { steps, largest } = inSteps(weights);
  const body = new Uint8Array(slots + orderBytes);
  body.set(new Uint8Array(steps.buffer));
  body.set(new Uint8Array(order.buffer), slots);
  const opening = new TextEncoder().encode(
    JSON.stringify({ magic, version: fingerprint(body), bias, blend, largest }),
  );
  const bytes = new Uint8Array(4 + opening.length + body.length);
  new DataView(bytes.buffer).setUint32(0, opening.length, true);
  bytes.set(opening, 4);
  bytes.set(body, 4 + opening.length);
  return bytes;
}

/** Takes in what `writeSpamModel` wrote. @throws {Error} when it is anything else. */
export function readSpamModel(bytes: Uint8Array): SpamModel {
  const length = bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (bytes.length !== 4 + length + slots + orderBytes) throw new Error("no spam model, or one cut short");
  const told = header.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))));
  const body = new Uint8Array(bytes.subarray(4 + length));
  return {
    version: told.version,
    steps: new Int8Array(body.buffer, 0, slots),
    worth: worthOf(told.largest),
    bias: told.bias,
    blend: told.blend,
    order: new Int8Array(body.buffer, slots),
  };
}
