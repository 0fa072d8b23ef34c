-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "renamed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "releases" ADD COLUMN     "issuer" JSONB;
