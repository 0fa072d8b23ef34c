/** Where the process's log goes: lines are gathered, since writing each few of them costs as much as several answers. */

import { type DestinationStream, pino } from "pino";

/** Written at once when so many are gathered, and once a second. */
const gatheredLength = 65_536;
const everyMs = 1000;

/** The standard output, for lines; what is gathered when the process exits is written before. */
export function openLogLines(): DestinationStream & { flushSync(): void } {
  let lines = "";
  const pass = () => {
    if (lines !== "") output.write(lines);
    lines = "";
  };
  // Ahead of the output's own listeners, which end it.
  process.on("beforeExit", pass).on("exit", pass);
  const output = pino.destination({ sync: false });
  setInterval(pass, everyMs).unref();
  return {
    write: (line) => {
      lines += line;
      if (lines.length >= gatheredLength) pass();
    },
    // Before a process ends by an accident.
    flushSync: () => {
      pass();
      output.flushSync();
    },
  };
}
