import { defineConfig } from "vitest/config";

/** Two projects: what is pure, next to what it tests; and the newsroom through its front door. */
export default defineConfig({
  test: {
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
