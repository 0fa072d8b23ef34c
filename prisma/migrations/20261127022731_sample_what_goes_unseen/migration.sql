SET lock_timeout = '1s';

-- AlterTable
ALTER TABLE "publications" ADD COLUMN     "sample_every" INTEGER NOT NULL DEFAULT 20;

-- AlterTable
ALTER TABLE "releases" ADD COLUMN     "sampled_at" TIMESTAMPTZ(3);
