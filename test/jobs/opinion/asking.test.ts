import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { askAbout } from "../../../src/services/opinions/ask.ts";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { sweepOverdue } from "../../../src/services/pipeline/overdue.ts";
import { aRelease, hence } from "../../support/builders.ts";
import { objection, say } from "../../support/neighbours/language-model.ts";
import { until } from "../../support/newsroom.ts";
import { type OpinionRoom, openOpinionRoom } from "./opinion-room.ts";

const minute = 60_000;
let room: OpinionRoom;

beforeAll(async () => {
  room = await openOpinionRoom();
});
afterAll(() => room.close());
beforeEach(() => room.forget());

describe("asking", () => {
  /** Asks about a release, and keeps the model's answer back. */
  async function unanswered(id: string): Promise<{ response: ServerResponse; answered: Promise<boolean> }> {
    const responses: ServerResponse[] = [];
    room.model.behave((_asked, response) => void responses.push(response));
    const answered = room.ask(id);
    await until(() => responses.length === 1);
    return { response: responses[0]!, answered };
  }

  it("is asked once when the job comes early, twice, or two come at once", async () => {
    const id = await room.held();
    expect((await Promise.all([room.ask(id), room.ask(id), room.ask(id)])).filter(Boolean)).toHaveLength(1);
    expect(await room.ask(id)).toBe(false);
    expect(room.model.asked).toHaveLength(1);
    expect(await room.opinionsOn(id)).toHaveLength(1);
  });

  it("is asked again when whoever asked is not heard of any more, who then changes nothing", async () => {
    const id = await room.held();
    const { response, answered } = await unanswered(id);
    room.clock.travel(minute);
    room.model.behave(() => ({ findings: [objection()] }));
    expect(await room.ask(id)).toBe(true);
    say(response, { findings: [objection({ message: "Too late." })] });
    expect(await answered).toBe(false);
    expect(await room.opinionsOn(id)).toMatchObject([{ message: "The carpenters are not named." }]);
  });

  it("gives nothing to a release that an editor decided about or changed meanwhile", async () => {
    const decided = await room.held();
    const edited = await room.held();
    room.model.behave((_asked, response) => {
      void room.admin
        .post(`/v1/admin/releases/${decided}/reviews`, { decision: "reject", reason: "No news." })
        .then(() => say(response, { findings: [objection()] }));
    });
    expect(await room.ask(decided)).toBe(false);
    expect((await room.read(decided)).status).toBe("rejected");
    expect(await room.opinionsOn(decided)).toEqual([]);
    room.model.behave((_asked, response) => {
      void room
        .read(edited)
        .then(({ etag }) =>
          room.admin.patch(`/v1/admin/releases/${edited}`, { dek: "Another" }, { "if-match": etag }),
        )
        .then(() => say(response, { findings: [objection()] }));
    });
    expect(await room.ask(edited)).toBe(false);
    expect(await room.opinionsOn(edited)).toEqual([]);
    expect(await room.work(edited)).toBeUndefined();
  });

  it("asks the same once, of whatever release and after every restart", async () => {
    const words = aRelease();
    const first = await room.held(words);
    const second = await room.held(words);
    await room.ask(first);
    expect(await room.ask(second)).toBe(true);
    expect(room.model.asked).toHaveLength(1);
    expect(await room.opinionsOn(second)).toHaveLength(1);
  });

  it("waits for whoever asks the same", async () => {
    const words = aRelease();
    const [first, second] = [await room.held(words), await room.held(words)];
    const { response, answered } = await unanswered(first);
    expect(await room.ask(second)).toBe(false);
    say(response, { findings: [objection()] });
    expect(await answered).toBe(true);
    room.clock.travel(2 * minute);
    expect(await room.ask(second)).toBe(true);
    expect(room.model.asked).toHaveLength(1);
  });

  it("has a budget for the day, and goes on with the next", async () => {
    const spent = room.newsroom.config.AI_DAILY_REQUESTS;
    const id = await room.held();
    // Of two days, lest midnight passes before it is asked.
    await room.sql(
      `insert into opinion_days select ($2::timestamptz at time zone 'UTC')::date + day, $1 from generate_series(0, 1) as day
       on conflict (day) do update set asked = $1`,
      [spent, room.newsroom.clock.now()],
    );
    expect(await room.ask(id)).toBe(false);
    expect(room.model.asked).toEqual([]);
    expect(room.lines.filter(({ level }) => level >= 40)).toMatchObject([{ reason: "spent" }]);
    room.clock.travel(2 * 24 * 60 * minute);
    expect(await room.ask(id)).toBe(true);
  });

  it("is gone with an appeal's findings, and comes again with it", async () => {
    const id = await room.held();
    await room.ask(id);
    await room.admin.post(`/v1/admin/releases/${id}/reviews`, { decision: "reject", reason: "No news." });
    await room.society.post(`/v1/releases/${id}/appeal`, { message: "It is." });
    expect(await room.ask(id)).toBe(true);
    expect(await room.opinionsOn(id)).toHaveLength(1);
    expect(room.model.asked).toHaveLength(1);
  });

  it("is done by the job, also of what the queue forgot, and forgotten after a day", async () => {
    const [forgotten, old] = [await room.held(), await room.held()];
    room.clock.travel(6000);
    await room.sql("update opinion_work set since = since - interval '2 days' where release_id = $1", [old]);
    expect(await sweepOverdue(room.system())).toBeGreaterThan(1);
    expect(await room.work(old)).toBeUndefined();
    await room.startWorking();
    const { id } = (await room.society.post("/v1/releases", aRelease())).body;
    for (const due of [forgotten, id]) await until(async () => (await room.opinionsOn(due)).length === 1);
    await room.stopWorking();
  });
});

