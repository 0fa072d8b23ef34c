-- Alone in its migration, so that writers do not wait for the build.
CREATE INDEX CONCURRENTLY "assets_unscanned" ON "assets"("id") WHERE (scan = 'pending'::text);
