-- Signatures tell copies; the column stays for processes of the release before, which still write it.
ALTER TABLE "release_versions" ALTER COLUMN "fingerprint" DROP NOT NULL;
