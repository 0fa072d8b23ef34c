/** Counts which kinds of words stand beside each other in texts that somebody wrote for readers. Pure. */

import { type KnownWords, PassageReader } from "../passage-reader.ts";
import { orderBytes, orderStep, wordKinds } from "../word-order.ts";

/** Pairs seen hardly ever say little: so many are added to what was seen, and to what chance would have shown. */
const doubt = 2;
const largest = 125;

export function learnOrder(texts: readonly string[], known: KnownWords): Int8Array {
  const pairs = new Float64Array(orderBytes);
  const firsts = new Float64Array(wordKinds);
  const seconds = new Float64Array(wordKinds);
  let total = 0;
  const reader = new PassageReader(known, new Int8Array(orderBytes));
  for (const text of texts) {
    reader.read(text);
    for (let at = 1; at < reader.wordCount; at += 1) {
      const [first, second] = [reader.wordKinds[at - 1] ?? 0, reader.wordKinds[at] ?? 0];
      const pair = first * wordKinds + second;
      pairs[pair] = (pairs[pair] ?? 0) + 1;
      firsts[first] = (firsts[first] ?? 0) + 1;
      seconds[second] = (seconds[second] ?? 0) + 1;
      total += 1;
    }
  }
  return Int8Array.from(pairs, (seen, pair) => {
    const first = firsts[Math.floor(pair / wordKinds)] ?? 0;
    const byChance = (first * (seconds[pair % wordKinds] ?? 0)) / Math.max(1, total);
    const steps = Math.round(Math.log((seen + doubt) / (byChance + doubt)) / orderStep);
    return Math.max(-largest, Math.min(largest, steps));
  });
}
