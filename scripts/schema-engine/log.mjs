/** Lines on stderr in the form of the native engine's log, which the Prisma CLI reads. */
export function logLine(level, fields) {
  const line = { timestamp: new Date().toISOString(), level, fields, target: "schema_engine::logger" };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
