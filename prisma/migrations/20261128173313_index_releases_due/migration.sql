-- Alone in its migration, so that writers do not wait for the build. What Prisma's schema language cannot say: the hour is
-- the latest of three, as `hourOf` in src/services/pipeline/publishable.ts has it.
CREATE INDEX CONCURRENTLY "releases_due" ON "releases"(greatest("moved_at", "embargoed_until", "publish_at"))
    WHERE (status = ANY (ARRAY['approved'::release_status, 'scheduled'::release_status]));
