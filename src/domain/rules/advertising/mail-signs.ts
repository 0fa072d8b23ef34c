/** SP-10: what bulk mail has and a release has not. Each is proof enough that a person should look. Pure. */

import type { Range } from "../../source-text/source-text.ts";
import { matchesOf } from "../reading/words.ts";
import { defineRule, plain } from "../rule.ts";
import { inBody } from "../view.ts";

/** A pattern is only tried where the text has its `sign`, which costs less. */
const kinds: readonly { readonly sign: RegExp; readonly pattern: RegExp; readonly message: string }[] = [
  {
    sign: /http|www/i,
    pattern:
      /\bhttps?\s?:\s\/\s?\/|\bwww\s?\.\s[a-z0-9-]{2,60}\s?\.\s?(?:com|net|org|info|biz|co|ru|cn|us|uk)\b/gi,
    message: "This web address is broken by spaces: readers cannot follow it, and filters do not.",
  },
  {
    sign: /unsubscribe|remove me|r ?- ?e ?- ?m|opt[ -]out/i,
    // Whoever tells of a newsletter may say that its readers can leave it.
    pattern:
      /^\W{0,9}(?:(?:to|please|click here|click|tap|you can|you may|manage (?:your )?preferences|update (?:your )?preferences)\W{1,3}(?:to )?)?unsubscribe\b.{0,60}$|\bremove me from (?:this|your|the)\b|^\W{0,9}remove me\W{0,9}$|\bopt[ -]out of (?:these|our|all|future|further) (?:e-?mails?|mailings?|messages|communications)\b|\br ?- ?e ?- ?m ?- ?o ?- ?v ?- ?e\b/gim,
    message: "A mail offers to be sent no more; a release does not.",
  },
  {
    sign: /= ?\?|-{4} ?(?:original|forwarded)|content-/i,
    pattern:
      /= ?\? ?(?:utf|iso|windows|koi8) ?-[^\n]{1,40}\?|-{4,10} ?(?:original|forwarded) message|^content-(?:type|transfer-encoding) ?:/gim,
    message: "This is the header of a mail.",
  },
  {
    sign: /\?{5}|\ufffd{2}/,
    pattern: /(?<![\p{L}!?])\?{5,}|\ufffd{2,}/gu,
    message: "The characters that stood here were lost.",
  },
];

interface MailSign extends Range {
  readonly message: string;
}

/** Where each kind of sign stands first. */
export function mailSignsIn(text: string): MailSign[] {
  return kinds.flatMap(({ sign, pattern, message }) =>
    matchesOf(text, pattern, sign)
      .slice(0, 1)
      .map(({ start, end }) => ({ start, end, message })),
  );
}

const mailSigns = defineRule({
  id: "SP-10",
  what: "What bulk mail has and a release has not: a web address with spaces in it, a line that offers to unsubscribe, the header of a mail, or characters that were lost on its way.",
  why: "Who wants to pass a filter breaks the address, and who pastes a mailing forgets its last line. Of 1,997 real releases none has any of them.",
  settings: plain,
  run(view) {
    return mailSignsIn(view.body.text).map(({ message, ...place }) => inBody(view, place, { message }));
  },
});

export const mailSignRules = [mailSigns];
