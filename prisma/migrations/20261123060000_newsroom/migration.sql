-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "release_status" AS ENUM ('draft', 'received', 'moderating', 'needs_review', 'changes_requested', 'approved', 'scheduled', 'published', 'rejected', 'withdrawn', 'retracted', 'killed');

-- CreateEnum
CREATE TYPE "release_kind" AS ENUM ('business', 'community', 'sports', 'personnel', 'event', 'other');

-- CreateEnum
CREATE TYPE "trust" AS ENUM ('unverified', 'verified', 'trusted', 'suspended');

-- CreateEnum
CREATE TYPE "auto_publish" AS ENUM ('never', 'trusted', 'verified');

-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('editor', 'managing_editor', 'admin');

-- CreateEnum
CREATE TYPE "article_status" AS ENUM ('live', 'retracted', 'killed');

-- CreateEnum
CREATE TYPE "mail_status" AS ENUM ('due', 'sent', 'failed');

-- CreateTable
CREATE TABLE "publications" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "auto_publish" "auto_publish" NOT NULL DEFAULT 'trusted',
    "review_within_hours" INTEGER NOT NULL DEFAULT 24,
    "rule_pack" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "publications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "categories" (
    "id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "website" TEXT,
    "contact_name" TEXT NOT NULL,
    "contact_email" TEXT NOT NULL,
    "boilerplate" TEXT,
    "trust" "trust" NOT NULL DEFAULT 'unverified',
    "daily_quota" INTEGER,
    "verification_hash" BYTEA,
    "verification_expires_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" "staff_role" NOT NULL,
    "publication_id" UUID,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "label" TEXT NOT NULL,
    "scopes" TEXT[],
    "organization_id" UUID,
    "staff_id" UUID,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "releases" (
    "id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "status" "release_status" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "lock_version" INTEGER NOT NULL DEFAULT 1,
    "kind" "release_kind" NOT NULL,
    "headline" TEXT NOT NULL,
    "category" TEXT,
    "external_ref" TEXT,
    "embargoed_until" TIMESTAMPTZ(3),
    "embargo_given" JSONB,
    "publish_at" TIMESTAMPTZ(3),
    "publish_given" JSONB,
    "moderation" JSONB,
    "categories" JSONB NOT NULL DEFAULT '[]',
    "subjects" JSONB NOT NULL DEFAULT '[]',
    "waiting_reason" TEXT,
    "waiting_since" TIMESTAMPTZ(3),
    "waiting_due_at" TIMESTAMPTZ(3),
    "claimed_by_id" UUID,
    "claimed_by_name" TEXT,
    "claimed_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "run" INTEGER NOT NULL DEFAULT 0,
    "appealed_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "moved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "releases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_versions" (
    "release_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "copy" JSONB NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "author_role" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "notice" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "release_versions_pkey" PRIMARY KEY ("release_id","number")
);

-- CreateTable
CREATE TABLE "release_events" (
    "id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "from_status" "release_status",
    "to_status" "release_status" NOT NULL,
    "version" INTEGER NOT NULL,
    "actor_role" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "reason" TEXT,
    "note" TEXT,
    "attestation" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "release_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "articles" (
    "id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "status" "article_status" NOT NULL DEFAULT 'live',
    "version" INTEGER NOT NULL,
    "kind" "release_kind" NOT NULL,
    "headline" TEXT NOT NULL,
    "dek" TEXT,
    "summary" TEXT NOT NULL,
    "teaser" TEXT NOT NULL,
    "dateline" JSONB,
    "dateline_text" TEXT,
    "body_html" TEXT NOT NULL,
    "body_text" TEXT NOT NULL,
    "category_slug" TEXT,
    "subjects" JSONB NOT NULL DEFAULT '[]',
    "tags" TEXT[],
    "tickers" TEXT[],
    "organization_id" UUID NOT NULL,
    "organization_name" TEXT NOT NULL,
    "organization_url" TEXT,
    "organization_trust" "trust" NOT NULL,
    "source_url" TEXT,
    "media_contact" JSONB,
    "boilerplate" TEXT,
    "person" JSONB,
    "event" JSONB,
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "keywords" TEXT[],
    "language" TEXT NOT NULL,
    "word_count" INTEGER NOT NULL,
    "corrections" JSONB NOT NULL DEFAULT '[]',
    "notice" TEXT,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "search" tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', "headline"), 'A')
        || setweight(to_tsvector('english', coalesce("dek", '') || ' ' || "organization_name"), 'B')
        || setweight(to_tsvector('english', "body_text"), 'D')
    ) STORED,

    CONSTRAINT "articles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "article_slugs" (
    "publication_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "article_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "article_slugs_pkey" PRIMARY KEY ("publication_id","slug")
);

