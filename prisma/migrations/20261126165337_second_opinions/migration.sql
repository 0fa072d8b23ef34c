SET lock_timeout = '1s';

-- CreateTable
CREATE TABLE "opinion_work" (
    "release_id" UUID NOT NULL,
    "run" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "opinion_work_pkey" PRIMARY KEY ("release_id")
);

-- CreateTable
CREATE TABLE "opinions" (
    "question" BYTEA NOT NULL,
    "answer" JSONB,
    "asked_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opinions_pkey" PRIMARY KEY ("question")
);

-- CreateTable
CREATE TABLE "opinion_days" (
    "day" DATE NOT NULL,
    "asked" INTEGER NOT NULL,

    CONSTRAINT "opinion_days_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE INDEX "opinion_work_due_at_idx" ON "opinion_work"("due_at");

-- CreateIndex
CREATE INDEX "opinions_created_at_idx" ON "opinions"("created_at");

-- AddForeignKey
ALTER TABLE "opinion_work" ADD CONSTRAINT "opinion_work_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "releases"("id") ON DELETE CASCADE ON UPDATE CASCADE;
