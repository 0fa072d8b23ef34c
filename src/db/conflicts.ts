/** Reading from a failed statement which promise of the schema stood in its way. */

import pg from "pg";
import { Prisma } from "./generated/client.ts";

/** The class of SQLSTATE of everything below: integrity constraint violations. */
const integrity = "23";
/** SQLSTATE of a unique key that is taken. */
const uniqueViolation = "23505";
/** SQLSTATE of a reference to a row that there is not. */
const foreignKeyViolation = "23503";

/** Whether the statement failed because a row with this unique key exists; `key` is part of the index's name. */
export function isTaken(error: unknown, key: string): boolean {
  if (error instanceof pg.DatabaseError) {
    return error.code === uniqueViolation && (error.constraint ?? "").includes(key);
  }
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const words = wordsOf(error);
  return (error.code === "P2002" || words.includes(uniqueViolation)) && words.includes(key);
}

/** All that Prisma tells of an error of PostgreSQL's: where it stands depends on the kind of statement. */
function wordsOf({ meta, message }: Prisma.PrismaClientKnownRequestError): string {
  return JSON.stringify(meta ?? {}) + message;
}

/** Whether the statement was refused for what its rows say, and the connection is as good as before. */
export function isConflict(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code ?? "").startsWith(integrity);
}

/** Whether the statement failed because a row that it refers to is gone; `key` is part of the reference's name. */
export function isGone(error: unknown, key: string): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.code === foreignKeyViolation &&
    (error.constraint ?? "").includes(key)
  );
}

/** SQLSTATE of a transaction that was ended because others waited for it and it for them. */
const deadlockDetected = "40P01";

/** Whether PostgreSQL ended the transaction to break a ring that waited: nothing of it is done, and it may be tried again. */
export function wasInRing(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === deadlockDetected;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2034" || wordsOf(error).includes(deadlockDetected);
}
