/** Lines above the text that are no headline: letterheads, days, labels, and what kind of release it is. Pure. */

import { isOnlyWhen, saysDay, withoutWhen } from "../embargo/written-time.ts";

/** Words of which a kind of release is named: "MEDIA ADVISORY", "Press release no. 12/2026", "CLUB STATEMENT". */
const ofKind = new Set(
  (
    "news press media photo photos photocall photograph call opportunity release releases statement advisory alert notice " +
    "announcement announcements bulletin flash update info information invitation brief briefing listing calendar diary " +
    "club company corporate official public note notes urgent council university trust communications department services relations attached free use publication regulatory stock exchange rns appointment appointments obituary feature " +
    "exclusive breaking draft final approved open general for the and of to no nr number ref latest pm pr newsroom office " +
    "pressemitteilung medienmitteilung pressmeddelande pressemeddelelse pressemelding lehdistötiedote communiqué communique de presse comunicado prensa comunicato stampa persbericht " +
    "all desks desk editors city"
  ).split(" "),
);

/** What opens a label and its value, of which neither is a headline. */
const labels: readonly RegExp[] = [
  /^(?:(?:our\s+)?ref(?:erence)?(?:\s+no)?|release\s+no|nr|rns\s+number|(?:date|issue)(?:\s+(?:of\s+)?(?:issue|issued|release))?|issued?(?:\s+(?:by|date))?|released|published|posted|updated|category|topic|sector|keywords|tags|type|language|word\s+count|\[?(?:photo|image|picture)s?|caption|status|source|to|from|cc|att?n|attention|for|who|what|when|where)\s*:\s*\S/i,
  /^(?:(?:press|news|media)\s+)?(?:release\s+)?(?:no|nr|number|ref)\b\W*[\p{L}/-]{0,6}\s?[\d/.-]*\d[\d/.-]*$/iu,
];
/** What stands before a value in tables about the release, and in those of facts about who sends it. */
export const tableLabel =
  /^(?:date|status|ref(?:erence)?|for|from|to|subject|headline|venue|when|where|who|what|founded|staff|employees|turnover|website)$/i;
/** What may stand before a day without a mark: "Issued on 4 May 2026". */
const beforeDay = /^(?:date|issued|released|published|posted|sent|(?:last\s+)?updated|today)\b/i;

/** Greetings, senders, and the furniture of a page. */
const phrases: readonly RegExp[] = [
  /^(?:dear|hi|hello)\b.{0,40}[,:]?$/i,
  /^for\s+(?:kind|(?:the\s+)?favou?r\s+of)\s+publication\b/i,
  /^for\s+the\s+attention\s+of\b/i,
  /^[Bb][Yy]\s+\p{Lu}[\p{L}’'.-]+(?:\s+\p{Lu}[\p{L}’'.-]+){1,3}(?:,.{0,60})?$/u,
  /^(?:photo(?:graph)?s?|pictures?|images?)\s+(?:attached|enclosed|available|below|to\s+follow)\b.{0,40}$/i,
  /^(?:an?\s+|the\s+)?(?:latest\s+)?(?:news|press|media)(?:\s+(?:release|statement))?\s+(?:from|by|issued\s+by|on\s+behalf\s+of)\s/i,
  /^(?:news|press\s+release)\s+provided\s+by\b/i,
  /\|\s*source\b/i,
  // "Can be published immediately", and where the law of securities forbids it.
  /^(?:available|cleared|approved|can|may)\b.{0,20}\b(?:release|publication|published|used)\b.{0,20}\b(?:now|immediately)$/i,
  /^not\s+for\s+(?:release|publication|distribution)\b/i,
  /^(?:share(?:\s+this\s+article)?|tweet|print|e-?mail|facebook|linkedin|skip\s+to\b.*|home\s*[>›»/].*)$/i,
  /^[[(].{0,60}\b(?:logo|letterhead|image|photo)[\])]$/i,
  /^(?:\p{Lu}\S*\s+(?:[|–—-]\s+)?){1,5}(?:(?:Press|News|Media)\s+(?:Release|Office|Room|Centre|Center|Statement)|PRESS\s+OFFICE|PRESS\s+RELEASE|NEWS\s+RELEASE)$/u,
  /^\p{Lu}.{2,60}\s[|–—-]\s(?:press|news|media)\s+(?:release|statement)$/iu,
  // A file that was printed.
  /^\S+\.(?:txt|docx?|rtf|html?|pdf)(?:\s|$)/i,
];

