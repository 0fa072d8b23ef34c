/** Every rule there is, in the order of the list of editorial rules. A new rule is a function and a row in a pack. */

import { abuseRules } from "./advertising/abuse.ts";
import { advertisingRules } from "./advertising/advertising.ts";
import { combinationRules } from "./advertising/combination.ts";
import { mailSignRules } from "./advertising/mail-signs.ts";
import { bodyContentRules } from "./body/content.ts";
import { fileRules } from "./body/files.ts";
import { genreRules } from "./body/genre.ts";
import { pictureRules } from "./body/pictures.ts";
import { placeholderRules } from "./body/placeholders.ts";
import { bodyShapeRules } from "./body/shape.ts";
import { spellingRules } from "./body/spelling.ts";
import { bodyVoiceRules } from "./body/voice.ts";
import { clockRules } from "./consistency/clock.ts";
import { dateRules } from "./consistency/dates.ts";
import { nameRules } from "./consistency/names.ts";
import { headlineRules } from "./headline/headline.ts";
import { leadRules } from "./headline/lead.ts";
import { summaryRules } from "./headline/summary.ts";
import { headlineWordRules } from "./headline/words.ts";
import { deadLinkRules } from "./links/dead-links.ts";
import { linkRules } from "./links/links.ts";
import type { Rule } from "./rule.ts";
import { contactRules } from "./sender/contact.ts";
import { disguiseRules } from "./sender/disguise.ts";
import { senderRules } from "./sender/sender.ts";
import { fraudRules } from "./subjects/frauds.ts";
import { lawRules } from "./subjects/law.ts";
import { moneyRules } from "./subjects/money.ts";
import { offensiveRules } from "./subjects/offensive.ts";
import { subjectRules } from "./subjects/subjects.ts";

export const rules: readonly Rule[] = [
  ...[
    headlineRules,
    headlineWordRules,
    summaryRules,
    bodyShapeRules,
    bodyVoiceRules,
    bodyContentRules,
    placeholderRules,
  ],
  ...[
    linkRules,
    deadLinkRules,
    contactRules,
    dateRules,
    clockRules,
    nameRules,
    combinationRules,
    abuseRules,
    mailSignRules,
    disguiseRules,
    spellingRules,
  ],
  ...[
    leadRules,
    advertisingRules,
    moneyRules,
    lawRules,
    genreRules,
    subjectRules,
    offensiveRules,
    fraudRules,
    pictureRules,
    fileRules,
    senderRules,
  ],
]
  .flat()
  .sort((a, b) => order(a.id) - order(b.id) || a.id.localeCompare(b.id));

function order(id: string): number {
  return ["HL", "SM", "BD", "LK", "CT", "FN", "LG", "PO", "SB", "CN", "MD", "SP"].indexOf(id.slice(0, 2));
}
