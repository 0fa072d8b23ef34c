/** Comparing what two versions of a release say, field by field. Pure. */

import { compareTexts, type Run } from "./diff.ts";
import { type Copy, copyFields } from "./release.ts";

/** A field that does not say the same, and how it came to say something else. */
export interface FieldChange {
  readonly field: string;
  readonly runs: readonly Run[];
}

/** The fields that differ, in the order of a release; `null` stands for what was before the first version. */
export function compareCopies(before: Copy | null, after: Copy): FieldChange[] {
  const fields = Object.keys(copyFields) as (keyof Copy)[];
  return fields.flatMap((field) => {
    const [was, is] = [readable(before?.[field]), readable(after[field])];
    return was === is ? [] : [{ field, runs: compareTexts(was, is) }];
  });
}

/** A list as `one, two`; a thing of several parts as a line `part: value` for each. */
function readable(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(readable).join(", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => `${name}: ${readable(part)}`)
    .toSorted()
    .join("\n");
}
