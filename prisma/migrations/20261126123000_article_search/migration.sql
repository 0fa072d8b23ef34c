-- The table that searches read from now on. What is published from here on gets its row by trigger, also from a process
-- of the release before; the sweep gives older articles theirs, in batches.
SET lock_timeout = '1s';

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "article_search" (
    "article_id" UUID NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "marks" TEXT[],
    "brief" tsvector NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "article_search_pkey" PRIMARY KEY ("article_id")
);

-- CreateTable
CREATE TABLE "article_work" (
    "work" TEXT NOT NULL,
    "article_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "article_work_pkey" PRIMARY KEY ("work","article_id")
);

-- CreateTable
CREATE TABLE "search_languages" (
    "publication_id" UUID NOT NULL,
    "config" TEXT NOT NULL,

    CONSTRAINT "search_languages_pkey" PRIMARY KEY ("publication_id","config")
);

-- CreateTable
CREATE TABLE "search_words" (
    "word" TEXT COLLATE "C" NOT NULL,
    "articles" INTEGER NOT NULL,

    CONSTRAINT "search_words_pkey" PRIMARY KEY ("word")
);

-- CreateTable
CREATE TABLE "article_relations" (
    "article_id" UUID NOT NULL,
    "related_id" UUID NOT NULL,
    "score" REAL NOT NULL,

    CONSTRAINT "article_relations_pkey" PRIMARY KEY ("article_id","related_id")
);

-- CreateIndex
CREATE INDEX "article_search_words" ON "article_search" USING GIN ("words", "brief", "marks") WITH (gin_pending_list_limit = 256);

-- CreateIndex
CREATE INDEX "article_work_work_due_at_idx" ON "article_work"("work", "due_at");

