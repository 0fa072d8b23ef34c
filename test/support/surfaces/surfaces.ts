/**
 * Everything that a stranger can ask to learn of an article, made from the route table: whoever adds a route or a
 * parameter has to say here how an article could be named in it.
 */

import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import pg from "pg";
import { type MockInstance, vi } from "vitest";
import type { Route } from "./route-table.ts";

/** By what an article could be known. Of two that are compared, each name is as long as its fellow. */
export interface Names {
  readonly id: string;
  readonly slug: string;
  readonly word: string;
  readonly file: string;
  readonly organization: string;
}

/** What is not the article's in question: others that are shown already, and where they stand. */
export interface Surroundings {
  /** The slug of an article that may come to be related. */
  readonly shown: string;
  /** The organisation that issued it. */
  readonly publisher: string;
  readonly category: string;
  readonly day: string;
  readonly cursor: string;
  readonly from: string;
  readonly to: string;
}

/** The values to try for each part of a path and each field of a query. */
function values(
  names: Names,
  { shown, publisher, category, day, cursor, from, to }: Surroundings,
): Record<string, string[]> {
  const { id, slug, word, file, organization } = names;
  return {
    // Of a file, an organisation, or whatever is found by an id.
    ...{
      id: [id, file, organization, publisher],
      slug: [slug, id, shown],
      organization: [organization, publisher],
      category: [category],
    },
    ...{ day: [day], name: ["not-found"], token: ["nobodys"], publication: ["main"] },
    ...{ q: [word, `${word.slice(0, -1)}x`, "Marlhaven"], tag: [word], subject: ["medtop:20000002"] },
    ...{
      kind: ["event"],
      from: [from],
      to: [to],
      cursor: [cursor],
      limit: ["1", "100"],
      fields: ["id,slug"],
    },
    ...{ prefix: ["true"], highlight: ["true"], facets: ["category,kind,organization,year"] },
    lastEventId: ["0"],
  };
}

/** Fields that need words to search for beside them. */
const ofSearch = ["prefix", "highlight", "facets"];

/** Every path to ask, under a label. @throws {Error} for a part or field that nobody has said how to fill */
export function pathsOf(
  routes: readonly Route[],
  names: Names,
  surroundings: Surroundings,
): Map<string, string> {
  const known = values(names, surroundings);
  const of = (name: string) => {
    const found = known[name];
    if (!found) throw new Error(`Say in ${import.meta.url} how an article is named by "${name}"`);
    return found;
  };
  const words = `&q=${names.word.slice(0, -2)}`;
  const asking = (name: string) => {
    const more = ofSearch.includes(name) ? words : "";
    return of(name).map((value) => `?${name}=${encodeURIComponent(value)}${more}`);
  };
  const ofRoute = ({ template, query }: Route): [string, string][] => {
    const [part] = /(?<=\{)[^}]+(?=\})/.exec(template) ?? [];
    const bases = part ? of(part).map((value) => template.replace(`{${part}}`, value)) : [template];
    const endings = ["", ...query.flatMap(asking)];
    return bases.flatMap((base, which) =>
      endings.map((ending, index): [string, string] => [`${template} ${which}.${index}`, `${base}${ending}`]),
    );
  };
  return new Map(routes.flatMap(ofRoute));
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

/** Opening a connection for each question would cost more than the answers. */
const agent = new Agent({ keepAlive: true });

/** Asks as a stranger, always under the same request id; a stream is read until it has told what it had to tell. */
export async function ask(origin: string, path: string, method = "GET"): Promise<Answer> {
  const asking = request(`${origin}${path}`, {
    method,
    agent,
    headers: { "x-request-id": "oracle" },
  });
  const [response] = (await once(asking.end(), "response")) as [IncomingMessage];
  const isStream = response.headers["content-type"]?.startsWith("text/event-stream") && method === "GET";
  const body = isStream ? await untilLive(response) : (await buffer(response)).toString("latin1");
  if (isStream) asking.destroy();
  const { date: _date, ...fields } = response.headers;
  const headers = Object.fromEntries(Object.entries(fields).toSorted());
  return { status: response.statusCode ?? 0, headers, body };
}

async function untilLive(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of response.setEncoding("utf8")) {
    text += part;
    if (/^: live\nid: \d+\n\n/m.test(text)) break;
  }
  return text.replace(/^retry: \d+$/m, "retry: -");
}

/** An answer as it would be with its article's names taken out, wherever they stand. */
export function nameless({ status, headers, body }: Answer, names: Names): Answer {
  const strip = (text: string) =>
    Object.entries(names).reduce((left, [name, value]) => left.replaceAll(value, `{${name}}`), text);
  return { status, headers: JSON.parse(strip(JSON.stringify(headers))), body: strip(body) };
}

/** Listens in on what is asked of the database, but for what is asked all the time whoever reads. */
export function overhearStatements(): {
  during<Result>(work: () => Promise<Result>): Promise<[Result, string[]]>;
  stop(): void;
} {
  const spy = vi.spyOn(pg.Client.prototype, "query") as unknown as MockInstance<(...given: any[]) => unknown>;
  const textOf = ([given]: any[]) => String(typeof given === "string" ? given : given?.text);
  return {
    during: async (work) => {
      spy.mockClear();
      const result = await work();
      const texts = spy.mock.calls.map(textOf);
      return [
        result,
        texts.filter((text) => !/pg_current_snapshot\(\) s\b|^select clock_timestamp/.test(text)),
      ];
    },
    stop: () => spy.mockRestore(),
  };
}
