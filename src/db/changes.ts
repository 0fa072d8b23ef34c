/**
 * Hearing what readers see change, in every process: a NOTIFY says that there is something to read, and the table is
 * read anyway several times a second, so that a lost message costs that long and not the truth (ADR-0021).
 */

import pg from "pg";
import type { PublicChange } from "../domain/answers/surrogate-keys.ts";
import { isLater, readChanges, type SettledChange } from "./change-rows.ts";
import type { Statements } from "./prepared.ts";

const channel = "dateline_changes";
/** Between two looks that nobody asked for. */
const lookEveryMs = 300;
/** A look that takes longer is given up, with its connection. */
const lookWithinMs = 900;
const reconnectAfterMs = 100;
/** Between looks that messages ask for: what many publications at once have to tell is read together. */
const lookAgainMs = 25;

type Listener<Change = PublicChange> = (changes: readonly Change[]) => void;

export interface Changes {
  /** By this process's monotonic clock: every change that had committed by then has been heard. */
  heardUntil(): number;
  /** What this process has told and not heard itself yet; answers given before would be old. */
  pending(): Promise<void> | undefined;
  /** Has changes told once each as soon as they are heard, in whatever order they committed; returns how to stop. */
  onHeard(listener: Listener): () => void;
  /**
   * Has changes told once each in the order that `readSettled` reads them in: one that is told is never followed by one
   * that comes before it. Waits for whatever transaction was open when it was written.
   */
  onSettled(listener: Listener<SettledChange>): () => void;
  /** Says that this process has committed a change. */
  tell(): void;
  close(): Promise<void>;
}

/** Begins to listen; what changes from here on is told. */
export async function followChanges(databaseUrl: string, hot: Statements): Promise<Changes> {
  const follower = new Follower(databaseUrl, hot);
  await follower.open();
  return follower;
}

class Follower implements Changes {
  readonly #databaseUrl: string;
  readonly #hot: Statements;
  readonly #heard = new Set<Listener>();
  readonly #settled = new Set<Listener<SettledChange>>();
  /** Heard, and written by transactions that were not the oldest yet. */
  readonly #unsettled = new Map<number, { readonly txid: number; readonly change: PublicChange }>();
  /** All transactions before this one have ended, and what they wrote has been heard. */
  #horizon = 0;
  #heardUntil = Number.NEGATIVE_INFINITY;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** Whether a message came since the last look began. */
  #told = false;
  #pending: Promise<void> | undefined;
  #telling = false;
  #tellAgain = false;
  #closed = false;

  constructor(databaseUrl: string, hot: Statements) {
    this.#databaseUrl = databaseUrl;
    this.#hot = hot;
  }

  heardUntil = () => this.#heardUntil;
  pending = () => this.#pending;

  onHeard(listener: Listener): () => void {
    this.#heard.add(listener);
    return () => this.#heard.delete(listener);
  }

  onSettled(listener: Listener<SettledChange>): () => void {
    this.#settled.add(listener);
    return () => this.#settled.delete(listener);
  }

  async open(): Promise<void> {
    await this.#connect();
    await this.#look();
  }

  tell(): void {
    const heard = this.#lookAfresh().finally(() => {
      if (this.#pending === heard) this.#pending = undefined;
    });
    this.#pending = heard;
    this.#tellAgain = true;
    if (!this.#telling) void this.#tellOthers();
  }

  /** One NOTIFY carries what came up during the one before: PostgreSQL commits them one by one. */
  async #tellOthers(): Promise<void> {
    this.#telling = true;
    while (this.#tellAgain) {
      this.#tellAgain = false;
      // Not heard, it is found by looking.
      await this.#hot.$queryRaw`select pg_notify(${channel}, '')`.catch(() => undefined);
    }
    this.#telling = false;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      connectionTimeoutMillis: 2000,
      query_timeout: lookWithinMs,
      keepAlive: true,
      application_name: "dateline changes",
    });
    const lost = () => {
      if (this.#client === client) this.#client = undefined;
    };
    client.on("error", lost);
    client.on("end", lost);
    client.on("notification", () => this.#hear());
    await client.connect();
    await client.query(`listen ${channel}`);
    this.#client = client;
  }

  /** A look that begins from here on, and so sees what has committed by now. */
  #lookAfresh(): Promise<void> {
    return this.#looking === undefined ? this.#look() : this.#looking.then(() => this.#look());
  }

  /** Looks for what a message says is there. */
  #hear(): void {
    this.#told = true;
    if (this.#looking === undefined && !this.#closed) {
      this.#lookIn(this.#lookedAt + lookAgainMs - performance.now());
    }
  }

  #lookIn(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), Math.max(0, waitMs));
  }

  /** Looks now, unless a look runs. Never rejects. */
  #look(): Promise<void> {
    if (this.#looking !== undefined) return this.#looking;
    clearTimeout(this.#timer);
    this.#told = false;
    this.#lookedAt = performance.now();
    const look = async () => {
      const failed = await this.#read().catch(() => {
        // What this process has changed itself was not heard: nothing kept from before may be given until it is.
        if (this.#pending !== undefined) this.#heardUntil = Number.NEGATIVE_INFINITY;
        this.#drop();
        return true;
      });
      this.#looking = undefined;
      if (!this.#closed) this.#lookIn(failed ? reconnectAfterMs : this.#told ? lookAgainMs : lookEveryMs);
    };
    this.#looking = look();
    return this.#looking;
  }

  #drop(): void {
    void this.#client?.end().catch(() => undefined);
    this.#client = undefined;
  }

  async #read(): Promise<void> {
    if (this.#client === undefined) await this.#connect();
    if (this.#client === undefined) throw new Error("The connection was lost again");
    const startedAt = performance.now();
    const { horizon, rows } = await readChanges(this.#client, this.#horizon);
    const fresh = rows.filter(({ change }) => !this.#unsettled.has(change.position));
    for (const row of fresh) this.#unsettled.set(row.change.position, row);
    if (fresh.length > 0) for (const listener of this.#heard) listener(fresh.map(({ change }) => change));
    this.#heardUntil = startedAt;
    this.#horizon = horizon;
    this.#settle(horizon);
  }

  #settle(horizon: number): void {
    const settled = [...this.#unsettled.values()]
      .filter(({ txid }) => txid < horizon)
      .map(({ txid, change }) => ({ ...change, txid }))
      .sort((one, other) => (isLater(one, other) ? 1 : -1));
    for (const { position } of settled) this.#unsettled.delete(position);
    if (settled.length > 0) for (const listener of this.#settled) listener(settled);
  }
}
