/**
 * A linear model over hashed features, and the file it is kept in: a short JSON header, then the features' hashes,
 * their scales in 16 bits and their weights in 8, and what it learned about word vectors. Pure; little-endian.
 */

import { z } from "zod";
import type { ReadingName } from "./readings.ts";

const magic = "DATELINE-LINEAR-2";
const weightSteps = 127;

export interface LinearModel {
  readonly labels: readonly string[];
  /** Changes whenever the file does. */
  readonly version: string;
  /** Of each feature: its hash. */
  readonly hashes: Uint32Array;
  /** Of each feature: what one occurrence counts before the text is brought to length 1; rarer counts more. */
  readonly scales: Float32Array;
  /** `weights[feature * labels.length + label]`, centred: over all labels a feature's weights sum to 0. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  /** `dense[label * (dimensions + 1) + at]` over a text's vector, the last of a row its bias; empty if it knows none. */
  readonly dense: Float32Array;
  /** Scores are divided by this before they become shares; fitted on texts that training did not see. */
  readonly temperature: number;
  /** How the examples were read, and texts are to be. */
  readonly reading: ReadingName;
}

const header = z.object({
  magic: z.literal(magic),
  version: z.string(),
  labels: z.array(z.string()).min(1),
  bias: z.array(z.number()),
  temperature: z.number().positive(),
  features: z.int().nonnegative(),
  dense: z.int().nonnegative(),
  largestScale: z.number(),
  largestWeight: z.number(),
  reading: z.enum(["lead", "whole"]).default("lead"),
});

/** Small weights are many and matter together, so steps are fine near 0: the stored step is the root of the weight. */
function toStep(weight: number, largest: number): number {
  return Math.round(Math.sign(weight) * Math.sqrt(Math.abs(weight) / largest) * weightSteps);
}

function fromSteps(largest: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => {
    const step = byte < 128 ? byte : byte - 256;
    return Math.sign(step) * (step / weightSteps) ** 2 * largest;
  });
}

function largestOf(values: Float32Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), Number.MIN_VALUE);
}

/** Changes whenever the bytes do. */
export function fingerprint(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** The same model always becomes the same bytes. */
export function writeModel(model: Omit<LinearModel, "version">): Uint8Array {
  const largestScale = largestOf(model.scales);
  const largestWeight = largestOf(model.weights);
  const scales = Uint16Array.from(model.scales, (scale) => Math.round((scale / largestScale) * 0xffff));
  const steps = Int8Array.from(model.weights, (weight) => toStep(weight, largestWeight));
  const parts = [model.dense, model.hashes, scales, steps].map(
    (part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
  );
  const version = parts.map(fingerprint).join("").slice(8);
  const text = JSON.stringify({
    magic,
    version,
    labels: model.labels,
    bias: [...model.bias],
    temperature: model.temperature,
    features: model.hashes.length,
    dense: model.dense.length,
    largestScale,
    largestWeight,
    // The lead goes without saying, as in the model that ships.
    reading: model.reading === "lead" ? undefined : model.reading,
  });
  const opening = new TextEncoder().encode(text + " ".repeat(3));
  const headerBytes = opening.subarray(0, opening.length - (opening.length % 4));
  const bytes = new Uint8Array(4 + headerBytes.length + parts.reduce((sum, { length }) => sum + length, 0));
  new DataView(bytes.buffer).setUint32(0, headerBytes.length, true);
  let at = 4;
  for (const part of [headerBytes, ...parts]) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Takes in what `writeModel` wrote, with the rounding that 8 bits bring. @throws {Error} when it is anything else. */
export function readModel(bytes: Uint8Array): LinearModel {
  if (bytes.length < 4) throw new Error("not a model: shorter than its header");
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (headerLength > bytes.length - 4) throw new Error("not a model: shorter than its header says");
  const opening = new TextDecoder().decode(bytes.subarray(4, 4 + headerLength));
  const told = header.parse(JSON.parse(opening));
  const { features, dense, labels } = told;
  const expected = 4 + headerLength + dense * 4 + features * (4 + 2 + labels.length);
  if (bytes.length !== expected) throw new Error(`a model cut short: ${bytes.length} bytes of ${expected}`);
  // A copy of its own (a Buffer's slice is none), because typed arrays need an offset that is a multiple of their unit.
  const body = new Uint8Array(bytes.subarray(4 + headerLength)).buffer;
  const from = dense * 4;
  const shortScales = new Uint16Array(body, from + features * 4, features);
  const steps = new Uint8Array(body, from + features * 6);
  const weightOf = fromSteps(told.largestWeight);
  return {
    labels,
    version: told.version,
    dense: new Float32Array(body, 0, dense),
    hashes: new Uint32Array(body, from, features),
    scales: new Float32Array(shortScales).map((short) => (short / 0xffff) * told.largestScale),
    weights: new Float32Array(steps).map((byte) => weightOf[byte] ?? 0),
    bias: Float32Array.from(told.bias),
    temperature: told.temperature,
    reading: told.reading,
  };
}
