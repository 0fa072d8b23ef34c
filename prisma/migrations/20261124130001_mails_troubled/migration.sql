-- Alone in its migration, so that writers do not wait for the build.
CREATE INDEX CONCURRENTLY "mails_troubled" ON "mails"("id") WHERE (status = ANY (ARRAY['uncertain'::mail_status, 'failed'::mail_status]));
