-- Alone in its migration, so that writers do not wait for the build.
CREATE INDEX CONCURRENTLY "releases_waiting_by_publication" ON "releases"("publication_id", "waiting_due_at", "id") WHERE (status = 'needs_review'::release_status);
