-- CreateIndex
CREATE INDEX CONCURRENTLY "articles_with_events" ON "articles"("publication_id", "published_at" DESC) WHERE (event IS NOT NULL);
