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
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
