/** Why a document cannot be read, in words for whoever sent it. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  /** Whether it is its size, unfolded, that stands in the way. */
  readonly tooLarge: boolean;

  constructor(message: string, options: { readonly cause?: unknown; readonly tooLarge?: boolean } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.tooLarge = options.tooLarge ?? false;
  }
}
