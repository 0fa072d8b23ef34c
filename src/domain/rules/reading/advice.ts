/** How an article of advice opens: "5 reasons to visit", "Ten tips for gardeners". Pure. */

const digits = "\\d{1,2}";
/** In words, a headline may count what is new: "Two new ways to pay" is news, "Three ways to save" advice. */
const words =
  "(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty)(?! new\\b)";
const nouns = "tips|ways|reasons|things|tricks|mistakes|secrets|hacks|steps|questions";
/** Whom or what the advice is for; a number in words needs it, since "Five questions remain" is none. */
const purpose = "(?: (?:to|for|why|you|your|that|every|how|not)\\b)";

/** In a headline. */
export const listOfAdvice = new RegExp(
  `^(?:top )?(?:${digits} (?:\\p{L}+ )?(?:${nouns})\\b|${words} (?:\\p{L}+ )?(?:${nouns})(?=${purpose}))`,
  "giu",
);
