-- Alone in its migration, so that writers do not wait.
DROP INDEX CONCURRENTLY "articles_live_by_organization";
