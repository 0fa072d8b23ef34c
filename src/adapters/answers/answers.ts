/**
 * Finished answers of the public routes, kept as bytes until what they show changes (ADR-0021). Each is made once
 * however many ask for it at once, and an answer that was begun before a change is not kept after it.
 */

import { LRUCache } from "lru-cache";
import type { Changes } from "../../db/changes.ts";
import { keysOfChange, type PublicChange } from "../../domain/answers/surrogate-keys.ts";
import type { Forms } from "./forms.ts";
import { Paces } from "./paces.ts";

/** A finished answer: what it says, in every form, and the headers that are the same for everybody. */
export interface KeptAnswer {
  readonly route: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly forms: Forms;
}

/** Who makes an answer, or waits for who does. */
export interface Flight {
  /** Ends it: with the answer, which is kept under its surrogate keys, or with nothing for others to use. */
  land(answer: KeptAnswer | undefined, surrogateKeys: readonly string[], isCommon: boolean): void;
}

interface Kept {
  readonly answer: KeptAnswer;
  readonly surrogateKeys: readonly string[];
  /** Until then it is given although something has joined what it shows, by the monotonic clock. */
  readonly lagsUntil: number;
  isBehind: boolean;
}

/** A change, in the words of what shows it. */
interface Forgotten {
  readonly keys: readonly string[];
  /** Another process has added an article, and changed none that readers have. */
  readonly adds: boolean;
}

export interface KeptAnswersOptions {
  readonly changes: Changes;
  /** For all answers together; 0 keeps none. */
  readonly maxBytes: number;
}

/** No answer is given that may be older than this, whatever became of the connection to the database. */
const trustedForMs = 950;
/** Of what may be asked in more ways than are worth keeping: pages deep in a list, searches. */
const shareOfRare = 1 / 8;
/** Changes that a slow answer is compared with when it is done; what is slower than all of them is not kept. */
const maxRemembered = 500;
/** What an entry weighs beside its bytes. */
const overheadBytes = 1500;

export class KeptAnswers {
  readonly #changes: Changes;
  /** What anybody's front page asks for, where nothing that a stranger invents crowds it out. */
  readonly #common: LRUCache<string, Kept>;
  readonly #rare: LRUCache<string, Kept>;
  readonly #bySurrogate = new Map<string, Set<string>>();
  readonly #flights = new Map<string, { readonly landed: Promise<KeptAnswer | undefined> }>();
  readonly #paces = new Paces();
  readonly #remembered: Forgotten[] = [];
  /** How many changes were heard so far. */
  #heard = 0;
  readonly isOn: boolean;

  constructor({ changes, maxBytes }: KeptAnswersOptions) {
    this.#changes = changes;
    this.isOn = maxBytes > 0;
    const segment = (bytes: number) =>
      new LRUCache<string, Kept>({
        maxSize: Math.max(1, Math.floor(bytes)),
        // Its compressed forms, which may come later, weigh less than it does. What is asked for often is kept once more,
        // with its head.
        sizeCalculation: ({ answer }, key) => 3 * answer.forms.plain.length + key.length + overheadBytes,
        dispose: ({ surrogateKeys }, key) => this.#unlink(key, surrogateKeys),
      });
    this.#common = segment(maxBytes * (1 - shareOfRare));
    this.#rare = segment(maxBytes * shareOfRare);
    changes.onHeard((heard) => {
      // Whoever asks the process that published is shown it at once.
      const isOwn = changes.pending() !== undefined;
      const adds = (change: PublicChange) => change.action === "published" && !isOwn;
      this.#forget(heard.map((change) => ({ keys: keysOfChange(change), adds: adds(change) })));
    });
  }

