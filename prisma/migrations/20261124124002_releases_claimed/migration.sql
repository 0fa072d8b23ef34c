-- Alone in its migration, so that writers do not wait for the build.
CREATE INDEX CONCURRENTLY "releases_claimed" ON "releases"("claimed_by_id", "id") WHERE (claimed_by_id IS NOT NULL);
