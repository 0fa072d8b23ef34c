/** Time as `evaluate` reports it. */

/** Texts judged before the measurement, so that it shows a process that has been running. */
const warmUpTexts = 300;

/** Judges every text, and says how long one took, in microseconds. */
export function judgeAll<Text, Judgement>(texts: readonly Text[], judge: (text: Text) => Judgement) {
  for (const text of texts.slice(0, warmUpTexts)) judge(text);
  const startedAt = performance.now();
  const judgements = texts.map(judge);
  const microseconds = ((performance.now() - startedAt) * 1000) / Math.max(1, texts.length);
  return { judgements, microsecondsPerDocument: round(microseconds, 1) };
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