-- CreateTable
CREATE TABLE "article_files" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "storage_key" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,

    CONSTRAINT "article_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assets" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "storage_key" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "scan" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "caller" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "status" INTEGER NOT NULL,
    "headers" JSONB NOT NULL,
    "body" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("caller","route","key")
);

-- CreateTable
CREATE TABLE "mails" (
    "id" UUID NOT NULL,
    "once_key" TEXT NOT NULL,
    "to_address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "status" "mail_status" NOT NULL DEFAULT 'due',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "http_rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "http_rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "publications_slug_key" ON "publications"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "categories_publication_id_slug_key" ON "categories"("publication_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_verification_hash_key" ON "organizations"("verification_hash");

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_prefix_key" ON "api_keys"("prefix");

-- CreateIndex
CREATE INDEX "api_keys_organization_id_idx" ON "api_keys"("organization_id");

-- CreateIndex
CREATE INDEX "api_keys_staff_id_idx" ON "api_keys"("staff_id");

-- CreateIndex
CREATE INDEX "releases_organization_id_id_idx" ON "releases"("organization_id", "id" DESC);

-- CreateIndex
CREATE INDEX "releases_status_id_idx" ON "releases"("status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "releases_external_ref_key" ON "releases"("organization_id", "external_ref") WHERE (external_ref IS NOT NULL);

-- CreateIndex
CREATE INDEX "release_versions_fingerprint_idx" ON "release_versions"("fingerprint");

-- CreateIndex
CREATE INDEX "release_events_release_id_id_idx" ON "release_events"("release_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "articles_release_id_key" ON "articles"("release_id");

-- CreateIndex
CREATE INDEX "articles_live" ON "articles"("publication_id", "published_at" DESC, "id" DESC) WHERE (status = 'live'::article_status);

-- CreateIndex
CREATE INDEX "articles_live_by_category" ON "articles"("publication_id", "category_slug", "published_at" DESC, "id" DESC) WHERE (status = 'live'::article_status);

-- CreateIndex
CREATE INDEX "articles_live_by_organization" ON "articles"("organization_id", "published_at" DESC, "id" DESC) WHERE (status = 'live'::article_status);

-- CreateIndex
CREATE INDEX "articles_search_idx" ON "articles" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "articles_publication_id_slug_key" ON "articles"("publication_id", "slug");

-- CreateIndex
CREATE INDEX "article_slugs_article_id_idx" ON "article_slugs"("article_id");

-- CreateIndex
CREATE INDEX "article_files_article_id_idx" ON "article_files"("article_id");

-- CreateIndex
CREATE UNIQUE INDEX "assets_storage_key_key" ON "assets"("storage_key");

-- CreateIndex
CREATE INDEX "assets_organization_id_idx" ON "assets"("organization_id");

-- CreateIndex
CREATE INDEX "idempotency_keys_expires_at_idx" ON "idempotency_keys"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "mails_once_key_key" ON "mails"("once_key");

-- CreateIndex
CREATE INDEX "mails_due" ON "mails"("next_attempt_at") WHERE (status = 'due'::mail_status);

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "releases" ADD CONSTRAINT "releases_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "releases" ADD CONSTRAINT "releases_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_versions" ADD CONSTRAINT "release_versions_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "releases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_events" ADD CONSTRAINT "release_events_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "releases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "articles" ADD CONSTRAINT "articles_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "releases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "articles" ADD CONSTRAINT "articles_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_slugs" ADD CONSTRAINT "article_slugs_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_slugs" ADD CONSTRAINT "article_slugs_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_files" ADD CONSTRAINT "article_files_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assets" ADD CONSTRAINT "assets_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What Prisma's schema language cannot say. test/db/schema.test.ts asserts these against the catalogue.

ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_one_owner" CHECK (("organization_id" IS NULL) <> ("staff_id" IS NULL));
ALTER TABLE "release_versions" ADD CONSTRAINT "release_versions_from_one" CHECK ("number" >= 1);

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER "release_versions_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "release_versions"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "release_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "release_events"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "article_slugs_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "article_slugs"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
