/** What the Prisma command line needs to know. The application itself reads src/config.ts instead. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma's own engine comes from a download host; ours comes with npm. The CLI looks for it after reading this file.
if (!process.env.PRISMA_NATIVE_ENGINE) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
    new URL("scripts/schema-engine.mjs", import.meta.url),
  );
}

// `prisma generate`, which npm runs at the install, has no database and needs none.
const url = process.env.DATABASE_URL;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  ...(url && { datasource: { url } }),
});
