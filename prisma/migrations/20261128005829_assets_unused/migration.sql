SET lock_timeout = '1s';

-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "unused_since" TIMESTAMPTZ(3);

-- What a version names is used, for good: versions stay. In the order of the ids, so that two never wait in a ring.
CREATE FUNCTION "use_assets"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE assets SET unused_since = NULL WHERE id IN (
        SELECT id FROM assets
        WHERE unused_since IS NOT NULL
            AND id IN (SELECT jsonb_array_elements_text(NEW.copy -> 'attachments')::uuid)
        ORDER BY id FOR NO KEY UPDATE);
    RETURN NULL;
END
$$;

CREATE TRIGGER "release_versions_use_assets" AFTER INSERT ON "release_versions"
    FOR EACH ROW WHEN (NEW.copy -> 'attachments' <> '[]') EXECUTE FUNCTION "use_assets"();
