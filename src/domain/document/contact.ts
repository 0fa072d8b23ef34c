/** Whom the press may call: name, role, e-mail and telephone from the lines of a contact block. Pure. */

export interface Contact {
  readonly name?: string;
  readonly role?: string;
  readonly organization?: string;
  readonly email?: string;
  readonly phone?: string;
}

const emailPattern = /[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24}/u;
const phonePattern =
  /(?:\+|\b00|\(\+?)?\d{1,4}\)?(?:[\s.\-/–()]{0,3}\(?\d{1,5}\)?){1,6}(?:\s*(?:ext\.?|extension|x)\s*\.?\s*\d{1,6})?/i;
const label =
  /^\W*(?:(?:(?:for|to)\s+)?(?:(?:more|further|additional)\s+)?(?:media|press|news|editorial|publicity|public relations|public affairs|communications?|pr|investors?|general|company|corporate|customer|interviews?|images?)(?:\s*(?:&|and|or|\/)\s*(?:media|press|investors?|pr|analysts?|public))?\s*)?(?:relations\s+)?(?:contacts?(?:\s+(?:details|information|person|info|us))?|enquir(?:y|ies)|inquir(?:y|ies)|queries|questions|information|office|relations)\b\s*(?:[:–—-]|$)/i;
const labelSentence =
  /^\W*(?:for\s+(?:(?:more|further|additional|all|any)\s+)?(?:media|press|interview\w*|information|details|enquir\w+|inquir\w+|images|photo\w*|comment)\b|to\s+(?:arrange|request)\b|(?:media|press)\s+(?:contacts?|enquir\w+|inquir\w+|office|queries|relations)\b|please\s+contact\b|contacts?\s*:)/i;
const fieldLabel =
  /^\s*(?:name|contact(?:\s+(?:name|person))?|title|position|role|organi[sz]ation|company|tel(?:ephone)?|phone|mobile|mob|cell|office|direct|switchboard|fax|e-?mail|mail|web(?:site)?|url|twitter|t|p|m|e|o|c|w|d|f)\s*(?:\.|:|\))+\s*/i;
const person =
  /^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Rev|Cllr|Capt|Col|Lt)\.?\s+)*[\p{Lu}][\p{L}\p{M}’'.-]*(?:\s+(?:(?:van|von|de|del|della|der|den|da|dos|di|la|le|bin|ibn|al|el|ter|ten|y)\s+){0,2}[\p{Lu}][\p{L}\p{M}’'.-]*){1,3}(?:,?\s+(?:Jr|Sr|II|III|PhD|MBE|OBE|CBE|APR|MD)\.?)?$/u;
const roleWords =
  /\b(?:manager|director|officer|head|chief|president|vice|lead|secretary|spokes(?:person|man|woman)|coordinator|co-ordinator|editor|press|media|communications?|relations|affairs|marketing|executive|assistant|associate|consultant|chair(?:man|woman|person)?|founder|partner|adviser|advisor|clerk|PR|CEO|COO|CFO|CMO|VP|team|office|desk|department|representative|specialist|publicist|trustee|treasurer|curator|librarian|principal|warden|captain)\b/i;
const organizationWords =
  /\b(?:inc|ltd|llc|plc|gmbh|corp|corporation|company|co|group|limited|council|university|college|trust|society|association|foundation|institute|museum|hospital|school|club|agency|holdings|partners|communications|council|charity|bank|works|labs?|systems|technologies|energy|foods?|board|authority|union|centre|center|gallery|library|theatre|theater|church|festival|department|ministry|service|services|solutions|international|global)\b\.?/i;

/** Whether a line begins a contact block: "Media Contact:", "For more information, please contact ...". */
export function isContactLabel(line: string): boolean {
  if (line.length > 400) return false;
  return (
    label.test(line) ||
    (labelSentence.test(line) && (line.length < 60 || emailPattern.test(line) || hasPhone(line)))
  );
}

/** Whether the block is for those who invest, and not for the press. */
export function isForInvestors(line: string): boolean {
  return /investor/i.test(line) && !/media|press/i.test(line);
}

/** Whether a line may belong to a contact block: an address, a number, or a few words. */
export function isContactLine(line: string): boolean {
  if (emailPattern.test(line) || hasPhone(line) || fieldLabel.test(line)) return line.length <= 300;
  return (
    isWebAddress(line) ||
    (line.length <= 70 && line.split(/\s+/).length <= 8 && !/[.!?]$/.test(line.replace(/\b\p{L}+\.$/u, "")))
  );
}

/** Whether a line names a way to reach somebody. */
export function isReachable(line: string): boolean {
  return emailPattern.test(line) || hasPhone(line);
}

