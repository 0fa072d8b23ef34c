/** Lines that say that a contact follows: "Media Contact:", "For more information, please contact ...". Pure. */

import { spokenIn } from "./names.ts";
import { isReachable } from "./reach.ts";

const topic =
  "(?:news\\s+media|media|press|news|newsroom|editorial|publicity|public relations|public affairs|(?:corporate\\s+|external\\s+)?communications?|pr|investors?|analysts?|journalists?|general|company|corporate|customer|interviews?|images?|pictures?|photos?|photography|comment)";
const topics = `${topic}(?:\\s*(?:&|and|or|/|,)\\s*(?:the\\s+)?${topic})*`;
const more = "(?:(?:all|any|more|further|additional|other|high-res\\w*)\\s+)*";
const noun =
  "(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|quer(?:y|ies)|questions?|requests?|information|info|details|office|desk|team|relations)";
const person = "(?:details|information|person|info|name|us)";
/** A label ends with a mark, a column or the line. */
const end = "(?:\\s*[:?]|\\s*[–—]|\\s+-+(?=\\s|$)|-+\\s*$|\\s*\\t|\\s*$)";

/** "Media contact:", "For all press enquiries:", "Contact for media", "Further information from:". */
const named = new RegExp(
  `^\\W*(?!(?:office|desk|team|relations|details|info|requests?)${end})(?:(?:your|our)\\s+)?(?:(?:for|to)\\s+)?${more}(?:${topics}\\s+)?(?:(?:relations|office)\\s+)?${noun}(?:\\s+${person})?(?:\\s+(?:for|from|to)(?:\\s+(?:the\\s+)?${topics})?)?${end}`,
  "i",
);
/** "Media:", "Investors", "Corporate Communications", and what else is a label in a contact block only. */
const bare = new RegExp(
  `^\\W*(?:(?:for\\s+)?(?:the\\s+)?(?:media|press|journalists?|investors?|analysts?|pr|(?:corporate\\s+|external\\s+)?communications?)(?:\\s*(?:&|and|/)\\s*(?:media|press|investors?|analysts?))?|(?:interviews?|images?|pictures?|photos?)(?:\\s*(?:&|and|/)\\s*(?:interviews?|images?|pictures?|photos?))|points?\\s+of\\s+contact|get\\s+in\\s+touch(?:\\s+with\\s+us)?|contact\\s+us|who\\s+to\\s+contact|(?:contact\\s+)?name|(?:press|media|pr|communications?)\\s+(?:officer|secretary|manager)(?=\\s*:)|prepared\\s+by|(?:many\\s+)?thanks\\s*,|spokes(?:person|man|woman)|issued\\s+by|(?:(?:kind|best|warm)\\s+)?(?:regards|wishes)\\s*,|(?:yours\\s+)?(?:sincerely|faithfully|truly)\\s*,)${end}`,
  "i",
);
/** How sentences open that say whom to contact. */
const opening = new RegExp(
  `^\\W*(?:for\\s+${more}(?:${topics}|enquir\\w+|inquir\\w+|info(?:rmation)?|details|questions)\\b|to\\s+(?:arrange|request|interview|speak)\\b|if\\s+you(?:\\s+would|[’']d)?\\s+(?:like|need|want|wish|require|have)\\b|interviews?\\b.{0,80}\\bavailable\\b|(?:journalists|reporters|editors|photographers|(?:members\\s+of\\s+)?the\\s+(?:press|media))\\b.{0,80}\\b(?:should|can|may|please|to)\\s+(?:contact|call|e-?mail)\\b|(?:please\\s+)?(?:direct|address|send|refer)\\s+(?:all\\s+|any\\s+|your\\s+)?(?:${topics}\\s+)?(?:enquir|inquir|quer|question|request)|(?:please\\s+)?${more}(?:${topics}\\s+)(?:contacts?|enquir\\w+|inquir\\w+|office|queries|questions|requests|relations)\\b|(?:please\\s+)?contact\\b|please\\s+(?:call|e-?mail)\\b|contacts?\\s*:|issued\\s+(?:by|on\\s+behalf\\s+of)\\b)`,
  "i",
);
/** A line of a contact block that names a field of it, and so begins no other. */
const field =
  /^\W*(?:contact|press|media|work|direct|office) +(?:tel(?:ephone)?|phone|mobile|cell|e-?mail|number|address|title|role|position)\b/i;
const forPress =
  /\b(?:media|press|journalists?|interview\w*|images?|photo\w*|comment|spokes\w+|editor\w*|newsroom|pr|communications?|issued)\b/i;
/** What is for the public to visit or call, and for nobody to write about. */
const forPublic = /\bvisit\b|\b(?:about|on|regarding|how)\b[^.:]{2,80}?\b(?:call|see|ring|go\s+to|book)\b/i;
/** What readers are asked to do as well: without a name, or the press, it is no contact. */
const please = /^\W*please\s+(?:call|e-?mail)\b/i;
const anyone = /^\W*(?:please\s+(?:call|e-?mail)|contact(?!s?\s*:)|if|to)\b/i;

/** Whether a line begins a contact block. */
export function isContactLabel(line: string): boolean {
  if (line.length > 400 || field.test(line)) return false;
  // "Cyswllt / Contact:"
  const own = line.replace(/^\p{Lu}\p{L}{2,12} ?\/ ?(?=\p{L})/u, "");
  return named.test(own) || bare.test(own) || isSentence(own);
}

/** Whether the line is a label that needs no address behind it to be one: "Press contacts". */
export function isHeadingOfContacts(line: string): boolean {
  return line.split(" ").length <= 3 && named.test(line) && line.replace(named, "") === "";
}

/** Whether a block is for those who invest, and not for the press. */
export function isForInvestors(line: string): boolean {
  return /\binvestors?\b(?!\S*@)/i.test(line.replace(/\S+@\S+/g, "")) && !/media|press/i.test(line);
}

/** Whether the words only lead to a contact: a label, or how a sentence of one opens. */
export function isLeadIn(piece: string): boolean {
  const rest = piece.replace(named, "");
  return rest === "" || piece.replace(bare, "") === "" || (opening.test(piece) && !/^contact\b/i.test(piece));
}

/** The line without the label that opens it. */
export function withoutLabel(line: string): string {
  const rest = line.replace(named, "");
  return rest === line ? line.replace(bare, "") : rest;
}

/** A sentence of a contact names whom to reach, or what only the press asks for; one without an address is short. */
function isSentence(line: string): boolean {
  if (!opening.test(line)) return false;
  const names = spokenIn(line) !== undefined;
  if (!isReachable(line)) return isLeadToMore(line) && (names || forPress.test(line) || !anyone.test(line));
  if (forPress.test(line)) return true;
  return names ? !please.test(line) : !forPublic.test(line) && !anyone.test(line);
}

function isLeadToMore(line: string): boolean {
  return /:$/.test(line) || (line.length < 60 && !/\bvisit\b/i.test(line) && !please.test(line));
}
