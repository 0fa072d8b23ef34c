-- Where the database has no rules for letters beyond ASCII (`LC_CTYPE` C, as the embedded one), the parser takes
-- typographic quotes, dashes and dots for letters, and a word beside one could not be found. They are made what they
-- stand for before it sees them. `folded` in src/domain/search/passages.ts does the same.
CREATE OR REPLACE FUNCTION "search_text"("written" text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(written) = length(written) THEN written ELSE
        regexp_replace(regexp_replace(
            translate(
                normalize(regexp_replace(normalize(written, NFKD), '[\u0300-\u036f]', '', 'g'), NFC),
                U&'\2018\2019\02BC\2010', '''''''-'),
            '[\u0080-\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u05be\u060c\u061b\u061f\u06d4\u0964\u0965\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u30fb\ufffc\ufffd\U0001f000-\U0001faff]',
            ' ', 'g'),
            '([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])', ' \1 ', 'g')
        END
$$;

-- "Harbour" and "harbour" are one tag to whoever filters by it.
CREATE OR REPLACE FUNCTION "terms_of"("tags" text[], "subjects" jsonb) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'tag:' || lower(tag) FROM unnest(tags) tag
    UNION
    SELECT 'subject:' || (subject ->> 'qcode') FROM jsonb_array_elements(subjects) subject
    WHERE subject ->> 'qcode' IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION "search_marks"(a "articles") RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array['p:' || a.publication_id, 'k:' || a.kind::text, 'o:' || a.organization_id,
            'w:' || floor(extract(epoch FROM a.published_at) / 604800)::int,
            'b:' || floor(extract(epoch FROM a.published_at) / 604800 / 16)::int]
        || CASE WHEN a.category_slug IS NULL THEN '{}' ELSE array['c:' || a.category_slug] END
        || (SELECT coalesce(array_agg(DISTINCT 't:' || lower(tag)), '{}') FROM unnest(a.tags) tag)
        || (SELECT coalesce(array_agg('s:' || (subject ->> 'qcode')), '{}') FROM jsonb_array_elements(a.subjects) subject)
$$;

-- Rows of before are made anew by the sweep, which knows them by the 1.
SET lock_timeout = '1s';
ALTER TABLE "article_search" ADD COLUMN "rules" SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE "article_search" ALTER COLUMN "rules" SET DEFAULT 2;