function isWebAddress(line: string): boolean {
  return /^(?:https?:\/\/|www\.)\S+$|^[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/i.test(line.trim());
}

function hasPhone(text: string): boolean {
  return phoneIn(text) !== undefined;
}

function phoneIn(text: string): string | undefined {
  const pattern = new RegExp(phonePattern.source, "gi");
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (isPhone(match, text.slice(0, index))) return match.trim().replace(/^\((?=[^)]*$)|[\s(.\-/–]+$/g, "");
  }
  return undefined;
}

function isPhone(match: string, before: string): boolean {
  const digits = match.replace(/(?:ext|x).*$/i, "").replace(/\D/g, "").length;
  const isDate = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}\s*[-–]\s*\d{4})\W*$/.test(
    match.trim(),
  );
  const inAddress = /[\p{L}_/@]$/u.test(before) && !/\b(?:tel|ph|[tpmoc])$/i.test(before);
  return digits >= 7 && digits <= 15 && !isDate && !inAddress;
}

/** The text with words in the place of every e-mail address and telephone number. */
export function withoutContacts(text: string): string {
  return text
    .replaceAll(new RegExp(emailPattern, "gu"), "(e-mail address)")
    .replaceAll(new RegExp(phonePattern, "gi"), (found, index: number, all: string) =>
      isPhone(found, all.slice(Math.max(0, index - 4), index)) ? "(telephone number)" : found,
    );
}

/** Reads the lines of one block, its label included. */
export function readContact(lines: readonly string[]): Contact {
  const all = lines.join("\n");
  const email = emailPattern.exec(all)?.[0].replace(/^'/, "");
  const phone = lines
    .map((line) => phoneIn(line.replaceAll(new RegExp(emailPattern, "gu"), " ")))
    .find((found) => found !== undefined);
  const words = lines.flatMap(piecesOf);
  const spoken = inSentence(all);
  const name =
    spoken ?? words.find(isPerson) ?? words.find((piece) => !isWebAddress(piece) && /\p{L}{2}/u.test(piece));
  const others = words.filter((piece) => piece !== name && !isWebAddress(piece));
  const role = others.find((piece) => roleWords.test(piece));
  const organization =
    others.find((piece) => piece !== role && organizationWords.test(piece)) ??
    others.find((piece) => piece !== role);
  return {
    ...(name && { name }),
    ...(role && { role }),
    ...(organization && { organization }),
    ...(email && { email }),
    ...(phone && { phone }),
  };
}

/** "please contact Jane Doe, press officer, at ..." */
function inSentence(text: string): string | undefined {
  const spoken =
    /\b(?:contact|call|email|e-mail|write to|speak to)\s+((?:[\p{Lu}][\p{L}\p{M}’'.-]*\s+(?:(?:van|von|de|der|den|del|della|da|dos|di|la|le|bin|al|el|ter|ten|y)\s+){0,2}){1,3}[\p{Lu}][\p{L}\p{M}’'-]+)/u.exec(
      text,
    )?.[1];
  const name = spoken?.replace(/\s+/g, " ").trim();
  return name !== undefined && isPerson(name) ? name : undefined;
}

/** The words of a line between its marks, without labels, addresses and numbers. */
function piecesOf(line: string): string[] {
  return line
    .replace(labelAtStart, "")
    .replaceAll(new RegExp(emailPattern, "gu"), "\n")
    .replaceAll(new RegExp(phonePattern, "gi"), (found) =>
      found.replace(/\D/g, "").length >= 7 ? "\n" : found,
    )
    .split(/\n|\t|[|;•·]|,\s+|\s+[–—-]\s+|\s+(?:at|on|or|via)\s+(?=\n|$)|[()<>[\]]/)
    .map((piece) =>
      piece
        .replace(fieldLabel, "")
        .replace(fieldLabel, "")
        .replace(/^(?:please\s+)?(?:contact|call|e-?mail)\s+/i, "")
        .replace(/^[\s:,./-]+|[\s:,/-]+$/g, "")
        .trim(),
    )
    .filter((piece) => /\p{L}{2}/u.test(piece) && !isOnlyLabel(piece));
}

const labelAtStart = new RegExp(
  `${label.source}|^\\W*for\\s+(?:more|further|additional)\\s+(?:information|details)[^:]{0,30}:|^\\W*(?:please\\s+)?contacts?\\s*:`,
  "i",
);

function isOnlyLabel(piece: string): boolean {
  return (
    label.test(piece) ||
    /^(?:tel(?:ephone)?|phone|mobile|mob|cell|direct|office|fax|e-?mail|web(?:site)?|or|and|at|on|email|ext|please|contact|call|for more information|for further information|out of hours|24 hours|t|m|e|p|o|c|w)$/i.test(
      piece,
    )
  );
}

function isPerson(piece: string): boolean {
  return person.test(piece) && !roleWords.test(piece) && !organizationWords.test(piece);
}