describe("an embargo", () => {
  const embargoed = () => aRelease({ embargoedUntil: "2099-01-01T00:00:00Z" });

  const until60 = () => ({ embargoedUntil: hence(room, 60 * minute) });

  it("keeps a release from the model, also one that came to be while it waited", async () => {
    const id = await room.held(embargoed());
    const late = await room.held();
    await room.admin.put(`/v1/admin/releases/${late}/embargo`, { embargoedUntil: "2099-01-01T00:00:00Z" });
    for (const asked of [id, late]) expect(await room.ask(asked)).toBe(false);
    room.clock.travel(60 * minute);
    for (const asked of [id, late]) expect(await room.ask(asked)).toBe(false);
    expect(room.model.asked).toEqual([]);
    expect((await room.opinionsOn(id)).concat(await room.opinionsOn(late))).toEqual([]);
  });

  it("that lifts while a release waits has it asked about then, once", async () => {
    const id = await room.held(aRelease(until60()));
    const late = await room.held();
    await room.admin.put(`/v1/admin/releases/${late}/embargo`, until60());
    for (const early of [id, late]) expect(await room.ask(early)).toBe(false);
    room.clock.travel(59 * minute);
    for (const early of [id, late]) expect(await room.ask(early)).toBe(false);
    expect(room.model.asked).toEqual([]);
    room.clock.travel(2 * minute);
    const answers = await Promise.all([room.ask(id), room.ask(id), room.ask(late)]);
    expect(answers.filter(Boolean)).toHaveLength(2);
    expect(room.model.asked).toHaveLength(2);
    expect(await room.work(id)).toBeUndefined();
  });

  it("that lifts has it asked about by the sweep, though it came to wait long ago", async () => {
    const id = await room.held(aRelease({ embargoedUntil: hence(room, 5 * 24 * 60 * minute) }));
    await sweepOverdue(room.system());
    room.clock.travel(5 * 24 * 60 * minute + 6000);
    await sweepOverdue(room.system());
    expect(await room.work(id)).toBeDefined();
    await room.startWorking();
    await until(async () => (await room.opinionsOn(id)).length === 1);
    await room.stopWorking();
  });

  it("that the desk lifts or brings forward has it asked about sooner", async () => {
    const [lifted, sooner] = [await room.held(embargoed()), await room.held(embargoed())];
    await room.admin.delete(`/v1/admin/releases/${lifted}/embargo`);
    await room.admin.put(`/v1/admin/releases/${sooner}/embargo`, until60());
    expect(await room.ask(lifted)).toBe(true);
    expect(await room.ask(sooner)).toBe(false);
    room.clock.travel(61 * minute);
    expect(await room.ask(sooner)).toBe(true);
  });

  it("that lifts asks nobody about what an editor decided meanwhile", async () => {
    const id = await room.held(aRelease(until60()));
    await room.admin.post(`/v1/admin/releases/${id}/reviews`, { decision: "reject", reason: "No news." });
    room.clock.travel(61 * minute);
    expect(await room.ask(id)).toBe(false);
    expect(room.model.asked).toEqual([]);
    expect(await room.work(id)).toBeUndefined();
  });

  it("does not, where the operator allows that", async () => {
    const newsroom = { ...room.newsroom, config: { ...room.newsroom.config, AI_ALLOW_EMBARGOED: true } };
    const permitted = systemContext(newsroom, "opinion");
    const { id } = (await room.society.post("/v1/releases", embargoed())).body;
    await moderateRelease(permitted, id);
    expect(await askAbout(permitted, id)).toBe(true);
  });
});
