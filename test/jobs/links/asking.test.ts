import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { checkLinksOf } from "../../../src/services/links/check.ts";
import { askAbout } from "../../../src/services/opinions/ask.ts";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { sweepOverdue } from "../../../src/services/pipeline/overdue.ts";
import { hence } from "../../support/builders.ts";
import { type Model, objection, openModel, say } from "../../support/neighbours/language-model.ts";
import { until } from "../../support/newsroom.ts";
import { type LinkRoom, openLinkRoom } from "./link-room.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
let room: LinkRoom;
let model: Model;

beforeAll(async () => {
  model = await openModel();
  room = await openLinkRoom({ AI_BASE_URL: model.baseUrl });
});
afterAll(async () => {
  await room.close();
  await model.close();
});
beforeEach(() => room.forget());

describe("asking", () => {
  it("is done once when the job comes twice, or several come at once", async () => {
    const host = room.gone();
    const id = await room.held(`http://${host}/`);
    const runs = await Promise.all([room.check(id), room.check(id), room.check(id)]);
    expect(runs.filter((found) => found !== undefined)).toEqual([1]);
    expect(await room.check(id)).toBeUndefined();
    expect(room.visited(host)).toHaveLength(2);
    const lines = (await room.admin.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(lines.filter(({ action }: any) => action === "find_dead_link")).toHaveLength(1);
  });

  it("is done once for all releases that name an address, and is quick to warn of one that is known", async () => {
    const host = room.gone();
    const ids = await Promise.all(Array.from({ length: 6 }, () => room.held(`http://${host}/`)));
    await Promise.all(ids.map(room.check));
    room.clock.travel(3 * second);
    await Promise.all(ids.map(room.check));
    for (const id of ids) expect(await room.findingsOn(id)).toHaveLength(1);
    expect(room.visited(host)).toHaveLength(2);
    expect(await room.findingsOn(await room.held(`http://${host}/`))).toHaveLength(1);
  });

  it("is done at one server by one at a time, with a pause between", async () => {
    const host = room.gone();
    const id = await room.held(`http://${host}/1`, `http://${host}/2`);
    expect(await room.check(id)).toBe(1);
    expect(room.visited(host)).toHaveLength(2);
    expect(await room.check(id)).toBeUndefined();
    room.clock.travel(3 * second);
    expect(await room.check(id)).toBe(2);
  });

  it("is overtaken by whoever takes it up when nobody hears of it any more, and then notes nothing", async () => {
    const host = room.aHost();
    const responses: ServerResponse[] = [];
    room.sites.page(host, (_visit, response) => void responses.push(response) as undefined);
    const id = await room.held(`http://${host}/`);
    const slept = room.check(id);
    await until(() => responses.length === 1);
    room.clock.travel(2 * minute);
    room.sites.page(host, () => 200);
    expect(await room.check(id)).toBe(0);
    room.sites.page(host, () => 404);
    responses[0]!.writeHead(404).end();
    expect(await slept).toBe(0);
    expect(await room.findingsOn(id)).toEqual([]);
  });

  it("notes nothing with a release that was decided about, changed or sent in again meanwhile", async () => {
    const [one, two] = [room.gone(), room.gone()];
    const decided = await room.held(`http://${one}/`);
    const edited = await room.held(`http://${two}/`);
    room.sites.page(one, (_visit, response) => {
      void room.decide(decided, "reject").then(() => response.writeHead(404).end());
      return undefined;
    });
    expect(await room.check(decided)).toBe(0);
    expect((await room.read(decided)).status).toBe("rejected");
    room.sites.page(two, (_visit, response) => {
      void room
        .read(edited)
        .then(({ etag }) =>
          room.editor.patch(`/v1/admin/releases/${edited}`, { dek: `Another ${etag}` }, { "if-match": etag }),
        )
        .then(() => response.writeHead(404).end());
      return undefined;
    });
    expect(await room.check(edited)).toBe(0);
    expect(await room.findingsOn(edited)).toEqual([]);
  });

  it("takes a finding back when the page is there again, or the desk took the link out", async () => {
    const [back, out] = [room.gone(), room.gone()];
    const id = await room.held(`http://${back}/`, `http://${out}/`);
    expect(await room.check(id)).toBe(2);
    room.sites.page(back, () => 200);
    const { etag, body } = await room.read(id);
    const text = (body as string).replace(` and http://${out}/`, "");
    await room.editor.patch(`/v1/admin/releases/${id}`, { body: text }, { "if-match": etag });
    room.clock.travel(2 * hour);
    await room.decide(id);
    expect(await room.check(id)).toBe(0);
    expect(await room.findingsOn(id)).toEqual([]);
  });

  it("and asking a model for its opinion leave each other's findings", async () => {
    const host = room.gone();
    const id = await room.held(`http://${host}/`);
    model.behave((_asked, response) => {
      void room.check(id).then(() => say(response, { findings: [objection()] }));
    });
    expect(await askAbout(room.system(), id)).toBe(true);
    const findings: Record<string, any>[] = (await room.read(id)).moderation.findings;
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["LK-02", "second-opinion"]));
    model.behave(() => ({ findings: [] }));
  });

  it("is done by the job, also of what the queue forgot, and forgotten after a day", async () => {
    const [forgotten, old] = [
      await room.held(`http://${room.gone()}/`),
      await room.held(`http://${room.gone()}/`),
    ];
    room.clock.travel(6 * second);
    await room.sql("update link_work set since = since - interval '2 days' where release_id = $1", [old]);
    expect(await sweepOverdue(room.system())).toBeGreaterThan(1);
    expect(await room.work(old)).toBeUndefined();
    await room.startWorking();
    const { id } = (await room.newcomer.post("/v1/releases", room.linking({}, `http://${room.gone()}/`)))
      .body;
    for (const due of [forgotten, id]) {
      await until(async () => (await room.read(due)).moderation && (await room.findingsOn(due)).length === 1);
    }
    await room.stopWorking();
  });
});

