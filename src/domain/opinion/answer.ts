/** What a language model outside may answer about a release, and the findings that this makes. Pure. */

import { z } from "zod";
import { withoutContacts } from "../document/contact/reach.ts";
import type { Finding } from "../releases/moderation.ts";
import type { Copy } from "../releases/release.ts";
import { type Range, sourceText } from "../source-text/source-text.ts";
import { objectionTo } from "../text.ts";

/** The fields that are shown, and may be objected to. */
const shownFields = ["headline", "dek", "summary", "body", "boilerplate"] as const;
type ShownField = (typeof shownFields)[number];

const maxFindings = 10;
const maxLength = 300;

/**
 * One more vote for an editor to look: nothing here can refuse, send back or approve. A model may have been talked into
 * anything, so of what it says little is kept. The bounds are ours: not every server of models knows them.
 */
export const answer = z.strictObject({
  findings: z
    .array(
      z.strictObject({
        severity: z.enum(["warning", "hold"]),
        field: z.enum([...shownFields, "release"]),
        message: z.string().transform((text) => cut(plain(text))),
        passage: z
          .string()
          .nullable()
          .transform((text) => (text === null || objectionTo(text) ? null : cut(text.trim()))),
      }),
    )
    .transform((findings) => findings.slice(0, maxFindings)),
});
export type ModelAnswer = z.output<typeof answer>;

/** The findings of an answer; a passage only where the release has it, word for word. */
export function findingsFrom({ findings }: ModelAnswer, copy: Copy, engine: string): Finding[] {
  return findings
    .filter(({ message }) => message !== "")
    .map(({ severity, field, message, passage }) => ({
      ...{ rule: "second-opinion", severity, message, engine },
      ...(field === "release" ? { pointer: "" } : { pointer: `/${field}`, ...find(copy, field, passage) }),
    }));
}

function find(
  copy: Copy,
  field: ShownField,
  passage: string | null,
): { readonly span: Range; readonly evidence: string } | undefined {
  if (!passage) return undefined;
  const source = sourceText(copy[field] ?? "", field === "body" ? copy.bodyFormat : "text");
  const start = source.text.indexOf(passage);
  if (start < 0) return undefined;
  return { span: source.spanOf({ start, end: start + passage.length }), evidence: passage };
}

/** One line without addresses, and without what cannot be seen. */
function plain(message: string): string {
  return withoutContacts(message.replace(/\p{C}/gu, " "))
    .replace(/\b(?:https?:\/\/|www\.)\S+/giu, "(address)")
    .replace(/\s+/gu, " ")
    .trim();
}

/** Never between the halves of a pair. */
function cut(text: string): string {
  return text
    .slice(0, maxLength)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd();
}
