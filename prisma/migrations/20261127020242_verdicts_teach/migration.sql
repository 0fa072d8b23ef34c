-- AlterTable
ALTER TABLE "category_models" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'category',
ADD COLUMN     "spam_weights" BYTEA;

-- AlterTable
ALTER TABLE "review_reasons" ADD COLUMN     "marks_spam" BOOLEAN NOT NULL DEFAULT false;

-- What refusals for it have meant all along; a publication's own reasons are marked by its administrators.
UPDATE "review_reasons" SET "marks_spam" = true WHERE "code" = 'advertising';
