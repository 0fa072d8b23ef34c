-- CreateTable
CREATE TABLE "article_terms" (
    "publication_id" UUID NOT NULL,
    "term" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "article_id" UUID NOT NULL,

    CONSTRAINT "article_terms_pkey" PRIMARY KEY ("publication_id","term","published_at","article_id")
);

-- CreateIndex
CREATE INDEX "article_terms_article_id_idx" ON "article_terms"("article_id");

-- What Prisma's schema language cannot say: the triggers that tell of articles keep their terms as well.

CREATE FUNCTION "terms_of"("tags" text[], "subjects" jsonb) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'tag:' || tag FROM unnest(tags) tag
    UNION
    SELECT 'subject:' || (subject ->> 'qcode') FROM jsonb_array_elements(subjects) subject
    WHERE subject ->> 'qcode' IS NOT NULL
$$;

CREATE FUNCTION "keep_terms_of_new"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO article_terms (publication_id, term, published_at, article_id)
    SELECT n.publication_id, term, n.published_at, n.id FROM new_rows n, terms_of(n.tags, n.subjects) term
    WHERE n.status = 'live';
    RETURN NULL;
END
$$;

CREATE FUNCTION "keep_terms_of_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed uuid[] := ARRAY(
        SELECT n.id FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE o.tags <> n.tags OR o.subjects <> n.subjects OR o.status <> n.status
    );
BEGIN
    IF cardinality(changed) = 0 THEN RETURN NULL; END IF;
    DELETE FROM article_terms WHERE article_id = ANY (changed);
    INSERT INTO article_terms (publication_id, term, published_at, article_id)
    SELECT n.publication_id, term, n.published_at, n.id FROM new_rows n, terms_of(n.tags, n.subjects) term
    WHERE n.id = ANY (changed) AND n.status = 'live';
    RETURN NULL;
END
$$;

CREATE TRIGGER "articles_keep_terms_of_new" AFTER INSERT ON "articles" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "keep_terms_of_new"();
CREATE TRIGGER "articles_keep_terms_of_changed" AFTER UPDATE ON "articles"
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "keep_terms_of_changed"();

-- Those that are published already; the triggers above keep everybody out until this commits.
INSERT INTO article_terms (publication_id, term, published_at, article_id)
SELECT a.publication_id, term, a.published_at, a.id FROM articles a, terms_of(a.tags, a.subjects) term
WHERE a.status = 'live';
