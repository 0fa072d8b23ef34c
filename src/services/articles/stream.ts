/**
 * The stream of what readers see change. A listener is first told what it missed, from the table, and from then on what
 * this process hears; both come in one order, so that nothing is left out or told twice where they meet (ADR-0029).
 */

import { randomInt } from "node:crypto";
import { Listener, Listeners } from "../../adapters/listeners.ts";
import type { Context, Newsroom } from "../../context.ts";
import { findPlace, isLater, newestSettled, readSettled, type SettledChange } from "../../db/change-rows.ts";
import { comment, frameOf, greeting, type ShownArticle } from "../../domain/answers/stream-frames.ts";
import { invalidRequest } from "../../errors.ts";
import { joined } from "./article.ts";
import { listedJson } from "./article-json.ts";
import { findMasthead } from "./sections.ts";

/** Changes that are read, or told, in one go. */
const pageSize = 50;
/** Between these clients come back, not all at once, when a process ends. */
const [retryFromMs, retryToMs] = [1000, 4000];

/** The event that a listener heard last, and where the request names it. */
export interface Heard {
  readonly position: number;
  readonly pointer: string;
}

export class ArticleStream {
  readonly #newsroom: Newsroom;
  readonly #listeners: Listeners;
  readonly #stop: () => void;
  /** How many batches this process has heard. */
  #heard = 0;
  #telling = Promise.resolve();
  /** Replays read one after the other: a thousand listeners that come back at once leave the pool to others. */
  #reading: Promise<unknown> = Promise.resolve();

  constructor(newsroom: Newsroom) {
    this.#newsroom = newsroom;
    const { STREAM_LISTENERS: most, STREAM_LISTENERS_PER_ADDRESS: mostOfAddress } = newsroom.config;
    const beatOf = ({ last }: Listener) => comment("still here", last.position);
    this.#listeners = new Listeners({ most, mostOfAddress, beatOf });
    this.#stop = newsroom.changes.onSettled((changes) => this.#hear(changes));
  }

  /** How many listen. */
  get size(): number {
    return this.#listeners.size;
  }

  /**
   * What happens in a publication from now on, or after the event with this position.
   *
   * @throws {AppError} `not-found`, `invalid-request` for an event that never was, `unavailable`, `rate-limited`
   */
  async open(ctx: Context, publication: string, after: Heard | undefined): Promise<Listener> {
    // Before anything is asked of the database, and again where it counts.
    this.#listeners.refuseBeyond(ctx.address);
    await findMasthead(ctx, publication);
    const from =
      after === undefined ? await newestSettled(ctx.hot) : await findPlace(ctx.hot, after.position);
    if (!from) throw invalidRequest({ pointer: after?.pointer ?? "", detail: "is the id of no event" });
    const listener = new Listener(publication, from);
    this.#listeners.add(listener, ctx.address);
    listener.send(greeting(randomInt(retryFromMs, retryToMs)));
    void this.#catchUp(listener);
    return listener;
  }

  /** Ends all streams and takes no more. */
  close(): void {
    this.#stop();
    this.#listeners.close();
  }

  /** Tells a listener what it missed, until nothing came up while it was told. */
  async #catchUp(listener: Listener): Promise<void> {
    try {
      let isBehind = true;
      while (isBehind && listener.isOpen) {
        const heard = this.#heard;
        const isWhole = await this.#tellPage(listener);
        isBehind = !isWhole || this.#heard !== heard;
      }
      listener.send(comment("live", listener.last.position));
      listener.isLive = true;
    } catch (error) {
      this.#giveUp(error, [listener]);
    }
  }

  /** Tells the next changes; whether they were the last that there are. */
  async #tellPage(listener: Listener): Promise<boolean> {
    const { hot } = this.#newsroom;
    const reading = this.#reading.then(async () => {
      const page = await readSettled(hot, listener.last, pageSize);
      return { page, frames: await this.#frames(page.filter((one) => isFor(listener, one))) };
    });
    this.#reading = reading.catch(() => undefined);
    const { page, frames } = await reading;
    for (const change of page) {
      const frame = isFor(listener, change) ? frames.get(change.position) : undefined;
      listener.last = change;
      if (frame) await listener.sendWhole(frame);
    }
    return page.length < pageSize;
  }

  #hear(changes: readonly SettledChange[]): void {
    this.#heard += 1;
    if (this.size === 0) return;
    this.#telling = this.#telling.then(() => this.#tell(changes));
  }

  /** Tells everybody who is up to date. Who cannot be told any more comes back, and is told from the table. */
  async #tell(changes: readonly SettledChange[]): Promise<void> {
    try {
      for (let from = 0; from < changes.length; from += pageSize) {
        const page = changes.slice(from, from + pageSize);
        const frames = await this.#frames(page);
        for (const listener of this.#listeners) if (listener.isLive) tellLive(listener, page, frames);
      }
    } catch (error) {
      this.#giveUp(error, [...this.#listeners]);
    }
  }

  #giveUp(error: unknown, listeners: readonly Listener[]): void {
    const count = listeners.length;
    this.#newsroom.log.warn({ err: error, count }, `${count} listeners could not be told what changed`);
    for (const listener of listeners) listener.destroy();
  }

  /** The events of changes by position, with what readers may see of each article by now. */
  async #frames(changes: readonly SettledChange[]): Promise<ReadonlyMap<number, Buffer>> {
    const ids = [...new Set(changes.flatMap(({ articleId }) => articleId ?? []))];
    if (ids.length === 0) return new Map();
    const { hot, config } = this.#newsroom;
    const rows = await hot.$queryRaw<(ShownArticle & { id: string })[]>`
      select a.id, case a.status when 'live' then ${listedJson(config.baseUrl)} end as json,
        case a.status when 'retracted' then a.notice end as notice
      from ${joined} where a.id = any(${ids}::uuid[])`;
    const shown = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      changes.flatMap((change): [number, Buffer][] => {
        const frame = frameOf(change, shown.get(change.articleId ?? ""));
        return frame ? [[change.position, frame]] : [];
      }),
    );
  }
}

function isFor({ publication }: Listener, change: SettledChange): boolean {
  return change.publication === publication;
}

function tellLive(
  listener: Listener,
  changes: readonly SettledChange[],
  frames: ReadonlyMap<number, Buffer>,
): void {
  for (const change of changes) {
    // Read from the table before this process heard of it.
    if (!isLater(change, listener.last)) continue;
    const frame = isFor(listener, change) ? frames.get(change.position) : undefined;
    if (frame) listener.send(frame);
    listener.last = change;
  }
}
