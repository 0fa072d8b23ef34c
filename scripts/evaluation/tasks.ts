/** What `evaluate` can measure. */

import { evaluateCategorize } from "./categorize.ts";
import { evaluateLanguage } from "./language.ts";

export interface Files {
  /** Learn from this file; the models that ship where undefined. */
  readonly train: string | undefined;
  readonly test: string;
}

/** Each answers with what contract section 10 promises of every task, and its own measures. */
export const tasks: Readonly<Record<string, (files: Files) => object>> = {
  categorize: evaluateCategorize,
  language: evaluateLanguage,
};
