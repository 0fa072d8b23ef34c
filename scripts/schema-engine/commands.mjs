/** The engine's one-shot commands: is the database there, and make it. */
import { logLine } from "./log.mjs";
import { connectOnce, createDatabase, databaseNameOf } from "./server.mjs";

/** Prisma's error code by PostgreSQL's or the system's. */
const errorCodes = {
  28000: "P1000",
  "28P01": "P1000",
  ECONNREFUSED: "P1001",
  ENOTFOUND: "P1001",
  "3D000": "P1003",
};

const commands = {
  "can-connect-to-database": ({ url }) => connectOnce(url),
  "create-database": createUnlessMade,
};

// Of several processes that find it missing at once, all but one come too late: PostgreSQL says so in two ways.
async function createUnlessMade({ url }) {
  try {
    await createDatabase(url, databaseNameOf(url));
  } catch (error) {
    if (error.code !== "42P04" && error.code !== "23505") throw error;
  }
}

/** Returns the exit code; the CLI learns from the log why it is 1. */
export async function runCommand(name, datasource) {
  try {
    const command = commands[name];
    if (!command) throw new Error(`The WebAssembly schema engine has no command ${name}.`);
    await command(datasource);
    return 0;
  } catch (error) {
    // The CLI skips the first line of the log.
    logLine("INFO", { message: "Starting schema engine CLI" });
    logLine("ERROR", { message: error.message, error_code: errorCodes[error.code], is_panic: false });
    return 1;
  }
}
