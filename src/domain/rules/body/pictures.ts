/** MD-01: pictures in a body, and the attached one that readers see. What a file is, is told when it comes in. Pure. */

import { defineRule, limit, plain } from "../rule.ts";
import { inField } from "../view.ts";

/** A picture in pixels, with its place among the attachments, from 0. */
export interface Picture {
  readonly place: number;
  readonly fileName: string;
  readonly width: number;
  readonly height: number;
}

const picture = defineRule({
  id: "MD-01",
  what: "A picture in the body, which is left out when the page is made; a first attached picture that is small.",
  why: "Pictures are printed from attached files, which are decoded and written anew; one from elsewhere could change or vanish. The first stands for the article in lists and feeds, and a small one looks coarse there.",
  settings: plain.extend({ minWidth: limit, minHeight: limit }),
  run({ copy, body }, { minWidth, minHeight }, { firstPicture }) {
    const message = "This picture is left out; attach it as a JPEG, PNG or WebP file.";
    const leftOut = body.images.map((image) => inField("/body", copy.body, image, { message }));
    if (!firstPicture) return leftOut;
    const { place, fileName, width, height } = firstPicture;
    if (width >= minWidth && height >= minHeight) return leftOut;
    const small = {
      pointer: `/attachments/${place}`,
      message: `The picture that readers see, "${fileName}", is small: ${width} by ${height} pixels.`,
      evidence: fileName,
      suggestion: `Attach "${fileName}" with ${minWidth} by ${minHeight} pixels or more instead of ${width} by ${height}.`,
    };
    return [small, ...leftOut];
  },
});

export const pictureRules = [picture];
