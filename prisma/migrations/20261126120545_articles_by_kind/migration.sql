-- Alone in its migration, so that writers do not wait for the build.
CREATE INDEX CONCURRENTLY "articles_live_by_kind" ON "articles"("publication_id", "kind", "published_at" DESC, "id" DESC) WHERE (status = 'live'::article_status);
