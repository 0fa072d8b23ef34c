-- What the code of the releases before left behind, and nothing has read since: search has a table of its own (ADR-0023),
-- and signatures tell copies (ADR-0015). The words of each article were found a second time for it.
SET lock_timeout = '1s';
ALTER TABLE "articles" DROP COLUMN "search";
ALTER TABLE "release_versions" DROP COLUMN "fingerprint";
