/** Where the process's log goes: lines are gathered, since writing each few of them costs as much as several answers. */

import { Buffer } from "node:buffer";
import { type DestinationStream, pino } from "pino";

/** Written at once when so many bytes are gathered, and once a second. */
const gatheredBytes = 65_536;
/** A character takes no more bytes in UTF-8. */
const bytesOfCharacter = 3;
const everyMs = 1000;

/** The standard output, for lines; what is gathered when the process exits is written before. */
export function openLogLines(): DestinationStream & { flushSync(): void } {
  // As bytes from the start: a long text would be measured, made flat and encoded once more for each write.
  let gathered = Buffer.allocUnsafeSlow(gatheredBytes);
  let length = 0;
  const output = pino.destination({ sync: false, contentMode: "buffer" });
  // Its type knows only texts.
  const { write } = output as unknown as { write(this: typeof output, bytes: Buffer): boolean };
  const pass = () => {
    if (length === 0) return;
    write.call(output, gathered.subarray(0, length));
    gathered = Buffer.allocUnsafeSlow(gatheredBytes);
    length = 0;
  };
  // Ahead of the output's own listeners, which end it.
  process.on("beforeExit", pass).on("exit", pass);
  setInterval(pass, everyMs).unref();
  return {
    write: (line) => {
      const longest = line.length * bytesOfCharacter;
      if (length + longest > gatheredBytes) pass();
      if (longest > gatheredBytes) write.call(output, Buffer.from(line));
      else length += gathered.write(line, length);
    },
    // Before a process ends by an accident.
    flushSync: () => {
      pass();
      output.flushSync();
    },
  };
}
