-- Alone in its migration, so that writers do not wait for the build.
CREATE INDEX CONCURRENTLY "assets_unused" ON "assets"("unused_since") WHERE (unused_since IS NOT NULL);
