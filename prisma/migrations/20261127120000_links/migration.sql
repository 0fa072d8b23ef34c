SET lock_timeout = '1s';

-- CreateEnum
CREATE TYPE "link_verdict" AS ENUM ('works', 'dead', 'suspect', 'unknown');

-- CreateTable
CREATE TABLE "link_work" (
    "release_id" UUID NOT NULL,
    "run" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "link_work_pkey" PRIMARY KEY ("release_id")
);

-- CreateTable
CREATE TABLE "links" (
    "address" BYTEA NOT NULL,
    "verdict" "link_verdict" NOT NULL,
    "reason" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "links_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "link_hosts" (
    "host" BYTEA NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_hosts_pkey" PRIMARY KEY ("host")
);

-- CreateIndex
CREATE INDEX "link_work_due_at_idx" ON "link_work"("due_at");

-- CreateIndex
CREATE INDEX "links_asked_at_idx" ON "links"("asked_at");

-- CreateIndex
CREATE INDEX "link_hosts_free_at_idx" ON "link_hosts"("free_at");

-- AddForeignKey
ALTER TABLE "link_work" ADD CONSTRAINT "link_work_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "releases"("id") ON DELETE CASCADE ON UPDATE CASCADE;
