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

-- `~2` tells rows that are made so from those that the sweep has still to make anew.
CREATE OR REPLACE FUNCTION "search_brief"(a "articles") RETURNS tsvector LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    rules text := search_config(a.language);
BEGIN
    RETURN setweight(to_tsvector(rules::regconfig, search_text(a.headline)), 'A')
        || setweight(to_tsvector(rules::regconfig, search_text(coalesce(a.dek, '') || ' ' || a.organization_name)), 'B')
        || setweight(to_tsvector(rules::regconfig, search_text(array_to_string(a.tags || a.keywords, ' '))), 'C')
        || array_to_tsvector(array['~' || rules, '~2']);
END
$$;
