import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that start processes, begun before the others: the slowest, beside which a worker would wait at the end. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isQuick = ({ moduleId }: TestSpecification) =>
      Number(!/\/test\/(db|faults|processes)\//.test(moduleId));
    return (await super.sort(files)).sort(
      (a, b) =>
        a.project.config.sequence.groupOrder - b.project.config.sequence.groupOrder ||
        isQuick(a) - isQuick(b),
    );
  }
}

/** Two projects: what is pure, next to what it tests; and the newsroom through its front door. */
export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts"],
          testTimeout: 20_000,
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "newsroom",
          include: ["test/**/*.test.ts"],
          globalSetup: ["test/support/template-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          // Each file has its own database, queue and folder, and no module of ours keeps anything between newsrooms but
          // the models, which nothing changes: so the code is loaded once a worker and not once a file.
          isolate: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
