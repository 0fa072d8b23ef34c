import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openLinkChecker } from "../../src/adapters/egress/link-checker.ts";
import { systemContext } from "../../src/context.ts";
import { checkLinksOf } from "../../src/services/links/check.ts";
import { askAbout } from "../../src/services/opinions/ask.ts";
import { moderateRelease } from "../../src/services/pipeline/moderate.ts";
import { sweepOverdue } from "../../src/services/pipeline/overdue.ts";
import { publishIfDue } from "../../src/services/pipeline/publish.ts";
import { aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { type Model, objection, openModel, say } from "../support/neighbours/language-model.ts";
import { type LinkedSites, openLinkedSites } from "../support/neighbours/linked-sites.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
let room: TestNewsroom;
let sites: LinkedSites;
let model: Model;
let society: TestOrganization;
let newcomer: TestOrganization;
let editor: Client & { readonly id: string };
let count = 0;

beforeAll(async () => {
  sites = await openLinkedSites();
  model = await openModel();
  const { resolver, connector } = sites;
  room = await openNewsroom({
    ...{ working: false, resolver, connector },
    env: {
      AI_BASE_URL: model.baseUrl,
      CHECK_LINKS: "true",
      RATE_LIMITS: "off",
      WEBHOOK_ALLOW_PRIVATE: "true",
    },
  });
  society = await room.organization();
  newcomer = await room.organization("verified", "Harbour Rowing Club");
  editor = await room.staff("editor");
});
afterAll(async () => {
  await room.close();
  await sites.close();
  await model.close();
});
beforeEach(async () => {
  await room.sql("delete from link_work");
  sites.visits.length = 0;
  sites.dialled.length = 0;
});

/** A host that no other test names. */
const aHost = () => {
  count += 1;
  return `site-${count}.example`;
};
const gone = () => {
  const host = aHost();
  sites.page(host, () => 404);
  return host;
};
const system = () => systemContext(room.newsroom, "links");
const check = (id: string) => checkLinksOf(system(), id);
const publish = (id: string) => publishIfDue(system(), id);
const read = async (id: string) => (await room.admin.get(`/v1/admin/releases/${id}`)).body;
const hence = (ms: number) => new Date(room.newsroom.clock.now().getTime() + ms).toISOString();
const work = async (id: string) => (await room.sql("select * from link_work where release_id = $1", [id]))[0];
const isLinkFinding = ({ rule }: Record<string, any>) => rule === "LK-02";
const findingsOn = async (id: string) =>
  ((await read(id)).moderation.findings as Record<string, any>[]).filter(isLinkFinding);
const visited = (host: string) => sites.visits.filter(({ url }) => url.includes(`//${host}`));
const methods = (host: string) => visited(host).map(({ method }) => method);
const linking = (given: Record<string, unknown>, ...addresses: string[]) => {
  const release = aRelease(given);
  return { ...release, body: `${release.body as string}\n\nMore is at ${addresses.join(" and ")}.` };
};
const decide = (id: string, decision = "approve", reason = "So be it.") =>
  editor.post(`/v1/admin/releases/${id}/reviews`, { decision, reason });

/** The id of a release that was sent in and moderated. */
async function sent(by: Client, release: Record<string, unknown>): Promise<string> {
  const reply = await by.post("/v1/releases", release);
  expect(reply.status).toBe(201);
  await moderateRelease(system(), reply.body.id);
  return reply.body.id;
}
/** One that waits for an editor. */
const held = (...addresses: string[]) => sent(newcomer, linking({}, ...addresses));
/** One that is approved without an editor and goes out at its hour. */
async function planned(addresses: string[], given: Record<string, unknown> = {}): Promise<string> {
  const id = await sent(society, linking({ publishAt: hence(2 * hour), ...given }, ...addresses));
  await publish(id);
  expect((await read(id)).status).toBe("scheduled");
  return id;
}

describe("a link", () => {
  it("to a page that is gone is a warning where it stands, and moves neither the release nor its entity tag", async () => {
    const host = gone();
    const id = await held(`http://${host}/programme?year=2026#may`);
    const before = await read(id);
    expect(await check(id)).toBe(1);
    const after = await read(id);
    const [finding, ...others] = await findingsOn(id);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      ...{ rule: "LK-02", severity: "warning", pointer: "/body" },
      evidence: `http://${host}/programme?year=2026#may`,
      message: "This link leads nowhere: the server says that there is no such page (404).",
    });
    expect((after.body as string).slice(finding!.span.start, finding!.span.end)).toBe(finding!.evidence);
    expect(after).toMatchObject({ status: "needs_review", etag: before.etag, waiting: before.waiting });
    expect(after.moderation.verdict).toBe(before.moderation.verdict);
    const mine = (await newcomer.get(`/v1/releases/${id}`)).body;
    expect(mine.moderation.findings).toContainEqual(finding);
    expect(await work(id)).toBeUndefined();
  });

  it("is asked for by HEAD, and by GET where that is refused or said to be gone", async () => {
    const [works, refuses, resets, missing] = [aHost(), aHost(), aHost(), gone()];
    sites.page(refuses, ({ method }) => (method === "HEAD" ? 405 : 200));
    sites.page(resets, ({ method }, response) => {
      if (method !== "HEAD") return 200;
      response.destroy();
      return undefined;
    });
    const id = await held(...[works, refuses, resets, missing].map((host) => `http://${host}/a`));
    expect(await check(id)).toBe(1);
    expect([works, refuses, resets, missing].map(methods)).toEqual([
      ["HEAD"],
      ["HEAD", "GET"],
      ["HEAD", "GET"],
      ["HEAD", "GET"],
    ]);
  });

  it("says nothing of the release, and not where it stands or which newspaper asks", async () => {
    const host = aHost();
    const id = await held(`http://${host}/a`);
    await check(id);
    const [visit] = visited(host);
    expect(Object.keys(visit!.headers).toSorted()).toEqual(["accept", "connection", "host", "user-agent"]);
    expect(JSON.stringify(visit)).not.toMatch(/marlhaven|harbour|dateline\.example/i);
    expect(JSON.stringify(visit)).not.toContain(id);
  });

  it("is followed through redirects, to what is gone too, and not round and round", async () => {
    const [moved, round] = [gone(), aHost()];
    sites.page(moved, ({ url }, response) => {
      if (!url.endsWith("/old")) return 410;
      response.writeHead(301, { location: "/new" }).end();
      return undefined;
    });
    sites.page(
      round,
      (_visit, response) => void response.writeHead(302, { location: "/again" }).end() as undefined,
    );
    const id = await held(`http://${moved}/old`, `http://${round}/`);
    expect(await check(id)).toBe(1);
    expect((await findingsOn(id))[0]!.message).toMatch(/gone for good \(410\)/);
    expect(visited(round)).toHaveLength(8);
  });

  it.each([
    ["to an address of our own network", "http://10.0.0.1/", 0],
    ["to a name that stands for one", "http://inside.example/", 0],
    ["to one that redirects into it", "http://leads-inside.example/", 1],
  ])("is not asked for where it leads %s, whatever webhooks may reach", async (_what, address, visits) => {
    sites.name("inside.example", ["93.184.216.34", "192.168.0.1"]);
    sites.page("leads-inside.example", (_visit, response) => {
      response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
      return undefined;
    });
    const id = await held(address);
    expect(await check(id)).toBe(0);
    expect(sites.visits).toHaveLength(visits);
    expect(sites.dialled).toHaveLength(visits);
  });

  it.each([401, 403, 429, 500, 503])("that is answered with %i changes nothing", async (status) => {
    const host = aHost();
    sites.page(host, () => status);
    const id = await held(`http://${host}/`);
    const before = await read(id);
    expect(await check(id)).toBe(0);
    expect(await read(id)).toEqual(before);
  });

  it("is waited for only so long, which changes nothing either", async () => {
    const host = aHost();
    sites.page(host, () => undefined);
    const id = await held(`http://${host}/`);
    const { resolver, connector } = sites;
    const linkChecker = openLinkChecker({ resolver, connector, answerMs: 100 });
    expect(await checkLinksOf(systemContext({ ...room.newsroom, linkChecker }, "links"), id)).toBe(0);
    expect(visited(host)).toHaveLength(1);
    await linkChecker.close();
  });

  it("to nobody is believed when nobody is there a minute later", async () => {
    const [unknown, closed, back, silent] = [aHost(), aHost(), aHost(), aHost()];
    sites.name(unknown, []);
    sites.name(silent, "silent");
    for (const host of [closed, back]) sites.refuse(host);
    const hosts = [unknown, closed, back, silent];
    const id = await held(...hosts.map((host) => `http://${host}/`));
    expect(await check(id)).toBe(0);
    expect(await check(id)).toBeUndefined();
    sites.refuse(back, false);
    room.clock.travel(61 * second);
    expect(await check(id)).toBe(2);
    expect((await findingsOn(id)).map(({ message }) => message)).toEqual([
      "This link leads nowhere: there is no server of this name.",
      "This link leads nowhere: nobody answers there.",
    ]);
    expect(await work(id)).toBeUndefined();
  });

  it("to a closed port of https is not dead while somebody answers at that of http", async () => {
    const host = aHost();
    sites.refuse(host, true, "443");
    const id = await held(`https://${host}/`);
    for (const _time of [1, 2]) {
      expect(await check(id)).not.toBe(1);
      room.clock.travel(2 * minute);
    }
    expect(methods(host)).toEqual(["HEAD"]);
  });

  it("counts wherever it stands: source, event and boilerplate", async () => {
    const host = gone();
    const [sourceUrl, url] = [`http://${host}/source`, `http://${host}/event`];
    const event = { startsAt: "2099-05-01T10:00:00Z", url };
    const boilerplate = `About us: http://${host}/about`;
    const id = await sent(newcomer, aRelease({ kind: "event", sourceUrl, event, boilerplate }));
    for (let time = 0; time < 3; time += 1) {
      await check(id);
      room.clock.travel(3 * second);
    }
    const pointers = (await findingsOn(id)).map(({ pointer }) => pointer);
    expect(pointers.toSorted()).toEqual(["/boilerplate", "/event/url", "/sourceUrl"]);
  });
});

