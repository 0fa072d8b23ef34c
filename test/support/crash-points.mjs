/**
 * Preloaded into a process that is to fail at a point of its work: `CRASH_AT=CHANNEL` or `CHANNEL:NTH` names a
 * diagnostics channel and the message at which to fail; `CRASH_WITH` the signal, SIGKILL unless told.
 */

import { subscribe } from "node:diagnostics_channel";

const [, channel = "", nth = "1"] =
  /^(.+?)(?::(\d+))?$/.exec((process.env.CRASH_AT ?? "").replace("dateline:", "")) ?? [];
let left = Number(nth);

subscribe(`dateline:${channel}`, () => {
  left -= 1;
  if (left !== 0) return;
  process.kill(process.pid, process.env.CRASH_WITH ?? "SIGKILL");
});
