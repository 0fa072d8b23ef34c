/** BD-08, BD-10, BD-14, BD-16: what should not be in a body, and what is missing. Pure. */

import { z } from "zod";
import { kinds } from "../../releases/release.ts";
import { countWords, type Element } from "../../source-text/source-text.ts";
import { counted } from "../reading/words.ts";
import { defineRule, graded, limit, plain } from "../rule.ts";
import { inField } from "../view.ts";

const markup = defineRule({
  id: "BD-08",
  what: "HTML that is no text formatting; scripts, frames, forms and event handlers are grave.",
  why: "Everything but basic formatting is removed before printing, and a script is an attack.",
  settings: graded.extend({ forbidden: z.array(z.string()), allowed: z.array(z.string()) }),
  run({ copy, body }, { severity, grave, forbidden, allowed }) {
    const isHtml = copy.bodyFormat === "html";
    const isGrave = (element: Element) => forbidden.includes(element.name) || hasScript(element);
    const isFine = (element: Element) => isHtml && allowed.includes(element.name);
    const advice = isHtml ? "is removed before printing" : "is printed as it was typed";
    const first = new Map(body.elements.toReversed().map((element) => [element.name, element]));
    const refused = body.elements.filter(isGrave).map((element) => {
      const message = `A body must not hold <${element.name}>${hasScript(element) ? " with a script" : ""}; take it out.`;
      return inField("/body", copy.body, element, { message, severity: grave });
    });
    const odd = [...first.values()]
      .filter((element) => !isGrave(element) && !isFine(element))
      .map((element) =>
        inField("/body", copy.body, element, { message: `<${element.name}> ${advice}.`, severity }),
      );
    return [...refused, ...odd];
  },
});

/** Languages that a detector takes for one another, and that readers of one mostly read. */
const relatives = [
  ["no", "nb", "nn", "da"],
  ["hr", "sr", "bs", "sh"],
  ["id", "ms"],
  ["cs", "sk"],
  ["gl", "pt"],
  ["zh", "yue"],
];

const language = defineRule({
  id: "BD-10",
  what: "A declared language that the body is not written in.",
  why: "Search, hyphenation and screen readers go by the declaration.",
  settings: plain,
  run({ copy }, _settings, { detectedLanguage }) {
    const declared = copy.language?.toLowerCase().split("-")[0];
    if (!declared || !detectedLanguage || declared === detectedLanguage) return [];
    if (relatives.some((family) => family.includes(declared) && family.includes(detectedLanguage))) return [];
    const message = `The release is declared as "${copy.language}", but the body reads as "${detectedLanguage}".`;
    return [
      { pointer: "/language", message, evidence: copy.language ?? undefined, suggestion: detectedLanguage },
    ];
  },
});

const boilerplate = defineRule({
  id: "BD-14",
  what: 'No "About ..." paragraph, in the release or in the organisation\'s profile, where the kind needs one; one far longer than usual, or, where it is needed, far shorter. One that is typed into the body is not measured.',
  why: "Readers of business news must be able to tell who a company is, and nobody reads a page about it.",
  settings: plain.extend({
    kinds: z.array(z.enum(kinds)),
    ...{ min: limit, max: limit, usual: z.strictObject({ min: limit, max: limit }) },
  }),
  run({ copy, body }, { kinds: needing, min, max, usual }, { organization }) {
    const pointer = "/boilerplate";
    const isNeeded = needing.includes(copy.kind) && !/(?:^|\n)About \S/.test(body.text);
    const given = copy.boilerplate || organization.boilerplate;
    if (!given) {
      const message = `Nothing says who the organisation is; add a boilerplate of ${usual.min} to ${usual.max} words.`;
      return isNeeded ? [{ pointer, message }] : [];
    }
    const count = countWords(given);
    if (count <= max && (count >= min || !isNeeded)) return [];
    const place = copy.boilerplate ? "" : " in the organisation's profile";
    const message = `The boilerplate${place} has ${counted(count, "word")}; ${usual.min} to ${usual.max} are usual.`;
    return [{ pointer, message }];
  },
});

const repeat = defineRule({
  id: "BD-16",
  what: "The text of a release that was sent before, with a warning also where it was edited, and a note where only another publication has it; a template with other news is none.",
  why: "News is printed once; a change to what was printed is a correction.",
  settings: plain.extend({ near: plain.shape.severity, elsewhere: plain.shape.severity.optional() }),
  run(_view, { near, elsewhere = near }, { earlier }) {
    if (!earlier) return [];
    const { isIdentical, releaseId, headline, publishedAt, isElsewhere } = earlier;
    const known = [
      ...(releaseId === null ? [] : [`release ${releaseId}`]),
      ...(publishedAt === null ? [] : [`published ${publishedAt.slice(0, 10)}`]),
    ];
    const which =
      headline === null ? "a release that was sent before" : `"${headline}" (${known.join(", ")})`;
    const evidence = releaseId ?? undefined;
    if (isElsewhere) {
      const message = `Another publication has ${which}, and the text is the same or nearly so.`;
      return [{ pointer: "/body", message, evidence, severity: elsewhere }];
    }
    if (isIdentical) return [{ pointer: "/body", message: `The text repeats ${which}.`, evidence }];
    return [{ pointer: "/body", message: `The text is nearly that of ${which}.`, evidence, severity: near }];
  },
});

export const bodyContentRules = [markup, language, boilerplate, repeat];

function hasScript({ attributes }: Element): boolean {
  return Object.entries(attributes).some(
    ([name, value]) => /^on[a-z]/.test(name) || /^\s*(?:javascript|vbscript):/i.test(value),
  );
}