describe("asking", () => {
  it("is done once when the job comes twice, or several come at once", async () => {
    const host = gone();
    const id = await held(`http://${host}/`);
    const runs = await Promise.all([check(id), check(id), check(id)]);
    expect(runs.filter((found) => found !== undefined)).toEqual([1]);
    expect(await check(id)).toBeUndefined();
    expect(visited(host)).toHaveLength(2);
    const lines = (await room.admin.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(lines.filter(({ action }: any) => action === "find_dead_link")).toHaveLength(1);
  });

  it("is done once for all releases that name an address, and is quick to warn of one that is known", async () => {
    const host = gone();
    const ids = await Promise.all(Array.from({ length: 6 }, () => held(`http://${host}/`)));
    await Promise.all(ids.map(check));
    room.clock.travel(3 * second);
    await Promise.all(ids.map(check));
    for (const id of ids) expect(await findingsOn(id)).toHaveLength(1);
    expect(visited(host)).toHaveLength(2);
    expect(await findingsOn(await held(`http://${host}/`))).toHaveLength(1);
  });

  it("is done at one server by one at a time, with a pause between", async () => {
    const host = gone();
    const id = await held(`http://${host}/1`, `http://${host}/2`);
    expect(await check(id)).toBe(1);
    expect(visited(host)).toHaveLength(2);
    expect(await check(id)).toBeUndefined();
    room.clock.travel(3 * second);
    expect(await check(id)).toBe(2);
  });

  it("is overtaken by whoever takes it up when nobody hears of it any more, and then notes nothing", async () => {
    const host = aHost();
    const responses: ServerResponse[] = [];
    sites.page(host, (_visit, response) => void responses.push(response) as undefined);
    const id = await held(`http://${host}/`);
    const slept = check(id);
    await until(() => responses.length === 1);
    room.clock.travel(2 * minute);
    sites.page(host, () => 200);
    expect(await check(id)).toBe(0);
    sites.page(host, () => 404);
    responses[0]!.writeHead(404).end();
    expect(await slept).toBe(0);
    expect(await findingsOn(id)).toEqual([]);
  });

  it("notes nothing with a release that was decided about, changed or sent in again meanwhile", async () => {
    const [one, two] = [gone(), gone()];
    const decided = await held(`http://${one}/`);
    const edited = await held(`http://${two}/`);
    sites.page(one, (_visit, response) => {
      void decide(decided, "reject").then(() => response.writeHead(404).end());
      return undefined;
    });
    expect(await check(decided)).toBe(0);
    expect((await read(decided)).status).toBe("rejected");
    sites.page(two, (_visit, response) => {
      void read(edited)
        .then(({ etag }) =>
          editor.patch(`/v1/admin/releases/${edited}`, { dek: `Another ${etag}` }, { "if-match": etag }),
        )
        .then(() => response.writeHead(404).end());
      return undefined;
    });
    expect(await check(edited)).toBe(0);
    expect(await findingsOn(edited)).toEqual([]);
  });

  it("takes a finding back when the page is there again, or the desk took the link out", async () => {
    const [back, out] = [gone(), gone()];
    const id = await held(`http://${back}/`, `http://${out}/`);
    expect(await check(id)).toBe(2);
    sites.page(back, () => 200);
    const { etag, body } = await read(id);
    const text = (body as string).replace(` and http://${out}/`, "");
    await editor.patch(`/v1/admin/releases/${id}`, { body: text }, { "if-match": etag });
    room.clock.travel(2 * hour);
    await decide(id);
    expect(await check(id)).toBe(0);
    expect(await findingsOn(id)).toEqual([]);
  });

  it("and asking a model for its opinion leave each other's findings", async () => {
    const host = gone();
    const id = await held(`http://${host}/`);
    model.behave((_asked, response) => {
      void check(id).then(() => say(response, { findings: [objection()] }));
    });
    expect(await askAbout(system(), id)).toBe(true);
    const findings: Record<string, any>[] = (await read(id)).moderation.findings;
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["LK-02", "second-opinion"]));
    model.behave(() => ({ findings: [] }));
  });

  it("is done by the job, also of what the queue forgot, and forgotten after a day", async () => {
    const [forgotten, old] = [await held(`http://${gone()}/`), await held(`http://${gone()}/`)];
    room.clock.travel(6 * second);
    await room.sql("update link_work set since = since - interval '2 days' where release_id = $1", [old]);
    expect(await sweepOverdue(system())).toBeGreaterThan(1);
    expect(await work(old)).toBeUndefined();
    await room.startWorking();
    const { id } = (await newcomer.post("/v1/releases", linking({}, `http://${gone()}/`))).body;
    for (const due of [forgotten, id]) {
      await until(async () => (await read(due)).moderation && (await findingsOn(due)).length === 1);
    }
    await room.stopWorking();
  });
});

