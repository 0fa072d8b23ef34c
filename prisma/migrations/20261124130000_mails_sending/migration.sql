-- Alone in its migration, so that writers do not wait for the build.
CREATE INDEX CONCURRENTLY "mails_sending" ON "mails"("next_attempt_at") WHERE (status = 'sending'::mail_status);
