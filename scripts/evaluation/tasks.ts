/** What `evaluate` can measure. */

export interface Files {
  /** Learn from this file; the models that ship where undefined. */
  readonly train: string | undefined;
  readonly test: string;
  /** What is there already, for `duplicates`. */
  readonly corpus: string | undefined;
}

/**
 * Each answers with what contract section 10 promises of every task, and its own measures. A task is imported when
 * it runs, so that measuring one does not load the models of the others.
 */
export const tasks: Readonly<Record<string, (files: Files) => Promise<object>>> = {
  categorize: async (files) => (await import("./categorize.ts")).evaluateCategorize(files),
  duplicates: async (files) => (await import("./duplicates.ts")).evaluateDuplicates(files),
  language: async (files) => (await import("./language.ts")).evaluateLanguage(files),
  spam: async (files) => (await import("./spam.ts")).evaluateSpam(files),
  parse: async (files) => (await import("./parse.ts")).evaluateParse(files),
};