describe("an embargo", () => {
  const embargoed = (host: string) => linking({ embargoedUntil: hence(hour) }, `http://${host}/secret`);

  it("keeps the links of a release unasked until it lifts, and no longer", async () => {
    const host = gone();
    const id = await sent(newcomer, embargoed(host));
    expect(await check(id)).toBeUndefined();
    await decide(id);
    await publish(id);
    room.clock.travel(hour - minute);
    expect(await check(id)).toBeUndefined();
    expect((await work(id))!.due_at.toISOString()).toBe((await read(id)).embargoedUntil);
    expect(sites.visits).toEqual([]);
    room.clock.travel(2 * minute);
    expect(await check(id)).toBe(1);
  });

  it("holds from the moment that it is set, also in the middle of asking", async () => {
    const [first, then] = [aHost(), aHost()];
    const id = await held(`http://${first}/`, `http://${then}/`);
    sites.page(first, (_visit, response) => {
      void room.admin
        .put(`/v1/admin/releases/${id}/embargo`, { embargoedUntil: hence(hour) })
        .then(() => response.writeHead(200).end());
      return undefined;
    });
    await check(id);
    room.clock.travel(minute);
    expect(await check(id)).toBeUndefined();
    expect(visited(then)).toEqual([]);
    const lifted = await room.admin.delete(`/v1/admin/releases/${id}/embargo`);
    expect(lifted.status).toBe(200);
    expect(await check(id)).toBe(0);
    expect(visited(then)).toHaveLength(1);
  });

  it("that is lifted or brought forward has them asked for sooner", async () => {
    const [lifted, sooner] = [
      await sent(newcomer, embargoed(gone())),
      await sent(newcomer, embargoed(gone())),
    ];
    await room.admin.delete(`/v1/admin/releases/${lifted}/embargo`);
    await room.admin.put(`/v1/admin/releases/${sooner}/embargo`, { embargoedUntil: hence(minute) });
    expect(await check(lifted)).toBe(1);
    expect(await check(sooner)).toBeUndefined();
    room.clock.travel(minute + second);
    expect(await check(sooner)).toBe(1);
  });

  it("does not, where the operator allows that", async () => {
    const newsroom = { ...room.newsroom, config: { ...room.newsroom.config, CHECK_LINKS_EMBARGOED: true } };
    const permitted = systemContext(newsroom, "links");
    const { id } = (await newcomer.post("/v1/releases", embargoed(gone()))).body;
    await moderateRelease(permitted, id);
    expect(await checkLinksOf(permitted, id)).toBe(1);
  });

  it("ends with a publication that asks for nothing first, and the desk hears of a dead link afterwards", async () => {
    const host = gone();
    const id = await planned([`http://${host}/`], { publishAt: null, embargoedUntil: hence(hour) });
    room.clock.travel(hour + second);
    expect(await publish(id)).toMatchObject({ status: "published" });
    expect(sites.visits).toEqual([]);
    expect(await check(id)).toBe(1);
    expect(await read(id)).toMatchObject({ status: "published" });
  });
});