  /** The answer kept under a key, if all that has changed a second ago is known here. */
  find(key: string): KeptAnswer | undefined {
    if (performance.now() - this.#changes.heardUntil() > trustedForMs) return undefined;
    const kept = this.#common.get(key) ?? this.#rare.get(key);
    if (!kept?.isBehind || performance.now() < kept.lagsUntil) return kept?.answer;
    this.#drop(key);
    return undefined;
  }

  /** What to wait for before `find` shows what this process has changed itself. */
  pending(): Promise<void> | undefined {
    return this.#changes.pending();
  }

  /** The flight of an answer that somebody is making; who finds none begins one. */
  inFlight(key: string): Promise<KeptAnswer | undefined> | undefined {
    return this.#flights.get(key)?.landed;
  }

  /** Begins an answer that others may wait for. Whoever begins has to land it. */
  begin(key: string): Flight {
    const { promise, resolve } = withResolvers<KeptAnswer | undefined>();
    const flight = { landed: promise };
    this.#flights.set(key, flight);
    const [begunAt, heard] = [performance.now(), this.#heard];
    return {
      land: (answer, surrogateKeys, isCommon) => {
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
        if (answer && surrogateKeys.length > 0) {
          // What strangers may ask for in endless ways is kept when it is asked for again.
          const isWanted = isCommon || this.#paces.knows(key);
          const lagsUntil = this.#paces.lagOf(key, begunAt);
          const missed = this.#missedSince(heard, surrogateKeys);
          const kept = { answer, surrogateKeys, lagsUntil, isBehind: missed.length > 0 };
          if (isWanted && missed.every((change) => mayWait(change, kept))) this.#keep(key, kept, isCommon);
        }
        resolve(answer);
      },
    };
  }

  /** Forgets all answers that show one of these, kept or on their way, but for those that may be behind for a moment. */
  #forget(changes: readonly Forgotten[]): void {
    this.#heard += changes.length;
    this.#remembered.push(...changes);
    this.#remembered.splice(0, this.#remembered.length - maxRemembered);
    // Who asks from here on is not content with what was begun before.
    this.#flights.clear();
    for (const change of changes) {
      for (const key of change.keys.flatMap((surrogate) => [...(this.#bySurrogate.get(surrogate) ?? [])])) {
        const kept = this.#common.peek(key) ?? this.#rare.peek(key);
        if (kept && mayWait(change, kept)) kept.isBehind = true;
        else this.#drop(key);
      }
    }
  }

  #drop(key: string): void {
    this.#common.delete(key);
    this.#rare.delete(key);
  }

  #keep(key: string, kept: Kept, isCommon: boolean): void {
    if (!this.isOn) return;
    const segment = isCommon ? this.#common : this.#rare;
    // Of two that were made at once, the one that knows more.
    if ((segment.peek(key)?.lagsUntil ?? kept.lagsUntil) > kept.lagsUntil) return;
    segment.set(key, kept);
    if (!segment.has(key)) return;
    for (const surrogate of kept.surrogateKeys) {
      const keys = this.#bySurrogate.get(surrogate) ?? new Set();
      this.#bySurrogate.set(surrogate, keys.add(key));
    }
  }

  #unlink(key: string, surrogateKeys: readonly string[]): void {
    for (const surrogate of surrogateKeys) {
      const keys = this.#bySurrogate.get(surrogate);
      keys?.delete(key);
      if (keys?.size === 0) this.#bySurrogate.delete(surrogate);
    }
  }

  /** What it shows and has changed since so many changes were heard; everything, if that is too long ago to say. */
  #missedSince(heard: number, surrogateKeys: readonly string[]): readonly Forgotten[] {
    const missed = this.#heard - heard;
    if (missed > this.#remembered.length) return [{ keys: surrogateKeys, adds: false }];
    const own = new Set(surrogateKeys);
    return this.#remembered
      .slice(this.#remembered.length - missed)
      .filter(({ keys }) => keys.some((key) => own.has(key)));
  }
}

function mayWait({ adds }: Forgotten, { lagsUntil }: Kept): boolean {
  return adds && performance.now() < lagsUntil;
}

/** As `Promise.withResolvers` of later versions of Node. */
function withResolvers<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
