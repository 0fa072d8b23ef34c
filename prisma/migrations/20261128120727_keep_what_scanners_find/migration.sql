SET lock_timeout = '1s';

-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "scan_found" TEXT;