describe("the hour", () => {
  const waits = async (id: string) => {
    expect(await publish(id)).toBeUndefined();
    await check(id);
    expect(await publish(id)).toBeUndefined();
    return read(id);
  };

  it("of a release that nobody looked at has it wait for an editor when a link is dead, who then decides", async () => {
    const host = gone();
    const id = await planned([`http://${host}/`]);
    expect(await check(id)).toBe(1);
    room.clock.travel(2 * hour + second);
    expect(await waits(id)).toMatchObject({
      status: "needs_review",
      waiting: {
        reason: "LK-02: This link leads nowhere: the server says that there is no such page (404).",
      },
      moderation: { verdict: "review" },
    });
    expect(await findingsOn(id)).toMatchObject([{ severity: "hold" }]);
    expect(await publish(id)).toBeUndefined();
    await decide(id);
    expect(await publish(id)).toMatchObject({ status: "published" });
  });

  it("moves a release once when several see to it at once", async () => {
    const id = await planned([`http://${gone()}/`]);
    await check(id);
    room.clock.travel(2 * hour + second);
    for (const run of [publish, check, publish]) await Promise.all([run(id), run(id), run(id)]);
    const lines = (await society.get(`/v1/releases/${id}/events`)).body.items.map(
      ({ action }: any) => action,
    );
    expect(lines.filter((action: string) => action === "hold")).toHaveLength(1);
    const letters = await room.sql(
      "select letter from mails where about->>'eventId' in (select id::text from release_events where release_id = $1)",
      [id],
    );
    expect(letters.filter(({ letter }) => letter === "received")).toHaveLength(1);
  });

  it("is kept when the page went up meanwhile", async () => {
    const host = gone();
    const id = await planned([`http://${host}/`]);
    await check(id);
    room.clock.travel(2 * hour + second);
    sites.page(host, () => 200);
    expect(await publish(id)).toBeUndefined();
    expect(await check(id)).toBe(0);
    expect(await publish(id)).toMatchObject({ status: "published" });
  });

  it("is at once of what names none, which waits for an editor too where the link is known to be dead", async () => {
    const host = gone();
    await check(await held(`http://${host}/`));
    room.clock.travel(2 * second);
    const id = await sent(society, linking({}, `http://${host}/`));
    expect(await read(id)).toMatchObject({ status: "approved", moderation: { verdict: "pass" } });
    expect(await waits(id)).toMatchObject({ status: "needs_review" });
    expect(await sent(society, linking({}, `http://${gone()}/`)).then(publish)).toMatchObject({
      status: "published",
    });
  });

  it("is asked for by the job, which then sees to the publication", async () => {
    const [dead, back] = [gone(), gone()];
    const [held, out] = [await planned([`http://${dead}/`]), await planned([`http://${back}/`])];
    for (const id of [held, out]) await check(id);
    sites.page(back, () => 200);
    room.clock.travel(2 * hour + second);
    await room.startWorking();
    await room.settled(society, held, "needs_review");
    await room.settled(society, out, "published");
    await room.stopWorking();
  });

  it("is not waited beyond for more than five seconds", async () => {
    const host = gone();
    const id = await planned([`http://${host}/`]);
    await check(id);
    room.clock.travel(2 * hour + second);
    expect(await publish(id)).toBeUndefined();
    room.clock.travel(5 * second);
    expect(await publish(id)).toMatchObject({ status: "published" });
    expect(visited(host)).toHaveLength(2);
  });

  it("is kept when the page cannot be asked for any more, or was never asked for", async () => {
    const host = gone();
    const known = await planned([`http://${host}/`]);
    await check(known);
    const unasked = await planned([`http://${gone()}/`]);
    room.clock.travel(2 * hour + second);
    sites.page(host, () => 503);
    await publish(known);
    await check(known);
    for (const id of [known, unasked]) expect(await publish(id)).toMatchObject({ status: "published" });
  });

  it("is kept when an editor approved it with the finding in view, and not when it was found after that", async () => {
    const seen = await sent(newcomer, linking({ publishAt: hence(2 * hour) }, `http://${gone()}/`));
    const unseen = await sent(newcomer, linking({ publishAt: hence(2 * hour) }, `http://${gone()}/`));
    await check(seen);
    for (const id of [seen, unseen]) {
      expect((await decide(id)).status).toBe(201);
      await publish(id);
      await check(id);
    }
    room.clock.travel(2 * hour + second);
    expect(await publish(seen)).toMatchObject({ status: "published" });
    expect(await waits(unseen)).toMatchObject({ status: "needs_review" });
  });

  it("is kept when the desk put another address in the place of the dead one", async () => {
    const [dead, alive] = [gone(), aHost()];
    const id = await planned([`http://${dead}/`]);
    await check(id);
    const { etag, body } = await read(id);
    const text = (body as string).replace(dead, alive);
    await editor.patch(`/v1/admin/releases/${id}`, { body: text }, { "if-match": etag });
    room.clock.travel(2 * hour + second);
    expect(await publish(id)).toMatchObject({ status: "published" });
  });

  it("is preceded by another look, which finds what died since the first", async () => {
    const host = aHost();
    const id = await planned([`http://${host}/`], { publishAt: hence(24 * hour) });
    expect(await check(id)).toBe(0);
    sites.page(host, () => 410);
    room.clock.travel(12 * hour);
    expect(await check(id)).toBeUndefined();
    room.clock.travel(12 * hour - 9 * minute);
    expect(await check(id)).toBe(1);
    expect(await work(id)).toBeUndefined();
    room.clock.travel(9 * minute + second);
    expect(await waits(id)).toMatchObject({ status: "needs_review" });
  });

  it("is kept by a publication whose rules do not have a release wait, or do not look at links", async () => {
    const rules = "/v1/admin/publications/main/rules";
    const ids = [await planned([`http://${gone()}/`]), await planned([`http://${gone()}/`])];
    for (const id of ids) expect(await check(id)).toBe(1);
    room.clock.travel(2 * hour + second);
    for (const row of [{ severity: "info", grave: "warning" }, null]) {
      const changes = { rules: { "LK-02": row } };
      const pack = (await room.admin.post("/v1/admin/rules", { changes, note: "Links are ours." })).body;
      await room.admin.put(rules, { pack: pack.id });
      expect(await publish(ids.pop()!)).toMatchObject({ status: "published" });
    }
    const host = gone();
    expect(await check(await held(`http://${host}/`))).toBeUndefined();
    expect(visited(host)).toEqual([]);
    await room.admin.put(rules, { pack: "standard" });
  });
});
