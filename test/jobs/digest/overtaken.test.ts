import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accounts, type DigestRoom, openDigestRoom } from "./digest-room.ts";

let desk: DigestRoom;

beforeAll(async () => {
  desk = await openDigestRoom();
});
afterAll(() => desk.close());

const hour = 3_600_000;

describe("a digest that is overtaken", () => {
  it("passes over who unsubscribed, was removed or was erased before it was sent", async () => {
    const { emails } = await desk.gathered(4);
    const [left, removed, erased, stays] = emails as [string, string, string, string];
    const idOf = async (email: string) =>
      (await desk.room.admin.get(`/v1/admin/subscribers?email=${email}`)).body.items[0].id;
    await desk.room.admin.patch(`/v1/admin/subscribers/${await idOf(left)}`, { status: "unsubscribed" });
    await desk.room.admin.delete(`/v1/admin/subscribers/${await idOf(removed)}`);
    await desk.room.admin.delete(`/v1/admin/people/${erased}`);
    await desk.send();
    expect(desk.got([left, removed, erased, stays])).toEqual([0, 0, 0, 1]);
    const digest = await desk.latest();
    expect([digest.finished, accounts(digest)]).toEqual([true, true]);
    expect(digest).toMatchObject({ failed: 1, uncertain: 0 });
    expect(digest.skipped).toBeGreaterThanOrEqual(2);
  });

  it("leaves out what was taken down before it was sent, and is not sent where nothing is left", async () => {
    const emails = await desk.readers(1);
    const [gone, stays] = [await desk.published(), await desk.published()];
    await desk.travelToHour();
    await desk.start();
    await desk.gather();
    const retract = (release: Record<string, any>) =>
      desk.room.admin.put(`/v1/admin/articles/${release.article.id}/retraction`, {
        reason: "It was not so.",
        notice: "We took this back.",
      });
    expect((await retract(gone)).status).toBe(200);
    await desk.send();
    const text = desk.read(emails[0]!);
    expect([text.includes(gone.headline), text.includes(stays.headline)]).toEqual([false, true]);

    const only = await desk.published();
    await desk.travelToHour();
    await desk.start();
    await desk.gather();
    await retract(only);
    await desk.send();
    expect(desk.got(emails)).toEqual([1]);
    expect(await desk.latest()).toMatchObject({ sent: 0, failed: 0, waiting: 0 });
  });

  it("does not go to who confirmed after it had started", async () => {
    await desk.readers(1);
    await desk.published();
    await desk.travelToHour();
    await desk.start();
    const late = await desk.readers(2);
    await desk.gather();
    await desk.send();
    expect(desk.got(late)).toEqual([0, 0]);
  });
});

describe("a mail of a digest that the server does not take", () => {
  it("is tried again, and what nobody heard of is counted and never sent again unasked", async () => {
    const { emails } = await desk.gathered(1);
    await desk.room.sql(
      "update mails set status = 'failed' where status = 'due' and to_address <> $1",
      emails,
    );
    desk.office.next("451 Later");
    await desk.send();
    expect(await desk.latest()).toMatchObject({ waiting: 1, finished: false });
    desk.room.clock.travel(hour);
    desk.office.next("break off");
    await desk.send();
    await desk.send();
    const digest = await desk.latest();
    expect(digest).toMatchObject({ uncertain: 1, waiting: 0, finished: true });
    expect([desk.got(emails), accounts(digest)]).toEqual([[0], true]);
  });
});
