/** What `evaluate` can measure. */

export interface Files {
  /** Learn from this file; the models that ship where undefined. */
  readonly train: string | undefined;
  readonly test: string;
}

/**
 * Each answers with what contract section 10 promises of every task, and its own measures. A task is imported when
 * it runs, so that measuring one does not load the models of the others.
 */
export const tasks: Readonly<Record<string, (files: Files) => Promise<object>>> = {
  categorize: async (files) => (await import("./categorize.ts")).evaluateCategorize(files),
  language: async (files) => (await import("./language.ts")).evaluateLanguage(files),
};
