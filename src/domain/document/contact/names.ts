/** Telling the name of a person from a role and from the name of an organisation. Pure. */

const titles =
  "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Hon|Rt Hon|Rev|Fr|Sister|Cllr|Councillor|Chief|Officer|Capt|Captain|Cdr|Col|Maj|Gen|Lt|Sgt|Insp|Supt|Mme|Herr|Frau";
const particles =
  "van|von|vom|zu|de|del|della|der|den|dem|da|das|do|dos|di|du|la|le|bin|bint|ibn|al|el|ter|ten|te|af|av|y|e|[’']t";
const suffixes = "Jr|Sr|II|III|PhD|MBE|OBE|CBE|KC|QC|APR|MD";
const word = `(?:(?:al|el|ad|as|ash|an|ul|ibn|d|l)[-’'])?[“"‘'(]?\\p{Lu}[\\p{L}\\p{M}’'.-]*[”"’')]?`;
const bareName = `${word}(?:[ ]+(?:(?:${particles})[ ]+){0,3}${word}){1,4}`;
const person = new RegExp(
  `^(?:(?:${titles})\\.?\\s+)*(?:\\(ret(?:ired|d)?\\.?\\)\\s+)?${bareName}(?:,?\\s+(?:${suffixes})\\.?)?$`,
  "u",
);
const titled = new RegExp(`^(?:${titles})\\.?\\s`, "u");
const roleWords =
  /\b(?:manager|director|officer|head|chief|president|vice|lead|secretary|spokes(?:person|man|woman)|coordinator|co-ordinator|editor|press|media|communications?|relations|affairs|marketing|executive|assistant|associate|consultant|chair(?:man|woman|person)?|founder|partner|adviser|advisor|clerk|PR|CEO|COO|CFO|CMO|VP|team|office|desk|department|representative|specialist|publicist|trustee|treasurer|curator|librarian|principal|warden|captain|PRO)\b/i;
const organizationWords =
  /\b(?:inc|ltd|llc|plc|gmbh|corp|corporation|company|co|group|limited|council|university|college|trust|society|association|foundation|institute|museum|hospital|school|club|agency|holdings|partners|communications|council|charity|bank|works|labs?|systems|technologies|energy|foods?|board|authority|union|centre|center|gallery|library|theatre|theater|church|festival|department|ministry|service|services|solutions|international|global)\b\.?/i;
/** What comes before the name of whom to contact. */
const verbs =
  "contact(?::|\\s+is)?|get in touch with|speak with|call|e-?mail|write to|speak to|(?:directed|addressed|sent|made) to|(?:enquiries|inquiries|queries|questions|requests)(?: should go)? to|information from|issued by";
const verb = new RegExp(`\\b(?:${verbs}) +`, "gi");
const nameAhead = new RegExp(`^${bareName}`, "u");
/** "our press officer", "Head of Communications": what stands before the name, and the end of a sentence behind it. */
const roleAhead =
  /^(?:(?:the|our|its) )?(?:(?:[\p{L}-]+ ){0,3}(?:officer|manager|secretary|director|coordinator|spokes\p{L}+|PRO)|(?:head|director) of (?:the )?\p{L}+) (?=\p{Lu})/u;
const sentenceEnd = /(?<=\p{Ll}{4})\.\s.*$/su;

/** Whether the words are the name of a person, and of nothing else. */
export function isPerson(piece: string): boolean {
  return person.test(piece) && !isRole(piece.replace(titled, "")) && !isOrganization(piece);
}

/** Whether the words say what somebody does. */
export function isRole(piece: string): boolean {
  return roleWords.test(piece);
}

/** Whether the line is the role of whom the line before names, though it might be a label: "Investor Relations". */
export function isRoleBelow(line: string, before: string): boolean {
  return isRole(line) && !line.endsWith(":") && isPerson(before);
}

/** Whether the words say that they name an organisation. */
export function isOrganization(piece: string): boolean {
  return organizationWords.test(piece);
}

/** "please contact Jane Doe, press officer, at ...": the name, which never goes on beyond the line. */
export function spokenIn(text: string): string | undefined {
  const isIssuer = ([asked]: RegExpExecArray) => Number(/^issued/i.test(asked));
  const found = [...text.matchAll(verb)].toSorted((a, b) => isIssuer(a) - isIssuer(b));
  const names = found.map(({ 0: { length }, index }) =>
    nameAhead
      .exec(aheadOf(text.slice(index + length, index + length + 120)))?.[0]
      .replace(/\.$|\s\([^)]*\)?$/, ""),
  );
  return names.find((name) => name !== undefined && isPerson(name));
}

function aheadOf(text: string): string {
  return text.replace(roleAhead, "").replace(sentenceEnd, "").slice(0, 80);
}

/** What else tells whose name it is. */
export interface Hints {
  readonly email: string | undefined;
  /** Names of organisations that the document tells of. */
  readonly organizations: readonly string[];
}

/**
 * The likeliest name among the words of a contact block. Many organisations are called like people: the part of the
 * e-mail address before the "@" tells the person, and what is behind it, or the document itself, the organisation.
 */
export function likeliestName(pieces: readonly string[], hints: Hints): string | undefined {
  const [best] = pieces
    .map((piece, at) => ({ piece, standing: standingOf(piece, hints) - at / 100 }))
    .toSorted((a, b) => b.standing - a.standing);
  return best?.piece;
}

function standingOf(piece: string, { email = "", organizations }: Hints): number {
  const [mailbox = "", domain = ""] = squeezed(email, "@").split("@");
  const words = piece.split(/[\s-]+/).map((part) => squeezed(part));
  const isOf = (text: string, least: number) =>
    words.some((part) => part.length >= least && text.includes(part));
  const isKnown = organizations.some((name) => squeezed(name).includes(squeezed(piece)));
  const shape = isPerson(piece) ? 3 : -Number(isRole(piece)) - Number(isOrganization(piece));
  const isMailbox = isPerson(piece) && isOf(mailbox, 3);
  return (
    shape +
    (isMailbox ? 4 : 0) +
    (titled.test(piece) ? 2 : 0) -
    (!isMailbox && isOf(domain, 4) ? 2 : 0) -
    (isKnown ? 3 : 0) -
    (/^\p{Ll}|\d/u.test(piece) || words.length > 6 ? 2 : 0)
  );
}

/** Letters and figures without accents, and `kept` marks. */
function squeezed(text: string, kept = ""): string {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replace(kept === "" ? /[^\p{L}\p{N}]+/gu : /[^\p{L}\p{N}@]+/gu, "");
}
