import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { deliverTo } from "../../../src/services/webhooks/deliver.ts";
import { openReceiver } from "../../support/neighbours/receiver.ts";
import { openNewsroom, type TestNewsroom } from "../../support/newsroom.ts";
import { pointers } from "../../support/problems.ts";
import { own } from "../../support/webhook-room.ts";

let room: TestNewsroom;
let address: string;

beforeAll(async () => {
  const resolver = { addresses: async () => [address], texts: async () => [] };
  room = await openNewsroom({ working: false, resolver });
});
afterAll(() => room.close());

describe("where the operator allows no private addresses", () => {
  it.each([
    ...[
      "http://hooks.town.example/",
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://0x7f.1/",
      "https://localhost/",
    ],
    ...["https://169.254.169.254/latest", "https://[::ffff:10.0.0.1]/", "https://10.0.0.1:8443/"],
  ])("a webhook cannot be at %s", async (url) => {
    const society = await room.organization();
    const refused = await society.post(own, { url, events: ["release.*"] });
    expect([refused.status, pointers(refused)]).toEqual([422, ["/url"]]);
    const { body } = await society.post(own, { url: "https://hooks.town.example/", events: ["release.*"] });
    const moved = await society.patch(`${own}/${body.id}`, { url });
    expect([moved.status, pointers(moved)]).toEqual([422, ["/url"]]);
  });

  it("nothing is sent to a name that stands for a private address by then", async () => {
    const [society, hears] = [await room.organization(), await openReceiver()];
    onTestFinished(() => hears.close());
    const url = `https://hooks.town.example:${new URL(hears.url).port}/hook`;
    const { body } = await society.post(own, { url, events: ["release.*"] });
    address = "127.0.0.1";
    const { body: test } = await society.post(`${own}/${body.id}/tests`);
    await deliverTo(systemContext(room.newsroom, "deliver"), body.id);
    const { body: delivery } = await society.get(`${own}/${body.id}/deliveries/${test.id}`);
    expect(delivery).toMatchObject({
      ...{ status: "due", attempts: 1, release: null },
      tries: [{ status: null, failure: "private-address" }],
    });
    expect(hears.received).toEqual([]);
  });
});
