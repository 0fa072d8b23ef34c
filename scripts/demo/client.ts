/** Speaking to the API as anybody else does: over HTTP, with a key. */

import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import type { articleOut, listedArticleOut } from "../../src/routes/public/article-out.ts";
import type { eventRecordOut, releaseOut } from "../../src/routes/representations.ts";
import type { organizationOut } from "../../src/routes/submitters/organization-out.ts";

export type Release = z.output<typeof releaseOut>;
export type ReleaseEvent = z.output<typeof eventRecordOut>;
export type Organization = z.output<typeof organizationOut>;
export type Article = z.output<typeof articleOut>;
export type ListedArticle = z.output<typeof listedArticleOut>;
export interface Page<Item> {
  readonly items: Item[];
}

/** An answer that is not a success, in the words of its problem document. */
class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;

  constructor(request: string, status: number, problem: unknown) {
    super(`${request} was answered ${status}: ${wordsOf(problem)}`);
    this.status = status;
  }
}

interface Call {
  /** Of the organisation or of the desk; a reader has none. */
  readonly key?: string | undefined;
  /** JSON, or a form with files. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer<Body> {
  readonly body: Body;
  readonly headers: Headers;
}

export interface Client {
  /** @throws {Refused} for every status but 2xx */
  call<Body>(method: string, path: string, call?: Call): Promise<Answer<Body>>;
  get<Body>(path: string, key?: string): Promise<Body>;
  /** As `get`, with `undefined` for what is not there. */
  find<Body>(path: string, key?: string): Promise<Body | undefined>;
  /** Waits, unless the demo is stopped meanwhile. */
  pause(ms: number): Promise<void>;
}

/** A client of the API at `origin` whose requests end when `stop` says so. */
export function connect(origin: string, stop: AbortSignal): Client {
  const call = async <Body>(method: string, path: string, { key, body, headers }: Call = {}) => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${origin}${path}`, {
      method,
      signal: stop,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && !isForm && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = text === "" ? undefined : JSON.parse(text);
    if (!response.ok) throw new Refused(`${method} ${path}`, response.status, json);
    return { body: json as Body, headers: response.headers };
  };
  const get = async <Body>(path: string, key?: string) => (await call<Body>("GET", path, { key })).body;
  return {
    call,
    get,
    find: <Body>(path: string, key?: string) =>
      get<Body>(path, key).catch((error: unknown) => {
        if (error instanceof Refused && error.status === 404) return undefined;
        throw error;
      }),
    pause: (ms) => sleep(ms, undefined, { signal: stop }),
  };
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

function wordsOf(problem: unknown): string {
  const { title, detail, errors = [] } = (problem ?? {}) as Problem;
  const faults = errors.map((fault) => `${fault.pointer} ${fault.detail}`).join(", ");
  return [detail ?? title ?? "without words", faults].filter((words) => words !== "").join(" ");
}
