/** Tells the language of a text, in this process and without asking anybody. */

interface DetectedLanguage {
  /** ISO 639-1, or null for text without a language, such as numbers. */
  readonly code: string | null;
  /** False for text too short or too mixed to trust the code. */
  readonly reliable: boolean;
}

/** A language shows within a few sentences; in UTF-16 units. */
const maxUnits = 1000;

/** Names of people and places make a headline look foreign; the desk's language wins where it comes as near as this. */
const nearest = 0.94;

/** The language of a text, as an ISO 639-1 code; null where it is too short or too mixed to tell. */
export async function detectLanguage(text: string): Promise<string | null> {
  const detect = await openLanguageDetector();
  const { code, reliable } = detect(text);
  return reliable ? code : null;
}

type Detect = (text: string) => DetectedLanguage;

let opening: Promise<Detect> | undefined;

/**
 * What finds the likeliest language of a text's first sentences; English where it is as good as any. Its statistics take
 * half a second to read, at the first use: a process that only answers readers never does.
 */
export function openLanguageDetector(): Promise<Detect> {
  opening ??= open();
  return opening;
}

async function open(): Promise<Detect> {
  const { eld } = await import("eld/extrasmall");
  return (text) => {
    const result = eld.detect(text.slice(0, maxUnits));
    if (!result.language || result.language === "en") {
      return { code: result.language || null, reliable: result.isReliable() };
    }
    const { en = 0, [result.language]: best = 1 } = result.getScores();
    const isNear = en >= nearest * best;
    return { code: isNear ? "en" : result.language, reliable: !isNear && result.isReliable() };
  };
}
