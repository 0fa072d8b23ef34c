-- An organisation's list is of one publication. Without it in the index PostgreSQL, which takes all organisations for as
-- busy as one another, rather sorted everything that a busy one had published.
CREATE INDEX CONCURRENTLY "articles_live_of_organization" ON "articles"("publication_id", "organization_id", "published_at" DESC, "id" DESC) WHERE (status = 'live'::article_status);
