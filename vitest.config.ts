import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that start processes first: the slowest, beside which a worker would wait at the end. What is pure last: files
 * of a moment, which keep both workers busy up to the end.
 */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const turn = ({ moduleId, project }: TestSpecification) => {
      if (project.name === "unit") return 2;
      return /\/test\/(db|faults|processes)\//.test(moduleId) ? 0 : 1;
    };
    return (await super.sort(files)).sort((a, b) => turn(a) - turn(b));
  }
}

// No test asks another machine; each process of Node would read all certificates of this one at its start.
delete process.env.NODE_EXTRA_CA_CERTS;

/** Two projects: what is pure, next to what it tests; and the newsroom through its front door. */
export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    // Of both projects together. Left to itself the runner keeps a core to itself, so that of two one would do nothing.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts"],
          testTimeout: 20_000,
          isolate: false,
        },
      },
      {
        test: {
          name: "newsroom",
          include: ["test/**/*.test.ts"],
          globalSetup: ["test/support/template-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Each file has its own database, queue and folder, and no module of ours keeps anything between newsrooms but
          // the models, which nothing changes: so the code is loaded once a worker and not once a file.
          isolate: false,
          // Most of what runs here runs a few times. Left to itself V8 spends a fifth of the run on optimizing it, and a
          // quarter of each process's start on Prisma's WebAssembly; what is hot for longer still is.
          execArgv: ["--interrupt-budget=3000000", "--wasm-tiering-budget=50000000"],
        },
      },
    ],
  },
});
