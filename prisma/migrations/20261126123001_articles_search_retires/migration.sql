-- Alone in its migration, so that writers do not wait. The column stays for processes of the release before.
DROP INDEX CONCURRENTLY "articles_search_idx";
