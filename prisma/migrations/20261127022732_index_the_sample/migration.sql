-- Alone in its migration, so that writers do not wait for the build.
CREATE INDEX CONCURRENTLY "releases_sampled" ON "releases"("id") WHERE (sampled_at IS NOT NULL);