describe("an embargo", () => {
  const embargoed = (host: string) =>
    room.linking({ embargoedUntil: hence(room, hour) }, `http://${host}/secret`);

  it("keeps the links of a release unasked until it lifts, and no longer", async () => {
    const host = room.gone();
    const id = await room.sent(room.newcomer, embargoed(host));
    expect(await room.check(id)).toBeUndefined();
    await room.decide(id);
    await room.publish(id);
    room.clock.travel(hour - minute);
    expect(await room.check(id)).toBeUndefined();
    expect((await room.work(id))!.due_at.toISOString()).toBe((await room.read(id)).embargoedUntil);
    expect(room.sites.visits).toEqual([]);
    room.clock.travel(2 * minute);
    expect(await room.check(id)).toBe(1);
  });

  it("holds from the moment that it is set, also in the middle of asking", async () => {
    const [first, then] = [room.aHost(), room.aHost()];
    const id = await room.held(`http://${first}/`, `http://${then}/`);
    room.sites.page(first, (_visit, response) => {
      void room.admin
        .put(`/v1/admin/releases/${id}/embargo`, { embargoedUntil: hence(room, hour) })
        .then(() => response.writeHead(200).end());
      return undefined;
    });
    await room.check(id);
    room.clock.travel(minute);
    expect(await room.check(id)).toBeUndefined();
    expect(room.visited(then)).toEqual([]);
    const lifted = await room.admin.delete(`/v1/admin/releases/${id}/embargo`);
    expect(lifted.status).toBe(200);
    expect(await room.check(id)).toBe(0);
    expect(room.visited(then)).toHaveLength(1);
  });

  it("that is lifted or brought forward has them asked for sooner", async () => {
    const [lifted, sooner] = [
      await room.sent(room.newcomer, embargoed(room.gone())),
      await room.sent(room.newcomer, embargoed(room.gone())),
    ];
    await room.admin.delete(`/v1/admin/releases/${lifted}/embargo`);
    await room.admin.put(`/v1/admin/releases/${sooner}/embargo`, { embargoedUntil: hence(room, minute) });
    expect(await room.check(lifted)).toBe(1);
    expect(await room.check(sooner)).toBeUndefined();
    room.clock.travel(minute + second);
    expect(await room.check(sooner)).toBe(1);
  });

  it("does not, where the operator allows that", async () => {
    const newsroom = { ...room.newsroom, config: { ...room.newsroom.config, CHECK_LINKS_EMBARGOED: true } };
    const permitted = systemContext(newsroom, "links");
    const { id } = (await room.newcomer.post("/v1/releases", embargoed(room.gone()))).body;
    await moderateRelease(permitted, id);
    expect(await checkLinksOf(permitted, id)).toBe(1);
  });

  it("ends with a publication that asks for nothing first, and the desk hears of a dead link afterwards", async () => {
    const host = room.gone();
    const id = await room.planned([`http://${host}/`], {
      publishAt: null,
      embargoedUntil: hence(room, hour),
    });
    room.clock.travel(hour + second);
    expect(await room.publish(id)).toMatchObject({ status: "published" });
    expect(room.sites.visits).toEqual([]);
    expect(await room.check(id)).toBe(1);
    expect(await room.read(id)).toMatchObject({ status: "published" });
  });
});
