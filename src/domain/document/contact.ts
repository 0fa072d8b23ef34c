/** Whom the press may call: name, role, e-mail and telephone from the lines of a contact block. Pure. */

import { isLeadIn, withoutLabel } from "./contact/labels.ts";
import { isOrganization, isPerson, isRole, likeliestName, spokenIn } from "./contact/names.ts";
import { betweenContacts, emailIn, isReachable, phoneIn } from "./contact/reach.ts";

export interface Contact {
  readonly name?: string;
  readonly role?: string;
  readonly organization?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Names of fields; one letter may also be an initial, unless a number follows. */
const fieldName =
  "(?:(?:contact|press|media|office|direct|work)\\s+)?(?:name|contact(?:\\s+(?:name|person))?|job title|title|position|role|organi[sz]ation|company|tel(?:ephone)?|phone|mobile|mob|cell|office|direct|switchboard|fax|e-?mail|mail|web(?:site)?|url)(?:\\s+(?:number|no|address|line))?";
const fieldLabel = new RegExp(
  `^\\s*(?:${fieldName}\\s*(?:[.:)]|\\t)+|[tpmeocwdf]\\s*(?:[:)]|\\t|\\.(?=\\s*[+(\\d])))\\s*`,
  "i",
);
const wholeFieldName = new RegExp(`^\\s*${fieldName}\\s*$`, "i");
/** Accounts and pages say nothing of who somebody is. */
const account =
  /^\W*(?:twitter|x|linkedin|facebook|instagram|bluesky|mastodon|threads|web(?:site)?|url|fax)\s*[:\t]/i;
const nameField = /^\W*(?:contact\s+)?name\s*[:\t]\s*([^,;|()\t\n]{2,80})/im;
const onlyField = new RegExp(
  `^(?:${fieldName}|(?:or|and)(?:\\s+(?:call|phone|ring|text|e-?mail|write\\s+to))?|at|on|via|ext|please|contact|call|out of hours|24 hours|she/her|he/him|they/them|[tmepocw])$`,
  "i",
);

/** What is longer is text, of which the beginning is enough. */
const longestLine = 400;

/** Whether a label of a table names a field of a contact. */
export function isFieldName(label: string): boolean {
  return wholeFieldName.test(label);
}

/** Whether a line may belong to a contact block: an address, a number, or a few words. */
export function isContactLine(line: string): boolean {
  if (isReachable(line) || fieldLabel.test(line)) return line.length <= 300;
  return (
    isWebAddress(line) ||
    (line.length <= 140 && isPerson(line.split(/,\s/, 1)[0] ?? "") && !/[.!?]$/.test(line)) ||
    (line.length <= 70 && line.split(/\s+/).length <= 8 && !/[.!?]$/.test(line.replace(/\b\p{L}+\.$/u, "")))
  );
}

function isWebAddress(line: string): boolean {
  return /^(?:https?:\/\/|www\.)\S+$|^[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/i.test(line.trim());
}

/** Reads the lines of one block, its label included; `organizations` are those that the document tells of. */
export function readContact(lines: readonly string[], organizations: readonly string[] = []): Contact {
  const whole = rejoined(lines.map((line) => line.slice(0, longestLine)));
  const all = whole.join("\n");
  const email = emailIn(all);
  const phone = whole
    .map((line) => phoneIn(line.replace(/\S+@\S+/g, " ")))
    .find((found) => found !== undefined);
  const spoken = spokenIn(all);
  const words = whole.flatMap(piecesOf);
  const labelled = nameField.exec(all)?.[1]?.trim() ?? "";
  const found =
    (isFieldName(labelled) ? "" : labelled) ||
    likeliestName(spoken ? [spoken, ...words] : words, { email, organizations }) ||
    officeIn(all);
  const name = found?.replace(/^the (?=\p{Lu})/u, "");
  const others = words.filter((piece) => piece !== found && !isLeadIn(piece));
  const role = others.find(isRole);
  const organization =
    others.find((piece) => piece !== role && isOrganization(piece)) ?? others.find((piece) => piece !== role);
  return {
    ...(name && { name }),
    ...(role && { role }),
    ...(organization && { organization }),
    ...(email && { email }),
    ...(phone && { phone }),
  };
}

/** "contact the Wenlow Water press office": whom to ask for where no person is named. */
function officeIn(text: string): string | undefined {
  return /\b(?:contact|call|e-?mail|to|from)\s+(?:the\s+|our\s+)?((?:\p{Lu}[\p{L}\p{N}’'&-]*\s+){1,5}(?:press|media|news|communications)\s+(?:office|team|desk))\b/u.exec(
    text,
  )?.[1];
}

/** The people of one block, each with the lines that tell of them: another begins where the one before is reached. */
export function peopleIn(lines: readonly string[]): string[][] {
  const people: string[][] = [];
  const last = lines.findLastIndex((line) => emailIn(line) !== undefined);
  let isReached = false;
  lines.forEach((line, at) => {
    const begins = isReached && at <= last && piecesOf(line.slice(0, longestLine)).length > 0;
    if (begins || at === 0) people.push([line]);
    else people.at(-1)?.push(line);
    isReached = (isReached && !begins) || emailIn(line) !== undefined;
  });
  return people;
}

/** A number that the end of a line broke is one again. */
function rejoined(lines: readonly string[]): string[] {
  return lines.reduce<string[]>((whole, line) => {
    const before = whole.at(-1);
    const isRest = before !== undefined && /[\d)]$/.test(before) && /^[\d )-]+[.;,)]?$/.test(line);
    if (isRest && phoneIn(line) === undefined) whole[whole.length - 1] = `${before} ${line}`;
    else whole.push(line);
    return whole;
  }, []);
}

/** The words of a line between its marks, without labels, addresses and numbers. */
function piecesOf(line: string): string[] {
  if (account.test(line)) return [];
  return betweenContacts(withoutLabel(line))
    .split(
      /\n|\t|[|;•·]|:\s|,\s+|\s+[–—-]\s+|\s+(?:at|on|or|via)\s+(?=\n|$)|\s+(?:at|on behalf of)\s+(?=\p{Lu})|\s\/\s|\((?!ret\.?\)\s+\p{Lu})|(?<!\(ret\.?)\)|[<>[\]]/u,
    )
    .map(bared)
    .filter((piece) => /\p{L}{2}/u.test(piece) && !isWebAddress(piece) && !isOnlyLabel(piece));
}

/** Without the name of a field before it, and the marks and signs around it. */
function bared(piece: string): string {
  return piece
    .replace(fieldLabel, "")
    .replace(fieldLabel, "")
    .replace(/^(?:please\s+)?(?:contact|call|e-?mail|c\/o)\s+/i, "")
    .replace(/^[^\p{L}\p{N}“"‘']+|[^\p{L}\p{N}.’'”"!]+$/gu, "");
}

function isOnlyLabel(piece: string): boolean {
  return onlyField.test(piece) || isLeadIn(piece);
}
