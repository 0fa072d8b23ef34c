import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";

let room: TestNewsroom;
let sender: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "off" } });
  sender = await room.organization("trusted", "Marlhaven Society");
});
afterAll(() => room.close());

const spam = `Dear friend, I am the manager of a bank in Lagos, and I contact you in strict confidence about a business proposal. A foreign customer died in a plane crash without a next of kin and left the sum of $25 million in my bank. I want to transfer the fund into your account, and you will receive 30 percent. Kindly send me your private telephone number and your bank account details, so that the documents can be processed in your name as beneficiary. This transaction is free of risk and must be kept secret. I await your urgent reply.`;
const promotion = `Harbour Lane Bakery opens its second shop on Saturday, and everybody in Marlhaven is invited to taste the new sourdough. “We are thrilled to bring our award-winning bread to the old town,” said Ruth Okafor, the owner. “Our customers asked for it for years.”

The first hundred visitors receive a free loaf, and families can save a tenth on celebration cakes until the end of the month. The shop offers freshly roasted coffee, seasonal pastries and a leading range of gluten-free breads, all of them made by hand in Marlhaven.

The bakery was founded in 2009 and employs thirty people. The new shop creates eight jobs, three of them for apprentices, and is open from seven in the morning on every day but Monday. More about the products is at https://bakery.example.`;
const found = ({ moderation }: Record<string, any>, rule: string) =>
  moderation.findings.find((finding: any) => finding.rule === rule);

describe("a release with spam in it", () => {
  it("waits for an editor, who is shown the passage", async () => {
    const honest = String(aRelease().body);
    const [first, ...rest] = honest.split("\n\n");
    const body = [first, spam, ...rest].join("\n\n");
    const release = await room.submitted(sender, aRelease({ body }));
    expect(release.status).toBe("needs_review");
    const { severity, pointer, span } = found(release, "SP-02");
    expect({ severity, pointer }).toEqual({ severity: "hold", pointer: "/body" });
    expect(body.slice(span.start, span.end)).toContain("plane crash");
  });

  it("is not what praises a shop that opens", async () => {
    const release = await room.submitted(
      sender,
      aRelease({
        kind: "business",
        headline: "Harbour Lane Bakery opens a second shop in the old town",
        body: promotion,
      }),
    );
    expect(release.moderation.findings.filter(({ rule }: any) => rule.startsWith("SP-"))).toEqual([]);
  });

  it.each([
    [
      "the same words over and over",
      "Best cheap seed shop in Marlhaven. Visit our cheap seed shop. ".repeat(12),
    ],
    [
      "words in no order",
      String(aRelease().body)
        .split(/\s+/)
        .sort((a, b) => (a > b ? 1 : -1))
        .join(" "),
    ],
    [
      "the words of two texts, mixed",
      `${promotion} ${String(aRelease().body)}`
        .split(/\s+/)
        .map((word, at) => ({ word, at: (at * 89) % 211 }))
        .sort((a, b) => a.at - b.at)
        .map(({ word }) => word)
        .join(" "),
    ],
  ])("is told from %s, which are held as well", async (_what, body) => {
    const { body: check } = await room.reader.post("/v1/checks", aRelease({ body }));
    expect(check.findings.map(({ rule }: any) => rule)).toContain("SP-03");
  });
});
