/** MD-02: attached files that readers may not see. What is in a file, the scanner says. Pure. */

import { defineRule, graded } from "../rule.ts";

/** An attached file that is withheld, with its place among the attachments, from 0. */
export interface WithheldFile {
  readonly place: number;
  readonly fileName: string;
  /** What the scanner found in it; `null` where it has not looked yet. */
  readonly found: string | null;
}

const withheld = defineRule({
  id: "MD-02",
  what: "An attached file in which the virus scanner found something, or that it could not look at yet.",
  why: "Readers trust what a newspaper gives them to open. Such a file is kept from them whatever becomes of the release: for good, or until the scanner has looked.",
  settings: graded,
  run: (_view, { grave }, { withheldFiles = [] }) =>
    withheldFiles.map(({ place, fileName, found }) => ({
      pointer: `/attachments/${place}`,
      evidence: fileName,
      ...(found === null
        ? { message: `"${fileName}" could not be scanned for viruses yet; readers get it once it is.` }
        : {
            severity: grave,
            message: `The virus scanner found ${found} in "${fileName}"; readers will not get it.`,
            suggestion: `Send "${fileName}" anew from a clean machine, or leave it out.`,
          }),
    })),
});

export const fileRules = [withheld];
