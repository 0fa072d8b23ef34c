-- CreateIndex
CREATE INDEX CONCURRENTLY "articles_taken_down" ON "articles"("publication_id", "updated_at" DESC) WHERE (status <> 'live'::article_status);
