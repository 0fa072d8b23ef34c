/** The word lists that rules share, by name. Pure. */

import { z } from "zod";
import { line } from "../../text.ts";

/** Short enough to be searched for within milliseconds. */
const list = z.array(line(100)).max(1000);

/** The lists of a rule pack; English unless their rule understands more. */
export const words = z.strictObject({
  /** Capitals that do not shout. */
  acronyms: list,
  /** Words that advertisements put in capitals, in small letters here. */
  shouted: list,
  /** Names that end in an exclamation mark. */
  namesWithMark: list,
  /** Names and phrases in which a pronoun speaks to nobody. */
  namesWithPronoun: list,
  selling: list,
  /** Phrases in which a selling word does not sell. */
  sellingExceptions: list,
  hype: list,
  /** Verbs that attribute a quotation. */
  attribution: list,
  callsToAct: list,
  getRich: list,
  shorteners: list,
  affiliateHosts: list,
  /** Parameters of an address that pay somebody for the click. */
  affiliateParameters: list,
  /** Hosts whose own parameters look like an affiliate's and are not. */
  affiliateExceptions: list,
  /** Domains of mailboxes that anybody may have; "yahoo.*" is one in every country. */
  freeMail: list,
  exchanges: list,
  /** Legal forms that may stand after a company's name or not. */
  companyForms: list,
});
export type Words = z.output<typeof words>;