/** Where somebody lives or can be reached; in a headline, none of it stands in its place. */
const addresses: readonly RegExp[] = [
  /\S@\S+\.\p{L}{2}/u,
  /^(?:https?:\/\/|www\.)\S+$|^[\w-]+(?:\.[\w-]+)+$|[|·•,:]\s*(?:https?:\/\/|www\.)\S+$/i,
  /\b(?:t|tel|telephone|phone|fax|mobile)\b[\s.:]*[+(]?\d[\d\s().-]{5,}/i,
  /,.*\b[A-Z]{1,2}\d{1,2}[A-Z]?\s*\d[A-Z]{2}$/,
  /,\s*(?:\p{Lu}{2}|\p{Lu}\p{L}+)\.?\s+\d{5}(?:-\d{4})?$/u,
  /^\p{Lu}[\p{L} .-]+\d+\p{L}?,\s*\d{4,5}\s+\p{Lu}/u,
  /^\d+\s+\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+){0,2}\s+(?:street|road|avenue|lane|square|quay|house)\b(?!\s+\p{Ll})/iu,
  /^p\.?\s?o\.?\s+box\b/i,
];

/** "PRESS RELEASE: Acme opens a plant": what stands behind the mark may be the headline. */
const kindBefore =
  /^(?:news|press|media)\s+(?:release|statement|advisory|alert|notice|announcement)\s*(?:[|:–—#-]+\s*|$)/i;

/** What says that the headline stands behind it. */
export const headlineLabel = /^(?:headline|title|subject|heading|re)\s*:\s*/i;

/** The line without what says that news come from whom it names: "NORTHSHIRE POLICE NEWS", "Tidewell Theatre – News". */
export function withoutNews(line: string): string {
  return line.replace(
    /\s*(?:\s[|–—-])?\s+(?:(?:press|news|media)(?:\s+(?:release|statement|office|room|note))?)$/i,
    "",
  );
}

/** Whether the line says that the next one names who sent the release: "News provided by". */
export function isLeadToSender(line: string): boolean {
  return /^(?:news|press\s+release|release)\s+(?:provided|issued|distributed)\s+by\s*:?$/i.test(line);
}

/** Whether a line is no headline, however it is set. */
export function isMargin(line: string): boolean {
  if (line.length > 140) return false;
  const bare = withoutWhen(line).trim();
  if (!/\p{L}{2}/u.test(bare) || isOnlyWhen(line)) return true;
  if (isKind(line) || (beforeDay.test(line) && saysDay(line) && bare.split(/\s+/).length <= 3)) return true;
  const undated = bare.replace(/[\s|–—-]+$/, "");
  return [...labels, ...phrases].some((pattern) => pattern.test(line) || pattern.test(undated));
}

/** Whether a line says what kind of release it heads, with its day, number or sender. */
export function isKind(line: string): boolean {
  const rest = withoutKind(line);
  const words =
    withoutWhen(rest)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return words.every((word) => ofKind.has(word)) || (rest !== line && words.length <= 4);
}

/** Whether a line is of a letterhead, where nobody set it as a heading. */
export function isAddress(line: string): boolean {
  return addresses.some((pattern) => pattern.test(line));
}

/** The line without the kind of release that it opens with. */
export function withoutKind(line: string): string {
  return line.replace(kindBefore, "");
}
