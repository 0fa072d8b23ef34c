/** MD-01: pictures that stand in a body. What is in an attached file is checked when it comes in. Pure. */

import { defineRule, plain } from "./rule.ts";
import { inField } from "./view.ts";

const picture = defineRule({
  id: "MD-01",
  what: "A picture in the body, which is left out when the page is made.",
  why: "Pictures are printed from attached files, which are decoded and written anew; one from elsewhere could change or vanish.",
  settings: plain,
  run({ copy, body }) {
    const message = "This picture is left out; attach it as a JPEG, PNG or WebP file.";
    return body.images.map((image) => inField("/body", copy.body, image, { message }));
  },
});

export const pictureRules = [picture];
