-- Alone in its migration, so that writers do not wait for the build.
CREATE INDEX CONCURRENTLY "mails_of_digest" ON "mails"("digest_id", "status") WHERE (digest_id IS NOT NULL);
