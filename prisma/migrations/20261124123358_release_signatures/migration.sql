-- CreateTable
CREATE TABLE "release_signatures" (
    "id" SERIAL NOT NULL,
    "release_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "words" BYTEA NOT NULL,
    "headline" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "release_signatures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_bands" (
    "key" INTEGER NOT NULL,
    "signature_id" INTEGER NOT NULL,

    CONSTRAINT "release_bands_pkey" PRIMARY KEY ("key","signature_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "release_signatures_release_id_version_key" ON "release_signatures"("release_id", "version");
