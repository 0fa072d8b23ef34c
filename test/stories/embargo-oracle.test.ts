/**
 * Before its instant a release under embargo is, to everybody but its own, as if nobody had ever sent it: no public
 * answer differs by a byte, a header or a statement. After it, the article is on every surface.
 */

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { aRelease, hence } from "../support/builders.ts";
import { type Listening, listen, untilTold } from "../support/event-stream.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { type DeclaredRoute, withRoutes } from "../support/surfaces/declared-routes.ts";
import { type Route, routeTable } from "../support/surfaces/route-table.ts";
import {
  type Answer,
  ask,
  type Names,
  nameless,
  overhearStatements,
  pathsOf,
  type Surroundings,
} from "../support/surfaces/surfaces.ts";

// Several waits of `untilTold` in a row.
vi.setConfig({ testTimeout: 200_000 });

const hour = 3_600_000;
let room: TestNewsroom;
/** Has published before. */
let society: TestOrganization;
/** Has never. */
let newcomer: TestOrganization;
/** The public routes that are described and take nothing in. */
let readable: Route[];
/** All that are public, as the server knows them. */
let declared: DeclaredRoute[];
let surroundings: Surroundings;
/** The release that is held back. */
let draft: Record<string, unknown>;
/** Of a release that nobody ever sends. */
let nobodys: Names;

const slugOf = (word: string) => `marlhaven-unveils-the-${word}-lamp`;

function aLamp(word: string, attachments: readonly string[] = []) {
  return aRelease({
    kind: "event",
    headline: `Marlhaven unveils the ${word} lamp`,
    category: "community",
    tags: [word],
    event: { startsAt: hence(room, 48 * hour), venue: "Old quay" },
    attachments,
  });
}

async function aFile(by: TestOrganization): Promise<string> {
  const form = new FormData();
  const pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
  form.set("file", new Blob([pdf], { type: "application/pdf" }), "lamp.pdf");
  return (await by.post("/v1/assets", form)).body.id;
}

/** Waits until nothing of what is published is still on its way into searches and relations. */
const isSettled = async () => (await room.sql("select from article_work")).length === 0;

beforeAll(async () => {
  // Every answer is made anew: one that is kept would say what it said before, whatever leaks into the next.
  const opening = await withRoutes(() => openNewsroom({ env: { RATE_LIMITS: "off", CACHE_MB: "0" } }));
  room = opening.opened;
  declared = opening.declared.filter(({ access }) => access === "public");
  [society, newcomer] = await Promise.all([room.organization(), room.organization()]);
  for (const word of ["brass", "copper"]) {
    const shown = await room.submitted(society, aLamp(word, [await aFile(society)]));
    expect(shown.status).toBe("published");
  }
  await until(isSettled);
  await room.stopWorking();
  draft = { ...aLamp("zorbanium"), embargoedUntil: hence(room, hour) };
  const { categories } = (await room.reader.post("/v1/checks", draft)).body;
  const { nextCursor: cursor } = (await room.reader.get("/v1/articles?limit=1")).body;
  const [from, to] = [hence(room, -hour), hence(room, 2 * hour)];
  surroundings = {
    shown: slugOf("brass"),
    publisher: society.id,
    category: categories[0].slug,
    day: hence(room, hour).slice(0, 10),
    cursor,
    from,
    to,
  };
  nobodys = {
    id: "01890000-0000-7000-8000-00000000dead",
    slug: slugOf("quixobium"),
    word: "quixobium",
    file: "01890000-0000-7000-8000-00000000beef",
    organization: "01890000-0000-7000-8000-00000000cafe",
  };
  const described = await routeTable(room.reader);
  readable = described.filter(({ isPublic, method }) => isPublic && method === "GET");
});
afterAll(() => room.close());

/** What every surface answers, whole and without its body. */
async function everywhere(names: Names): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const [label, path] of pathsOf(readable, names, surroundings)) {
    answers.set(`${label}, GET`, await ask(room.origin, path));
    answers.set(`${label}, HEAD`, await ask(room.origin, path, "HEAD"));
  }
  return answers;
}

const without = (answers: ReadonlyMap<string, Answer>, names: Names) =>
  new Map([...answers].map(([label, answer]) => [label, nameless(answer, names)]));

