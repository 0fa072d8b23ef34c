SET lock_timeout = '1s';

-- CreateEnum
CREATE TYPE "subscriber_status" AS ENUM ('pending', 'confirmed', 'unsubscribed');

-- AlterEnum
ALTER TYPE "mail_status" ADD VALUE 'skipped';

-- AlterTable
ALTER TABLE "mails" ADD COLUMN     "digest_id" UUID;

-- AlterTable
ALTER TABLE "publications" ADD COLUMN     "digest_at" TEXT DEFAULT '07:00',
ADD COLUMN     "next_digest_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "subscribers" (
    "id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "categories" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" "subscriber_status" NOT NULL DEFAULT 'pending',
    "confirmation_hash" BYTEA,
    "confirmation_expires_at" TIMESTAMPTZ(3),
    "asked_categories" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "confirmed_at" TIMESTAMPTZ(3),
    "unsubscribed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscribers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest_suppressions" (
    "mark" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digest_suppressions_pkey" PRIMARY KEY ("mark")
);

-- CreateTable
CREATE TABLE "digests" (
    "id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "position" UUID,
    "gathered_at" TIMESTAMPTZ(3),
    "candidates" INTEGER NOT NULL DEFAULT 0,
    "unconcerned" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "digests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest_articles" (
    "article_id" UUID NOT NULL,
    "digest_id" UUID NOT NULL,

    CONSTRAINT "digest_articles_pkey" PRIMARY KEY ("article_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "subscribers_confirmation_hash_key" ON "subscribers"("confirmation_hash");

-- CreateIndex
CREATE INDEX "subscribers_publication_id_id_idx" ON "subscribers"("publication_id", "id");

-- CreateIndex
CREATE INDEX "subscribers_asked" ON "subscribers"("confirmation_expires_at") WHERE (confirmation_expires_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "subscribers_publication_id_email_key_key" ON "subscribers"("publication_id", "email_key");

-- CreateIndex
CREATE INDEX "digests_gathering" ON "digests"("started_at") WHERE (gathered_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "digests_publication_id_day_key" ON "digests"("publication_id", "day");

-- CreateIndex
CREATE INDEX "digest_articles_digest_id_idx" ON "digest_articles"("digest_id");

-- AddForeignKey
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digests" ADD CONSTRAINT "digests_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_articles" ADD CONSTRAINT "digest_articles_digest_id_fkey" FOREIGN KEY ("digest_id") REFERENCES "digests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_articles" ADD CONSTRAINT "digest_articles_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles"("id") ON DELETE CASCADE ON UPDATE CASCADE;
