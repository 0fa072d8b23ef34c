/** Telling the lines of a document that say when it may be published. Pure. */

const immediate =
  /\b(?:for|available for)\s+(?:immediate|general|instant)\s+(?:release|publication|use|distribution|broadcast)\b|^\W*immediate release\b|^\W*release:?\s+immediate|\b(?:no|not under|free of|without) (?:an )?embargo\b|\bembargo:?\s*(?:none|n\/a|no)\b|\bnot embargoed\b/i;
const restrained =
  /^\W*(?:(?:strictly|strict|under|news|press|media|release|note|private|confidential|and|please|this|is|in|confidence)\b[\s:,–-]*){0,5}embargo(?:ed)?\b|\bembargo(?:ed)?\s+(?:un)?till?\b|\bembargo\s+(?:lifts?|ends?|expires?|date|time)\b|^\W*(?:strictly\s+)?not\s+(?:for|to\s+be)\s+(?:release|publication|publish|broadcast|use|quot|distribut)\w*|^\W*hold\s+(?:for|until|till|release)\b|^\W*do\s+not\s+(?:publish|release|use|broadcast)\b/i;
const until =
  /^.{0,80}\b(?:confidential|private|secret|withheld|held|no\s+(?:release|publication|use))\b.{0,20}\b(?:until|till|before)\b/i;
const dated =
  /^\W*(?:for\s+(?:release|publication|use|broadcast)|release\s+(?:date|time|on|at|after|from)|to\s+be\s+released|publication\s+date)\b/i;

/** Longer ones are sentences of a text, of an embargo on trade perhaps. */
const longestLine = 240;

/** Whether the line says when the document may be published. */
export function isReleaseLine(line: string): boolean {
  if (line.length > longestLine) return false;
  return restrained.test(line) || until.test(line) || dated.test(line) || immediate.test(line);
}

/** Whether the line holds the document back, with or without saying until when. */
export function isRestraint(line: string): boolean {
  return (
    line.length <= longestLine &&
    !isFree(line) &&
    (restrained.test(line) || until.test(line) || dated.test(line))
  );
}

function isFree(line: string): boolean {
  return immediate.test(line) && !/\bembargo(?:ed)?\s+(?:until|till)\b/i.test(line);
}

/** Whether a line asks to keep an embargo, wherever it stands. */
export function asksToKeep(line: string): boolean {
  return line.length <= longestLine && /\b(?:respect|observe|honou?r|keep)\b.{0,30}\bembargo\b/i.test(line);
}

/** Whether a line outside the text speaks of this document's embargo, in whatever words. */
export function speaksOfEmbargo(text: string): boolean {
  if (isFree(text)) return false;
  return (
    isRestraint(text.slice(0, 200)) || /\bembargoed\b|\b(?:this|under|until)\b.{0,40}\bembargo\b/i.test(text)
  );
}
