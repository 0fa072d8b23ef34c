/** Why the embedded database cannot be had, in one sentence that says what to do; the start prints it and ends. */
export class StartRefused extends Error {
  override readonly name = "StartRefused";
}
