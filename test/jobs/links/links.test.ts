import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openLinkChecker } from "../../../src/adapters/egress/link-checker.ts";
import { systemContext } from "../../../src/context.ts";
import { checkLinksOf } from "../../../src/services/links/check.ts";
import { aRelease } from "../../support/builders.ts";
import { type LinkRoom, openLinkRoom } from "./link-room.ts";

const second = 1000;
const minute = 60 * second;
let room: LinkRoom;

beforeAll(async () => {
  room = await openLinkRoom();
});
afterAll(() => room.close());
beforeEach(() => room.forget());

const methods = (host: string) => room.visited(host).map(({ method }) => method);

describe("a link", () => {
  it("to a page that is gone is a warning where it stands, and moves neither the release nor its entity tag", async () => {
    const host = room.gone();
    const id = await room.held(`http://${host}/programme?year=2026#may`);
    const before = await room.read(id);
    expect(await room.check(id)).toBe(1);
    const after = await room.read(id);
    const [finding, ...others] = await room.findingsOn(id);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      ...{ rule: "LK-02", severity: "warning", pointer: "/body" },
      evidence: `http://${host}/programme?year=2026#may`,
      message: "This link leads nowhere: the server says that there is no such page (404).",
    });
    expect((after.body as string).slice(finding!.span.start, finding!.span.end)).toBe(finding!.evidence);
    expect(after).toMatchObject({ status: "needs_review", etag: before.etag, waiting: before.waiting });
    expect(after.moderation.verdict).toBe(before.moderation.verdict);
    const mine = (await room.newcomer.get(`/v1/releases/${id}`)).body;
    expect(mine.moderation.findings).toContainEqual(finding);
    expect(await room.work(id)).toBeUndefined();
  });

  it("is asked for by HEAD, and by GET where that is refused or said to be gone", async () => {
    const [works, refuses, resets, missing] = [room.aHost(), room.aHost(), room.aHost(), room.gone()];
    room.sites.page(refuses, ({ method }) => (method === "HEAD" ? 405 : 200));
    room.sites.page(resets, ({ method }, response) => {
      if (method !== "HEAD") return 200;
      response.destroy();
      return undefined;
    });
    const id = await room.held(...[works, refuses, resets, missing].map((host) => `http://${host}/a`));
    expect(await room.check(id)).toBe(1);
    expect([works, refuses, resets, missing].map(methods)).toEqual([
      ["HEAD"],
      ["HEAD", "GET"],
      ["HEAD", "GET"],
      ["HEAD", "GET"],
    ]);
  });

  it("says nothing of the release, and not where it stands or which newspaper asks", async () => {
    const host = room.aHost();
    const id = await room.held(`http://${host}/a`);
    await room.check(id);
    const [visit] = room.visited(host);
    expect(Object.keys(visit!.headers).toSorted()).toEqual(["accept", "connection", "host", "user-agent"]);
    expect(JSON.stringify(visit)).not.toMatch(/marlhaven|harbour|dateline\.example/i);
    expect(JSON.stringify(visit)).not.toContain(id);
  });

  it("is followed through redirects, to what is gone too, and not round and round", async () => {
    const [moved, round] = [room.gone(), room.aHost()];
    room.sites.page(moved, ({ url }, response) => {
      if (!url.endsWith("/old")) return 410;
      response.writeHead(301, { location: "/new" }).end();
      return undefined;
    });
    room.sites.page(
      round,
      (_visit, response) => void response.writeHead(302, { location: "/again" }).end() as undefined,
    );
    const id = await room.held(`http://${moved}/old`, `http://${round}/`);
    expect(await room.check(id)).toBe(1);
    expect((await room.findingsOn(id))[0]!.message).toMatch(/gone for good \(410\)/);
    expect(room.visited(round)).toHaveLength(8);
  });

  it.each([
    ["to an address of our own network", "http://10.0.0.1/", 0],
    ["to a name that stands for one", "http://inside.example/", 0],
    ["to one that redirects into it", "http://leads-inside.example/", 1],
  ])("is not asked for where it leads %s, whatever webhooks may reach", async (_what, address, visits) => {
    room.sites.name("inside.example", ["93.184.216.34", "192.168.0.1"]);
    room.sites.page("leads-inside.example", (_visit, response) => {
      response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
      return undefined;
    });
    const id = await room.held(address);
    expect(await room.check(id)).toBe(0);
    expect(room.sites.visits).toHaveLength(visits);
    expect(room.sites.dialled).toHaveLength(visits);
  });

  it.each([401, 403, 429, 500, 503])("that is answered with %i changes nothing", async (status) => {
    const host = room.aHost();
    room.sites.page(host, () => status);
    const id = await room.held(`http://${host}/`);
    const before = await room.read(id);
    expect(await room.check(id)).toBe(0);
    expect(await room.read(id)).toEqual(before);
  });

  it("is waited for only so long, which changes nothing either", async () => {
    const host = room.aHost();
    room.sites.page(host, () => undefined);
    const id = await room.held(`http://${host}/`);
    const { resolver, connector } = room.sites;
    const linkChecker = openLinkChecker({ resolver, connector, answerMs: 100 });
    expect(await checkLinksOf(systemContext({ ...room.newsroom, linkChecker }, "links"), id)).toBe(0);
    expect(room.visited(host)).toHaveLength(1);
    await linkChecker.close();
  });

  it("to nobody is believed when nobody is there a minute later", async () => {
    const [unknown, closed, back, silent] = [room.aHost(), room.aHost(), room.aHost(), room.aHost()];
    room.sites.name(unknown, []);
    room.sites.name(silent, "silent");
    for (const host of [closed, back]) room.sites.refuse(host);
    const hosts = [unknown, closed, back, silent];
    const id = await room.held(...hosts.map((host) => `http://${host}/`));
    expect(await room.check(id)).toBe(0);
    expect(await room.check(id)).toBeUndefined();
    room.sites.refuse(back, false);
    room.clock.travel(61 * second);
    expect(await room.check(id)).toBe(2);
    expect((await room.findingsOn(id)).map(({ message }) => message)).toEqual([
      "This link leads nowhere: there is no server of this name.",
      "This link leads nowhere: nobody answers there.",
    ]);
    expect(await room.work(id)).toBeUndefined();
  });

  it("to a closed port of https is not dead while somebody answers at that of http", async () => {
    const host = room.aHost();
    room.sites.refuse(host, true, "443");
    const id = await room.held(`https://${host}/`);
    for (const _time of [1, 2]) {
      expect(await room.check(id)).not.toBe(1);
      room.clock.travel(2 * minute);
    }
    expect(methods(host)).toEqual(["HEAD"]);
  });

  it("counts wherever it stands: source, event and boilerplate", async () => {
    const host = room.gone();
    const [sourceUrl, url] = [`http://${host}/source`, `http://${host}/event`];
    const event = { startsAt: "2099-05-01T10:00:00Z", url };
    const boilerplate = `About us: http://${host}/about`;
    const id = await room.sent(room.newcomer, aRelease({ kind: "event", sourceUrl, event, boilerplate }));
    for (let time = 0; time < 3; time += 1) {
      await room.check(id);
      room.clock.travel(3 * second);
    }
    const pointers = (await room.findingsOn(id)).map(({ pointer }) => pointer);
    expect(pointers.toSorted()).toEqual(["/boilerplate", "/event/url", "/sourceUrl"]);
  });
});
