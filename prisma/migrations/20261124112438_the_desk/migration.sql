-- CreateEnum
CREATE TYPE "delivery_status" AS ENUM ('due', 'delivered', 'failed');

-- AlterEnum
ALTER TYPE "mail_status" ADD VALUE 'sending';
ALTER TYPE "mail_status" ADD VALUE 'uncertain';

-- AlterTable
ALTER TABLE "categories" ADD COLUMN     "description" TEXT;

-- AlterTable
ALTER TABLE "mails" ADD COLUMN     "about" JSONB,
ADD COLUMN     "letter" TEXT,
ALTER COLUMN "subject" DROP NOT NULL,
ALTER COLUMN "text" DROP NOT NULL;

-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "market_sensitive" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "notices" TEXT[] DEFAULT ARRAY['received', 'changes_requested', 'rejected', 'published', 'corrected']::TEXT[],
ADD COLUMN     "verified_domain" TEXT;

-- AlterTable
ALTER TABLE "publications" ADD COLUMN     "appearance" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "service_hours" JSONB;

-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "invitation_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "invitation_hash" BYTEA,
ADD COLUMN     "notices" TEXT[] DEFAULT ARRAY['waiting', 'takeover']::TEXT[];

-- CreateTable
CREATE TABLE "category_aliases" (
    "publication_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "category_id" UUID NOT NULL,

    CONSTRAINT "category_aliases_pkey" PRIMARY KEY ("publication_id","slug")
);

-- CreateTable
CREATE TABLE "review_reasons" (
    "id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "decisions" TEXT[],
    "message" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "review_reasons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_packs" (
    "id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "pack" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rule_packs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "blocks" (
    "id" UUID NOT NULL,
    "publication_id" UUID,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_domains" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "method" TEXT,
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_domains_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agencies" (
    "agency_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_at" TIMESTAMPTZ(3),

    CONSTRAINT "agencies_pkey" PRIMARY KEY ("agency_id","client_id")
);

-- CreateTable
CREATE TABLE "desk_events" (
    "id" UUID NOT NULL,
    "publication_id" UUID,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "actor_role" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "reason" TEXT,
    "changes" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "desk_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_seals" (
    "position" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_seals_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "webhooks" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "publication_id" UUID,
    "url" TEXT NOT NULL,
    "description" TEXT,
    "events" TEXT[],
    "secret" BYTEA NOT NULL,
    "previous_secret" BYTEA,
    "previous_until" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "paused_until" TIMESTAMPTZ(3),
    "lease_id" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "release_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "payload" JSONB NOT NULL,
    "status" "delivery_status" NOT NULL DEFAULT 'due',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempts" (
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "status" INTEGER,
    "failure" TEXT,
    "took_ms" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "category_aliases_category_id_idx" ON "category_aliases"("category_id");

-- CreateIndex
CREATE UNIQUE INDEX "review_reasons_publication_id_code_key" ON "review_reasons"("publication_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "rule_packs_publication_id_number_key" ON "rule_packs"("publication_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "blocks_value_key" ON "blocks"("publication_id", "kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "blocks_value_everywhere" ON "blocks"("kind", "value") WHERE (publication_id IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "organization_domains_organization_id_domain_key" ON "organization_domains"("organization_id", "domain");

-- CreateIndex
CREATE INDEX "agencies_client_id_idx" ON "agencies"("client_id");

-- CreateIndex
CREATE INDEX "desk_events_subject_subject_id_id_idx" ON "desk_events"("subject", "subject_id", "id");

-- CreateIndex
CREATE INDEX "desk_events_publication_id_id_idx" ON "desk_events"("publication_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "event_seals_event_id_key" ON "event_seals"("event_id");

-- CreateIndex
CREATE INDEX "webhooks_organization_id_idx" ON "webhooks"("organization_id");

-- CreateIndex
CREATE INDEX "webhooks_publication_id_idx" ON "webhooks"("publication_id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_webhook_id_position_idx" ON "webhook_deliveries"("webhook_id", "position" DESC);

-- CreateIndex
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries"("webhook_id", "next_attempt_at") WHERE (status = 'due'::delivery_status);

-- CreateIndex
CREATE INDEX "webhook_deliveries_order" ON "webhook_deliveries"("webhook_id", "release_id", "position") WHERE (status = 'due'::delivery_status);

-- CreateIndex
CREATE INDEX "webhook_attempts_delivery_id_id_idx" ON "webhook_attempts"("delivery_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_invitation_hash_key" ON "staff"("invitation_hash");

-- AddForeignKey
ALTER TABLE "category_aliases" ADD CONSTRAINT "category_aliases_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category_aliases" ADD CONSTRAINT "category_aliases_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_reasons" ADD CONSTRAINT "review_reasons_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_packs" ADD CONSTRAINT "rule_packs_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_domains" ADD CONSTRAINT "organization_domains_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema language cannot say. test/db/schema.test.ts asserts these against the catalogue.

ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_one_owner" CHECK (("organization_id" IS NULL) <> ("publication_id" IS NULL));

-- A UUIDv7 of the moment given, for rows that a statement makes several of (RFC 9562, 5.7).
CREATE FUNCTION "new_id"("moment" timestamptz) RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send(floor(extract(epoch FROM "moment") * 1000)::bigint) FROM 3)
        FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

CREATE TRIGGER "desk_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "desk_events"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "event_seals_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "event_seals"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "rule_packs_append_only" BEFORE UPDATE OR TRUNCATE ON "rule_packs"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- An erasure takes a person out of what a release said, and nothing else: it says so to its transaction, and each row
-- is looked at. Everybody else is refused as before.
CREATE FUNCTION "refuse_change_but_erasure"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('dateline.erasing', true), '') <> 'on' THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_LEVEL = 'STATEMENT' THEN
        RETURN NULL;
    END IF;
    IF (to_jsonb(NEW) - 'copy' - 'author_name') IS DISTINCT FROM (to_jsonb(OLD) - 'copy' - 'author_name')
        OR (NEW."copy" - 'mediaContact') IS DISTINCT FROM (OLD."copy" - 'mediaContact') THEN
        RAISE EXCEPTION '% is append-only but for the people in it', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER "release_versions_append_only" ON "release_versions";
CREATE TRIGGER "release_versions_append_only" BEFORE DELETE OR TRUNCATE ON "release_versions"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "release_versions_erasable" BEFORE UPDATE ON "release_versions"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_but_erasure"();
CREATE TRIGGER "release_versions_erasable_row" BEFORE UPDATE ON "release_versions"
    FOR EACH ROW EXECUTE FUNCTION "refuse_change_but_erasure"();