-- CreateIndex
CREATE INDEX "search_words_alike" ON "search_words" USING GIN ("word" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "article_relations_related_id_idx" ON "article_relations"("related_id");

-- AddForeignKey
ALTER TABLE "article_search" ADD CONSTRAINT "article_search_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_work" ADD CONSTRAINT "article_work_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "search_languages" ADD CONSTRAINT "search_languages_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_relations" ADD CONSTRAINT "article_relations_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_relations" ADD CONSTRAINT "article_relations_related_id_fkey" FOREIGN KEY ("related_id") REFERENCES "articles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say. test/db/schema.test.ts asserts these against the catalogue.

-- The words are long and seldom looked at, the index knows them: kept apart, so that a page holds many rows.
ALTER TABLE "article_search" SET (toast_tuple_target = 512);
ALTER TABLE "article_search" ALTER COLUMN "words" SET STORAGE EXTERNAL;

-- The rules of a language; those of none for what PostgreSQL 14 has no rules for.
CREATE FUNCTION "search_config"("language" text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE lower(split_part(language, '-', 1))
        WHEN 'ar' THEN 'arabic' WHEN 'ca' THEN 'catalan' WHEN 'da' THEN 'danish' WHEN 'de' THEN 'german'
        WHEN 'el' THEN 'greek' WHEN 'en' THEN 'english' WHEN 'es' THEN 'spanish' WHEN 'eu' THEN 'basque'
        WHEN 'fi' THEN 'finnish' WHEN 'fr' THEN 'french' WHEN 'ga' THEN 'irish' WHEN 'hi' THEN 'hindi'
        WHEN 'hu' THEN 'hungarian' WHEN 'hy' THEN 'armenian' WHEN 'id' THEN 'indonesian' WHEN 'it' THEN 'italian'
        WHEN 'lt' THEN 'lithuanian' WHEN 'nb' THEN 'norwegian' WHEN 'ne' THEN 'nepali' WHEN 'nl' THEN 'dutch'
        WHEN 'nn' THEN 'norwegian' WHEN 'no' THEN 'norwegian' WHEN 'pt' THEN 'portuguese' WHEN 'ro' THEN 'romanian'
        WHEN 'ru' THEN 'russian' WHEN 'sr' THEN 'serbian' WHEN 'sv' THEN 'swedish' WHEN 'ta' THEN 'tamil'
        WHEN 'tr' THEN 'turkish' WHEN 'yi' THEN 'yiddish' ELSE 'simple' END
$$;

-- The text without accents, and with each character of a script that has no spaces as a word of its own. Built in, and
-- so the same everywhere, unlike the extension `unaccent`.
CREATE FUNCTION "search_text"("written" text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(written) = length(written) THEN written ELSE
        regexp_replace(
            normalize(regexp_replace(normalize(written, NFKD), '[\u0300-\u036f]', '', 'g'), NFC),
            '([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])', ' \1 ', 'g')
        END
$$;

-- What filters and windows of time go by.
CREATE FUNCTION "search_marks"(a "articles") RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array['p:' || a.publication_id, 'k:' || a.kind::text, 'o:' || a.organization_id,
            'w:' || floor(extract(epoch FROM a.published_at) / 604800)::int,
            'b:' || floor(extract(epoch FROM a.published_at) / 604800 / 16)::int]
        || CASE WHEN a.category_slug IS NULL THEN '{}' ELSE array['c:' || a.category_slug] END
        || (SELECT coalesce(array_agg('t:' || tag), '{}') FROM unnest(a.tags) tag)
        || (SELECT coalesce(array_agg('s:' || (subject ->> 'qcode')), '{}') FROM jsonb_array_elements(a.subjects) subject)
$$;

CREATE FUNCTION "search_brief"(a "articles") RETURNS tsvector LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    rules text := search_config(a.language);
BEGIN
    RETURN setweight(to_tsvector(rules::regconfig, search_text(a.headline)), 'A')
        || setweight(to_tsvector(rules::regconfig, search_text(coalesce(a.dek, '') || ' ' || a.organization_name)), 'B')
        || setweight(to_tsvector(rules::regconfig, search_text(array_to_string(a.tags || a.keywords, ' '))), 'C')
        || array_to_tsvector(array['~' || rules]);
END
$$;

CREATE FUNCTION "search_words"(a "articles", brief tsvector) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    rules text := search_config(a.language);
BEGIN
    RETURN brief || setweight(to_tsvector(rules::regconfig, search_text(a.summary)), 'C')
        || to_tsvector(rules::regconfig, search_text(a.body_text));
END
$$;

-- The words of an article as they are typed, for `search_words`.
CREATE FUNCTION "search_typed"(a "articles") RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(word), '{}')
    FROM unnest(tsvector_to_array(to_tsvector('simple',
        search_text(concat_ws(' ', a.headline, a.dek, a.organization_name, array_to_string(a.tags, ' '), a.body_text))))) word
    WHERE length(word) BETWEEN 3 AND 30 AND word !~ '[^[:alpha:]]'
$$;

CREATE FUNCTION "search_new_articles"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_languages (publication_id, config)
    SELECT DISTINCT publication_id, search_config(language) FROM new_rows WHERE status = 'live'
    ON CONFLICT DO NOTHING;
    INSERT INTO article_search (article_id, published_at, marks, brief, words)
    SELECT n.id, n.published_at, search_marks(n), brief, search_words(n, brief)
    FROM new_rows n CROSS JOIN LATERAL search_brief(n) brief
    WHERE n.status = 'live';
    -- The relations of an archive that is brought in are found when somebody asks.
    INSERT INTO article_work (work, article_id, due_at)
    SELECT work, id, updated_at FROM new_rows CROSS JOIN (VALUES ('count'), ('relate')) works (work)
    WHERE status = 'live' AND (work = 'count' OR published_at > clock_timestamp() - interval '1 day');
    RETURN NULL;
END
$$;

CREATE FUNCTION "search_changed_articles"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM article_search s USING new_rows n WHERE s.article_id = n.id AND n.status <> 'live';
    DELETE FROM article_work w USING new_rows n WHERE w.article_id = n.id AND n.status <> 'live';
    INSERT INTO search_languages (publication_id, config)
    SELECT DISTINCT n.publication_id, search_config(n.language)
    FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.language <> o.language
    ON CONFLICT DO NOTHING;
    UPDATE article_search s
    SET published_at = n.published_at, marks = search_marks(n), brief = b.brief, words = search_words(n, b.brief)
    FROM new_rows n JOIN old_rows o ON o.id = n.id CROSS JOIN LATERAL search_brief(n) b (brief)
    WHERE s.article_id = n.id AND n.status = 'live' AND n.version <> o.version;
    INSERT INTO article_work (work, article_id, due_at)
    SELECT work, n.id, n.updated_at
    FROM new_rows n JOIN old_rows o ON o.id = n.id CROSS JOIN (VALUES ('count'), ('relate')) works (work)
    WHERE n.status = 'live' AND n.version <> o.version
    ON CONFLICT (work, article_id) DO UPDATE SET due_at = excluded.due_at;
    -- A section that is renamed or merged moves many, whose words stay.
    UPDATE article_search s SET marks = search_marks(n)
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE s.article_id = n.id AND n.status = 'live' AND n.version = o.version
        AND (n.category_slug, n.subjects, n.tags) IS DISTINCT FROM (o.category_slug, o.subjects, o.tags);
    RETURN NULL;
END
$$;

CREATE TRIGGER "articles_search_new" AFTER INSERT ON "articles" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "search_new_articles"();
CREATE TRIGGER "articles_search_changed" AFTER UPDATE ON "articles"
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "search_changed_articles"();

-- A query in every language that the publication has: `[[{any: [words], not}]]`, any of the groups, all of a group's
-- terms. Where a language has but stop words of a group, the group finds nothing in it. `rank` are the words to count.
CREATE FUNCTION "search_query"(publication uuid, groups jsonb, OUT match tsquery, OUT rank tsquery)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    configs text[] := (SELECT array_agg(config ORDER BY config) FROM search_languages WHERE publication_id = publication);
    config text;
    terms jsonb;
    term jsonb;
    words text;
    one tsquery;
    wanted tsquery;
    unwanted tsquery;
    whole tsquery;
BEGIN
    match := '';
    rank := '';
    FOREACH config IN ARRAY coalesce(configs, '{}') LOOP
        whole := '';
        FOR terms IN SELECT * FROM jsonb_array_elements(groups) LOOP
            wanted := '';
            unwanted := '';
            FOR term IN SELECT * FROM jsonb_array_elements(terms) LOOP
                one := '';
                FOR words IN SELECT * FROM jsonb_array_elements_text(term -> 'any') LOOP
                    one := one || phraseto_tsquery(config::regconfig, search_text(words));
                END LOOP;
                IF (term ->> 'not')::boolean THEN unwanted := unwanted || one;
                ELSE
                    wanted := wanted && one;
                    rank := rank || one;
                END IF;
            END LOOP;
            IF numnode(wanted) > 0 AND numnode(unwanted) > 0 THEN wanted := wanted && !!unwanted; END IF;
            whole := whole || wanted;
        END LOOP;
        IF numnode(whole) > 0 AND cardinality(configs) > 1 THEN
            whole := whole && quote_literal('~' || config)::tsquery;
        END IF;
        match := match || whole;
    END LOOP;
END
$$;
