/** Connections that stay open to be told something: how many there may be, and how far one may fall behind. */

import { Readable } from "node:stream";
import type { ChangePlace } from "../db/change-rows.ts";
import { networkOf } from "../domain/addresses/network.ts";
import { AppError } from "../errors.ts";

/** What may wait for a client that reads slowly, beside what the system's buffers hold. */
const maxWaitingBytes = 1024 * 1024;
/** Well below the minute after which proxies take a silent connection for dead. */
const beatEveryMs = 15_000;
/** When to come back to a process that has no room. */
const retryAfterSeconds = 10;

/** A client that listens, as the body of its answer. */
export class Listener extends Readable {
  readonly publication: string;
  /** How far it has been told, of whatever publication. */
  last: ChangePlace;
  /** Whether it is told what happens; before, it is told what has happened. */
  isLive = false;
  #sentBytes = 0;
  /** At the last beat; `undefined` before the first, which may come the moment after it began to listen. */
  #takenBytes: number | undefined;
  #isEnded = false;
  #room: (() => void) | undefined;

  constructor(publication: string, last: ChangePlace) {
    super();
    this.publication = publication;
    this.last = last;
  }

  get isOpen(): boolean {
    return !this.destroyed && !this.#isEnded;
  }

  override _read(): void {
    this.#room?.();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#room?.();
    done(error);
  }

  /** Sends at once; a client that leaves too much waiting is dropped, and comes back to where it was. */
  send(frame: Buffer): void {
    if (!this.isOpen) return;
    if (this.readableLength + frame.length > maxWaitingBytes) this.destroy();
    else this.#push(frame);
  }

  /** Sends, and waits until there is room for more or the client is gone. */
  async sendWhole(frame: Buffer): Promise<void> {
    if (!this.isOpen || this.#push(frame)) return;
    await new Promise<void>((resolve) => {
      this.#room = resolve;
    });
    this.#room = undefined;
  }

  /** Ends it after what was sent; the client comes back to where it was, here or elsewhere. */
  end(): void {
    if (this.isOpen) this.push(null);
    this.#isEnded = true;
  }

  /** Says that the connection stands; one that took nothing of what waits since the last time is dropped. */
  beat(frame: Buffer): void {
    const takenBytes = this.#sentBytes - this.readableLength;
    if (this.readableLength > 0 && takenBytes === this.#takenBytes) this.destroy();
    this.#takenBytes = takenBytes;
    this.send(frame);
  }

  #push(frame: Buffer): boolean {
    this.#sentBytes += frame.length;
    return this.push(frame);
  }
}

export interface ListenersOptions {
  readonly most: number;
  /** Of one address, or of one network of IPv6. */
  readonly mostOfAddress: number;
  /** What a listener is sent when nothing else is. */
  readonly beatOf: (listener: Listener) => Buffer;
}

/** All that listen to this process. */
export class Listeners implements Iterable<Listener> {
  readonly #options: ListenersOptions;
  readonly #all = new Set<Listener>();
  readonly #ofAddress = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #isClosed = false;

  constructor(options: ListenersOptions) {
    this.#options = options;
    this.#timer = setInterval(() => {
      for (const listener of this.#all) listener.beat(options.beatOf(listener));
    }, beatEveryMs);
    this.#timer.unref();
  }

  get size(): number {
    return this.#all.size;
  }

  [Symbol.iterator](): Iterator<Listener> {
    return this.#all.values();
  }

  /** Whether one more may come. @throws {AppError} `unavailable` when all are taken, `rate-limited` for the address */
  refuseBeyond(address: string | null): void {
    const { most, mostOfAddress } = this.#options;
    const later = { "retry-after": String(retryAfterSeconds) };
    if (this.#isClosed || this.#all.size >= most) {
      throw new AppError("unavailable", "There is no room for another listener; try again.", {}, later);
    }
    if ((this.#ofAddress.get(networkOf(address ?? "")) ?? 0) < mostOfAddress) return;
    const detail = `${mostOfAddress} listeners of one address are allowed at once.`;
    throw new AppError(
      "rate-limited",
      detail,
      { limit: "stream" },
      {
        ...later,
        "ratelimit-policy": `"stream";q=${mostOfAddress};qu="concurrent-requests"`,
        ratelimit: `"stream";r=0`,
      },
    );
  }

  /** Takes one in until its connection ends. @throws {AppError} as `refuseBeyond` */
  add(listener: Listener, address: string | null): void {
    this.refuseBeyond(address);
    const network = networkOf(address ?? "");
    this.#all.add(listener);
    this.#ofAddress.set(network, (this.#ofAddress.get(network) ?? 0) + 1);
    listener.once("close", () => {
      this.#all.delete(listener);
      const left = (this.#ofAddress.get(network) ?? 1) - 1;
      if (left > 0) this.#ofAddress.set(network, left);
      else this.#ofAddress.delete(network);
    });
  }

  /** Ends all, and takes no more. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    for (const listener of this.#all) listener.end();
  }
}
