-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "name_keys" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "release_arrivals" (
    "release_id" UUID NOT NULL,
    "sender" TEXT NOT NULL,
    "network" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "release_arrivals_pkey" PRIMARY KEY ("release_id")
);

-- CreateIndex
CREATE INDEX "release_arrivals_network_at_idx" ON "release_arrivals"("network", "at");

-- CreateIndex
CREATE INDEX "release_arrivals_sender_at_idx" ON "release_arrivals"("sender", "at");

-- CreateIndex
CREATE INDEX "release_arrivals_at_idx" ON "release_arrivals"("at");
