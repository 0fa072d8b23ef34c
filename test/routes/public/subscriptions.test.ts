import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostOffice, type PostOffice } from "../../support/neighbours/smtp.ts";
import { openNewsroom, type TestNewsroom, until } from "../../support/newsroom.ts";
import { expectProblem, pointers } from "../../support/problems.ts";

let room: TestNewsroom;
let office: PostOffice;

beforeAll(async () => {
  office = await openPostOffice();
  room = await openNewsroom({ env: { SMTP_URL: office.url, RATE_LIMITS: "token=1000/60" } });
});
afterAll(async () => {
  await room.close();
  await office.close();
});

const week = 7 * 86_400_000;
const anEmail = () => `${randomUUID()}@reader.example`;
const ask = (email: string, given: Record<string, unknown> = {}) =>
  room.reader.post("/v1/subscriptions", { email, ...given });
const confirm = (token: unknown) => room.reader.post("/v1/subscriptions/confirm", { token });
const held = async (email: string) =>
  (await room.admin.get(`/v1/admin/subscribers?email=${email}`)).body.items as Record<string, unknown>[];

/** The token in the newest mail to an address, once there are so many mails. */
async function mailedToken(email: string, count = 1): Promise<string> {
  const mails = await office.to(email, count);
  return /\/v1\/subscriptions\/confirm\?token=([\w-]+)/.exec(mails.at(-1)?.mail.text ?? "")?.[1] ?? "";
}

async function subscribed(given: Record<string, unknown> = {}): Promise<string> {
  const email = anEmail();
  await ask(email, given);
  await confirm(await mailedToken(email));
  return email;
}

describe("asking for the daily email", () => {
  it("is answered the same for a new address, one that waits and one that is subscribed", async () => {
    const email = anEmail();
    const first = await ask(email);
    await office.to(email);
    const again = await ask(email);
    await confirm(await mailedToken(email, 2));
    const known = await ask(email);
    expect([first, again, known].map(({ status, text }) => [status, text])).toEqual(
      Array(3).fill([202, first.text]),
    );
    expect(await held(email)).toHaveLength(1);
  });

  it("mails a link that says what it confirms", async () => {
    const email = anEmail();
    await ask(email, { categories: ["sports", "health"] });
    const [mail] = await office.to(email);
    expect(mail?.mail.subject).toBe("Confirm the daily email of The Daily Dateline");
    expect(mail?.mail.text).toMatch(/with the news of (Health, Sports|Sports, Health)/);
  });

  it("makes nobody a reader before the link is used", async () => {
    const email = anEmail();
    await ask(email);
    const token = await mailedToken(email);
    const page = await room.reader.get(`/v1/subscriptions/confirm?token=${token}`);
    expect([page.status, page.text.includes("<button>Confirm</button>")]).toEqual([200, true]);
    expect(await held(email)).toMatchObject([{ status: "pending", confirmedAt: null }]);
  });

  it("names everything that is wrong with it", async () => {
    const reply = await ask("nobody", { publication: "Main!", categories: ["Sports!"], name: "Ruth" });
    expect([reply.status, pointers(reply).sort()]).toEqual([
      422,
      ["/categories/0", "/email", "/name", "/publication"],
    ]);
    const unknown = await ask("nobody", { categories: ["sports", "gossip", "weather"] });
    expect([unknown.status, pointers(unknown).sort()]).toEqual([
      422,
      ["/categories/1", "/categories/2", "/email"],
    ]);
    expect(pointers(await ask(anEmail(), { publication: "elsewhere" }))).toEqual(["/publication"]);
  });

  it("mails an address a few links an hour, and is answered the same afterwards", async () => {
    const email = anEmail();
    const came = () => office.taken.filter(({ recipients }) => recipients[0]?.toLowerCase() === email);
    const replies = [];
    for (let count = 1; count <= 7; count += 1) {
      replies.push(await ask(count % 2 ? email.toUpperCase() : email));
      // A link that another one made void before it was sent is not sent at all.
      if (count <= 5) await until(() => came().length === count);
    }
    expect(replies.map(({ status }) => status)).toEqual(Array(7).fill(202));
    const last = anEmail();
    await ask(last);
    await office.to(last);
    expect(came()).toHaveLength(5);
  });

  it("makes one subscriber of two who ask at once", async () => {
    const email = anEmail();
    const replies = await Promise.all([ask(email), ask(email.toUpperCase()), ask(email)]);
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await held(email)).toHaveLength(1);
  });
});

describe("the link that confirms", () => {
  it("works once", async () => {
    const email = anEmail();
    await ask(email, { categories: ["sports"] });
    const token = await mailedToken(email);
    const first = await confirm(token);
    expect(first).toMatchObject({
      status: 200,
      body: {
        subscription: { publication: "main", categories: ["sports"], confirmedAt: expect.any(String) },
      },
    });
    expectProblem(await confirm(token), 422, "invalid-token");
    expect(await held(email)).toMatchObject([{ status: "confirmed", categories: ["sports"] }]);
  });

  it("counts once where it is used twice at once", async () => {
    const email = anEmail();
    await ask(email);
    const token = await mailedToken(email);
    const replies = await Promise.all([confirm(token), confirm(token)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it("is void once another was mailed", async () => {
    const email = anEmail();
    await ask(email);
    const first = await mailedToken(email);
    await ask(email, { categories: ["health"] });
    const second = await mailedToken(email, 2);
    expectProblem(await confirm(first), 422, "invalid-token");
    expect((await confirm(second)).status).toBe(200);
  });

  it("changes the sections of who reads already, and nothing before it is used", async () => {
    const email = await subscribed({ categories: ["sports"] });
    await ask(email, { categories: ["health"] });
    const token = await mailedToken(email, 2);
    expect(await held(email)).toMatchObject([{ status: "confirmed", categories: ["sports"] }]);
    await confirm(token);
    expect(await held(email)).toMatchObject([{ status: "confirmed", categories: ["health"] }]);
  });

  it("works for a week, after which the address is forgotten", async () => {
    const [email, punctual] = [anEmail(), anEmail()];
    await ask(email);
    await ask(punctual);
    const token = await mailedToken(email);
    const used = await mailedToken(punctual);
    try {
      room.clock.travel(week - 60_000);
      expect((await confirm(used)).status).toBe(200);
      room.clock.travel(60_000);
      expectProblem(await confirm(token), 422, "invalid-token");
      await until(async () => (await held(email)).length === 0);
    } finally {
      room.clock.travel(-week);
    }
  });

  it("leaves who reads already alone when another wish was not confirmed in time", async () => {
    const email = await subscribed();
    await ask(email, { categories: ["health"] });
    await room.sql(
      "update subscribers set confirmation_expires_at = now() - interval '1 second' where email = $1",
      [email],
    );
    const forgotten = () =>
      room.sql("select 1 from subscribers where email = $1 and confirmation_hash is null", [email]);
    await expect.poll(async () => (await forgotten()).length, { timeout: 20_000 }).toBe(1);
    expect(await held(email)).toMatchObject([{ status: "confirmed", categories: [] }]);
  });

  it.each(["", "x", 7])("is refused for %j", async (token) => {
    expect((await confirm(token)).status).toBe(422);
  });
});
