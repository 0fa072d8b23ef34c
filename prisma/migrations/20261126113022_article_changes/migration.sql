-- CreateTable
CREATE TABLE "article_changes" (
    "position" BIGSERIAL NOT NULL,
    "txid" BIGINT NOT NULL,
    "publication_id" UUID NOT NULL,
    "publication" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "article_id" UUID,
    "version" INTEGER,
    "kind" "release_kind",
    "organization_id" UUID,
    "category_slug" TEXT,
    "former_category_slug" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "article_changes_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "article_counts" (
    "publication_id" UUID NOT NULL,
    "category_slug" TEXT NOT NULL,
    "shard" SMALLINT NOT NULL,
    "live" INTEGER NOT NULL,

    CONSTRAINT "article_counts_pkey" PRIMARY KEY ("publication_id","category_slug","shard")
);

-- CreateIndex
CREATE INDEX "article_changes_txid_position_idx" ON "article_changes"("txid", "position");

-- What Prisma's schema language cannot say. test/db/schema.test.ts asserts these against the catalogue.

ALTER TABLE "article_changes" ALTER COLUMN "txid" SET DEFAULT (pg_current_xact_id()::text)::bigint;

CREATE TRIGGER "article_changes_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "article_changes"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- A statement tells of all articles that it changed at once, and counts them by section.
CREATE FUNCTION "tell_of_new_articles"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO article_changes (publication_id, publication, action, article_id, version, kind, organization_id,
        category_slug, at)
    SELECT n.publication_id, p.slug, 'published', n.id, n.version, n.kind, n.organization_id, n.category_slug,
        n.updated_at
    FROM new_rows n JOIN publications p ON p.id = n.publication_id;
    INSERT INTO article_counts AS counted (publication_id, category_slug, shard, live)
    SELECT publication_id, coalesce(category_slug, ''), pg_backend_pid() % 16, count(*)
    FROM new_rows WHERE status = 'live' GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (publication_id, category_slug, shard) DO UPDATE SET live = counted.live + excluded.live;
    RETURN NULL;
END
$$;

CREATE FUNCTION "tell_of_changed_articles"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO article_changes (publication_id, publication, action, article_id, version, kind, organization_id,
        category_slug, former_category_slug, at)
    SELECT n.publication_id, p.slug, CASE n.status WHEN 'live' THEN 'corrected' ELSE n.status::text END, n.id,
        n.version, n.kind, n.organization_id, n.category_slug,
        CASE WHEN o.category_slug IS DISTINCT FROM n.category_slug THEN o.category_slug END, n.updated_at
    FROM old_rows o JOIN new_rows n ON n.id = o.id JOIN publications p ON p.id = n.publication_id
    WHERE o.version <> n.version OR o.status <> n.status;
    INSERT INTO article_counts AS counted (publication_id, category_slug, shard, live)
    SELECT publication_id, coalesce(category_slug, ''), pg_backend_pid() % 16, sum(by)
    FROM (
        SELECT publication_id, category_slug, -1 AS by FROM old_rows WHERE status = 'live'
        UNION ALL
        SELECT publication_id, category_slug, 1 FROM new_rows WHERE status = 'live'
    ) AS moved
    GROUP BY 1, 2 HAVING sum(by) <> 0 ORDER BY 1, 2
    ON CONFLICT (publication_id, category_slug, shard) DO UPDATE SET live = counted.live + excluded.live;
    RETURN NULL;
END
$$;

CREATE FUNCTION "tell_of_publication"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told publications := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    INSERT INTO article_changes (publication_id, publication, action, at)
    VALUES (told.id, told.slug, 'restyled', told.updated_at);
    RETURN NULL;
END
$$;

CREATE TRIGGER "articles_tell_of_new" AFTER INSERT ON "articles" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "tell_of_new_articles"();
CREATE TRIGGER "articles_tell_of_changed" AFTER UPDATE ON "articles"
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "tell_of_changed_articles"();
CREATE TRIGGER "publications_tell" AFTER INSERT OR UPDATE OF "updated_at" OR DELETE ON "publications"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_publication"();

-- Those that are published already; the triggers above keep everybody out until this commits.
INSERT INTO article_counts (publication_id, category_slug, shard, live)
SELECT publication_id, coalesce(category_slug, ''), 0, count(*) FROM articles WHERE status = 'live' GROUP BY 1, 2;
