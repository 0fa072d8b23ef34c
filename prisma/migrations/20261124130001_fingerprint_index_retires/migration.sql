-- Alone in its migration, so that writers do not wait.
DROP INDEX CONCURRENTLY "release_versions_fingerprint_idx";
