/** Every rule there is, in the order of the list of editorial rules. A new rule is a function and a row in a pack. */

import { abuseRules } from "./abuse.ts";
import { advertisingRules } from "./advertising.ts";
import { bodyContentRules } from "./body-content.ts";
import { bodyShapeRules } from "./body-shape.ts";
import { bodyVoiceRules } from "./body-voice.ts";
import { clockRules } from "./clock.ts";
import { combinationRules } from "./combination.ts";
import { dateRules } from "./consistency-dates.ts";
import { nameRules } from "./consistency-names.ts";
import { contactRules } from "./contact.ts";
import { deadLinkRules } from "./dead-links.ts";
import { disguiseRules } from "./disguise.ts";
import { genreRules } from "./genre.ts";
import { headlineRules } from "./headline.ts";
import { headlineWordRules } from "./headline-words.ts";
import { lawRules } from "./law.ts";
import { leadRules } from "./lead.ts";
import { linkRules } from "./links.ts";
import { moneyRules } from "./money.ts";
import { offensiveRules } from "./offensive.ts";
import { pictureRules } from "./pictures.ts";
import type { Rule } from "./rule.ts";
import { senderRules } from "./sender.ts";
import { spellingRules } from "./spelling.ts";
import { subjectRules } from "./subjects.ts";
import { summaryRules } from "./summary.ts";

export const rules: readonly Rule[] = [
  ...[headlineRules, headlineWordRules, summaryRules, bodyShapeRules, bodyVoiceRules, bodyContentRules],
  ...[
    linkRules,
    deadLinkRules,
    contactRules,
    dateRules,
    clockRules,
    nameRules,
    combinationRules,
    abuseRules,
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
    pictureRules,
    senderRules,
  ],
]
  .flat()
  .sort((a, b) => order(a.id) - order(b.id) || a.id.localeCompare(b.id));

function order(id: string): number {
  return ["HL", "SM", "BD", "LK", "CT", "FN", "LG", "PO", "SB", "CN", "MD", "SP"].indexOf(id.slice(0, 2));
}
