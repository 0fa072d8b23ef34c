-- AlterTable
ALTER TABLE "publications" ADD COLUMN     "model_number" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "releases" ADD COLUMN     "judged_by" TEXT;

-- CreateTable
CREATE TABLE "category_models" (
    "id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "base" TEXT NOT NULL,
    "up_to" INTEGER NOT NULL,
    "sections" UUID[],
    "weights" BYTEA NOT NULL,
    "report" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "category_models_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "editor_decisions" (
    "id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "given" TEXT,
    "chosen" TEXT NOT NULL,
    "model" TEXT,
    "scores" JSONB NOT NULL,
    "held_back" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "editor_decisions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "category_models_publication_id_number_key" ON "category_models"("publication_id", "number");

-- CreateIndex
CREATE INDEX "editor_decisions_publication_id_kind_number_idx" ON "editor_decisions"("publication_id", "kind", "number" DESC);

-- CreateIndex
CREATE INDEX "editor_decisions_release_id_idx" ON "editor_decisions"("release_id");

-- AddForeignKey
ALTER TABLE "category_models" ADD CONSTRAINT "category_models_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say. A model goes with its publication, so removing one is not refused.
CREATE TRIGGER "editor_decisions_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "editor_decisions"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "category_models_append_only" BEFORE UPDATE OR TRUNCATE ON "category_models"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
