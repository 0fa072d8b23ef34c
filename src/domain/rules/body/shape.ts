/** BD-01, BD-06, BD-07: how long the body is, how it is divided, how it opens. Pure. */

import { z } from "zod";
import type { Severity } from "../../releases/moderation.ts";
import { kinds } from "../../releases/release.ts";
import { counted } from "../reading/words.ts";
import { defineRule, graded, type Hit, limit, plain } from "../rule.ts";
import { inBody, inField, type ReleaseView } from "../view.ts";
import { embargoLine, embargoLinesIn } from "./embargo-line.ts";

const span = z.strictObject({ min: limit, max: limit });
const spans = z.strictObject(Object.fromEntries(kinds.map((kind) => [kind, span])));

const length = defineRule({
  id: "BD-01",
  what: "A body shorter or longer than is usual for its kind; far outside is grave.",
  why: "A few lines are no release, and nobody reads several pages.",
  settings: graded.extend({ graveMin: limit, graveMax: limit, kinds: spans }),
  run(view, { grave, graveMin, graveMax, kinds: usual }) {
    const { kind } = view.copy;
    const { min = 0, max = graveMax } = usual[kind] ?? {};
    const count = view.wordCount;
    const isGrave = count < graveMin || count > graveMax;
    if (!isGrave && count >= min && count <= max) return [];
    const bounds = isGrave ? `${graveMin} to ${graveMax} are accepted` : `${min} to ${max} are usual`;
    const message = `The body has ${counted(count, "word")}; ${bounds} for a release of kind "${kind}".`;
    return [{ pointer: "/body", message, ...(isGrave && { severity: grave }) }];
  },
});

const paragraphs = defineRule({
  id: "BD-06",
  what: "Fewer than three paragraphs, or one that is a wall of text.",
  why: "Readers on a telephone give up, and an editor cannot cut from the end.",
  settings: plain.extend({ minParagraphs: limit, maxWords: limit }),
  run(view, { minParagraphs, maxWords }) {
    const { blocks, text } = view.body;
    const prose = blocks.filter(({ kind }) => kind !== "heading" && kind !== "cell");
    const few = prose.length < minParagraphs;
    const message = `The body has ${counted(prose.length, "paragraph")}; divide it into ${minParagraphs} or more.`;
    const walls = prose
      .filter((block) => block.end - block.start > maxWords * 4)
      .map((block) => ({ block, count: text.slice(block.start, block.end).split(/\s+/u).length }))
      .filter(({ count }) => count > maxWords)
      .map(({ block, count }) =>
        inBody(
          view,
          { start: block.start, end: Math.min(block.end, block.start + 80) },
          {
            message: `This paragraph has ${counted(count, "word")}; divide it, ${maxWords} are plenty.`,
          },
        ),
      );
    return [...(few ? [{ pointer: "/body", message }] : []), ...walls];
  },
});

const typedIn = defineRule({
  id: "BD-07",
  what: "A dateline typed into the body, grave if it names another city than the field does; a line that puts the release under an embargo, or above the news names a day of release to come, although the field does not.",
  why: "The dateline is printed from the field `dateline`; a typed one would stand there twice. Only `embargoedUntil` holds a release back; a typed embargo would be published, and broken.",
  settings: graded.extend({ embargo: graded.shape.severity }),
  run(view, { grave, embargo }, { isEmbargoed, now }) {
    return [...datelineHits(view, grave), ...(isEmbargoed ? [] : embargoHits(view, embargo, now))];
  },
});

function datelineHits(view: ReleaseView, grave: Severity): Hit[] {
  const { typedDateline: typed } = view;
  if (!typed) return [];
  const city = view.copy.dateline?.city;
  const contradicts = city !== undefined && !typed.text.toLowerCase().includes(city.toLowerCase());
  const message = contradicts
    ? `The body opens with "${typed.city}", the field dateline says "${city}".`
    : "The body opens with a typed dateline; the printed one is made from the field and this one is left out.";
  const suggestion = city ? undefined : `Send "dateline": {"city": "${typed.city}"} instead.`;
  return [inBody(view, typed, { message, suggestion, ...(contradicts && { severity: grave }) })];
}

function embargoHits(view: ReleaseView, severity: Severity, now: Date): Hit[] {
  const { headline } = view.copy;
  const message =
    "This line holds nothing back; set embargoedUntil to the moment that it names, and take the line out.";
  const opening = embargoLine(headline);
  return [
    ...(opening ? [inField("/headline", headline, opening, { message, severity })] : []),
    ...embargoLinesIn(view.body, view.lead, now).map((line) => inBody(view, line, { message, severity })),
  ];
}

export const bodyShapeRules = [length, paragraphs, typedIn];
