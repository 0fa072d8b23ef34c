-- AlterTable
ALTER TABLE "categories" ADD COLUMN     "examples" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "releases" ADD COLUMN     "subjects_by_desk" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "written_in" TEXT;
