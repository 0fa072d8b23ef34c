-- Alone in its migration, so that writers do not wait for the build.
CREATE INDEX CONCURRENTLY "releases_waiting" ON "releases"("waiting_due_at", "id") WHERE (status = 'needs_review'::release_status);