/** The labels under which two readings differ. */
const differing = (one: ReadonlyMap<string, Answer>, other: ReadonlyMap<string, Answer>) =>
  [...one.keys()].filter((label) => JSON.stringify(one.get(label)) !== JSON.stringify(other.get(label)));

/** Public routes that show no article, whatever is published. */
const ofNoArticle = [
  "/problems/{name}",
  "/robots.txt",
  "/v1/organizations/verify",
  "/v1/staff/invitations",
  "/v1/subscriptions/confirm",
  "/v1/subscriptions/unsubscribe",
  // Lists days, of which the one in question may have had articles before.
  "/sitemap.xml",
  // Leads to the day's sitemap, whatever stands in it.
  "/sitemaps/{day}.xml",
];

describe("a release under embargo", () => {
  let listening: Listening;
  let before: Map<string, Answer>;
  let heldBack: Map<string, Answer>;
  let held: Record<string, any>;
  let own: Names;
  /** What the check, which needs no key, says of the text under embargo. */
  const checked = async () => (await room.reader.post("/v1/checks", draft)).text;

  it("changes no public answer, and is itself answered as one that does not exist", async () => {
    listening = await listen(room.origin, "/v1/articles/stream");
    await listening.live();
    before = await everywhere(nobodys);
    const checkedBefore = await checked();
    await room.startWorking();
    const file = await aFile(newcomer);
    held = await room.submitted(newcomer, { ...draft, attachments: [file] });
    const another = await room.submitted(society, { ...aLamp("bronze"), embargoedUntil: hence(room, hour) });
    expect([held.status, another.status]).toEqual(["scheduled", "scheduled"]);
    await room.stopWorking();
    own = { id: held.id, slug: slugOf("zorbanium"), word: "zorbanium", file, organization: newcomer.id };
    expect(differing(before, await everywhere(nobodys))).toEqual([]);
    heldBack = await everywhere(own);
    expect(differing(without(before, nobodys), without(heldBack, own))).toEqual([]);
    expect(await checked()).toBe(checkedBefore);
    expect(listening.events()).toEqual([]);
  });

  it("is looked for with the same statements as what does not exist", async () => {
    const overhearing = overhearStatements();
    const [theirs, ours] = [nobodys, own].map((names) => pathsOf(readable, names, surroundings));
    const found: string[] = [];
    for (const [label, path] of theirs ?? []) {
      const same = ours?.get(label) ?? "";
      // What names neither is the same question twice.
      if (same === path) continue;
      const [, forNobodys] = await overhearing.during(() => ask(room.origin, path));
      const [, forOurs] = await overhearing.during(() => ask(room.origin, same));
      if (forNobodys.join(";") !== forOurs.join(";")) found.push(label);
    }
    overhearing.stop();
    expect(found).toEqual([]);
  });

  it("is asked of at every public route that there is", () => {
    const asked = new Set(readable.map(({ template }) => template));
    const others = declared.filter(({ method, template }) => method !== "GET" || !asked.has(template));
    // About the server itself, of which `/metrics` counts what waits and is kept inside (docs/deployment.md); or taking
    // something in, of which the check alone is about releases, and is asked above.
    expect(others.map(({ method, template }) => `${method} ${template}`).toSorted()).toEqual([
      ...["GET /docs", "GET /docs/*", "GET /health/live", "GET /health/ready"],
      ...["GET /metrics", "GET /openapi.json", "POST /v1/checks", "POST /v1/organizations"],
      ...["POST /v1/organizations/verify", "POST /v1/staff/invitations", "POST /v1/subscriptions"],
      ...["POST /v1/subscriptions/confirm", "POST /v1/subscriptions/unsubscribe"],
    ]);
  });

  it("is on every surface once its instant has come", async () => {
    await room.startWorking();
    room.clock.travel(hour);
    const { article } = await room.settled(newcomer, held.id, "published");
    await until(isSettled);
    await room.stopWorking();
    await untilTold(() => listening.events().some(({ data }) => data.id === article.id));
    listening.close();
    const { attachments } = (await room.reader.get(`/v1/articles/${own.slug}`)).body;
    const after = await everywhere({ ...own, id: article.id, file: attachments[0].url.split("/").at(-1) });
    const changed = new Set(differing(heldBack, after).map((label) => label.split(" ")[0]));
    const templates = new Set(readable.map(({ template }) => template));
    expect(
      [...templates].filter((template) => !changed.has(template) && !ofNoArticle.includes(template)),
    ).toEqual([]);
  });
});
