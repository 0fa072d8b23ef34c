-- CreateIndex
CREATE INDEX CONCURRENTLY "organizations_name_keys" ON "organizations" USING GIN ("name_keys");
