-- AlterTable
ALTER TABLE "releases" ADD COLUMN     "category_by_desk" BOOLEAN NOT NULL DEFAULT false;
