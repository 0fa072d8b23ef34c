import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, until } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

let room: TestNewsroom;
let mailboxes = 0;

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "token=1000/60" } });
});
afterAll(() => room.close());

const week = 7 * 86_400_000;

async function signUp(fields: Record<string, unknown> = {}) {
  mailboxes += 1;
  const email = `press-${mailboxes}@society.example`;
  const reply = await room.reader.post("/v1/organizations", {
    name: "Marlhaven Society",
    contact: { name: "Ruth Okafor", email },
    ...fields,
  });
  return { reply, email, organization: clientOf(room.origin, reply.body.apiKey) };
}

/** The token of the newest mail to an address, as its reader would find it. */
async function mailedToken(email: string, nth = 1): Promise<string> {
  const tokens = async () => {
    const mails = (await room.outbox()).filter(
      (mail) => mail.includes(`To: ${email}`) || mail.includes(`<${email}>`),
    );
    const texts = mails.map((mail) => mail.replace(/=\r?\n/g, "").replace(/=3D/g, "="));
    return texts.map((text) => /\/v1\/organizations\/verify\?token=([\w-]+)/.exec(text)?.[1] ?? "");
  };
  await until(async () => (await tokens()).length >= nth);
  const found = await tokens();
  const used = new Set(given);
  const token = found.find((one) => !used.has(one)) ?? "";
  given.push(token);
  return token;
}
const given: string[] = [];

const confirm = (token: unknown) => room.reader.post("/v1/organizations/verify", { token });
const trustOf = async (organization: Client) => (await organization.get("/v1/organizations/me")).body.trust;

describe("signing up", () => {
  it("many times with one mailbox mails it five links an hour, and is answered the same", async () => {
    const contact = { name: "Ruth Okafor", email: "flooded@society.example" };
    const statuses: number[] = [];
    for (const email of ["flooded", "Flooded", "flooded", "flooded", "flooded", "flooded", "flooded"]) {
      const { reply } = await signUp({ contact: { ...contact, email: `${email}@society.example` } });
      statuses.push(reply.status);
    }
    const another = await signUp();
    await mailedToken(another.email);
    expect(statuses).toEqual(Array(7).fill(201));
    expect((await room.outbox()).filter((mail) => /flooded@society/i.test(mail))).toHaveLength(5);
  });

  it("answers with an organisation nobody has verified, and a key that works", async () => {
    const { reply, organization } = await signUp({
      website: "https://society.example",
      boilerplate: "About us.",
    });
    expect(reply).toMatchObject({
      status: 201,
      body: { organization: { trust: "unverified", verifiedAt: null } },
    });
    expect(reply.body.apiKey).toMatch(/^dl_org_/);
    expect((await organization.get("/v1/organizations/me")).body).toMatchObject({
      name: "Marlhaven Society",
      website: "https://society.example",
      boilerplate: "About us.",
      quota: { perDay: 200, used: 0 },
    });
  });

  it("keeps no secret that a reader of the database could use", async () => {
    const { reply, email } = await signUp();
    const token = await mailedToken(email);
    const rows = await room.sql(
      "select (select string_agg(t::text, ' ') from api_keys t) as keys, (select string_agg(t::text, ' ') from organizations t) as organizations",
    );
    const kept = JSON.stringify(rows);
    expect([kept.includes(reply.body.apiKey.split("_").at(-1)), kept.includes(token)]).toEqual([
      false,
      false,
    ]);
  });

  it.each([
    ["/name", { name: "" }],
    ["/name", { name: "Two\nlines" }],
    ["/name", { name: "Society\u202egro.live" }],
    ["/name", { name: "Marl\u200bhaven Society" }],
    ["/name", { name: "\u3164" }],
    ["/website", { website: "javascript:alert(1)" }],
    ["/website", { website: "https://user:secret@society.example" }],
    [
      "/contact/email",
      { contact: { name: "Ruth", email: "ruth@society.example\r\nBcc: all@society.example" } },
    ],
    ["/contact/email", { contact: { name: "Ruth", email: "a@society.example,b@society.example" } }],
    ["/boilerplate", { boilerplate: "x".repeat(3001) }],
    ["/trust", { trust: "trusted" }],
  ])("is refused for %s in %j", async (pointer, fields) => {
    const { reply } = await signUp(fields);
    expect([reply.status, pointers(reply)]).toEqual([422, [pointer]]);
  });
});

describe("another mailbox", () => {
  it("may be named a few times in an hour, since each is mailed, and the one that stands again and again", async () => {
    const guarded = await openNewsroom({ working: false });
    try {
      const society = await guarded.organization();
      const name = (email: string) =>
        society.patch("/v1/organizations/me", { contact: { name: "Ruth", email } });
      const replies = [];
      for (let count = 0; count < 12; count += 1) replies.push(await name(`${count}@society.example`));
      expect(replies.map(({ status }) => status)).toEqual([...Array(10).fill(200), 429, 429]);
      expect((await name("9@society.example")).status).toBe(200);
    } finally {
      await guarded.close();
    }
  });
});

describe("the mailed link", () => {
  it("is mailed again to who asks for it, which ends the one before, until the mailbox is confirmed", async () => {
    const { email, organization } = await signUp();
    const first = await mailedToken(email);
    const asked = await organization.post("/v1/organizations/me/verification");
    expect(asked).toMatchObject({ status: 202, body: { trust: "unverified", verifiedAt: null } });
    const second = await mailedToken(email, 2);
    expectProblem(await confirm(first), 422, "invalid-token");
    expect((await confirm(second)).status).toBe(200);
    expectProblem(await organization.post("/v1/organizations/me/verification"), 409, "already-exists");
  });

  it("is mailed five times an hour at the most, however often it is asked for", async () => {
    const { organization } = await signUp();
    const ask = () => organization.post("/v1/organizations/me/verification");
    const replies = [await ask(), await ask(), ...(await Promise.all([ask(), ask()])), await ask()];
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202, 202, 429]);
  });

  it("leads to a page that asks, and changes nothing by being opened", async () => {
    const { email, organization } = await signUp();
    const token = await mailedToken(email);
    const page = await room.reader.get(`/v1/organizations/verify?token=${token}`);
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    expect(page.text).toContain("<button>");
    expect(await trustOf(organization)).toBe("unverified");
  });

  it("leads to a page that runs nothing but its own script", async () => {
    const hostile = encodeURIComponent('"><script>alert(1)</script>');
    const page = await room.reader.get(`/v1/organizations/verify?token=${hostile}`);
    expect(page.text).not.toContain("<script>alert(1)");
    expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'sha256-/);
  });

  it("verifies the organisation when its token is posted", async () => {
    const { email, organization } = await signUp();
    const reply = await confirm(await mailedToken(email));
    expect(reply).toMatchObject({ status: 200, body: { organization: { trust: "verified" } } });
    await until(async () => (await trustOf(organization)) === "verified");
  });

  it("works once", async () => {
    const { email } = await signUp();
    const token = await mailedToken(email);
    await confirm(token);
    expectProblem(await confirm(token), 422, "invalid-token");
  });

  it("works once, also for twenty at once", async () => {
    const { email } = await signUp();
    const token = await mailedToken(email);
    const replies = await Promise.all(Array.from({ length: 20 }, () => confirm(token)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("verifies nobody with a token that was never sent", async () => {
    expectProblem(await confirm("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), 422, "invalid-token");
  });

  it("leaves the other organisations as they were", async () => {
    const other = await signUp();
    const { email } = await signUp();
    await confirm(await mailedToken(email));
    expect(await trustOf(other.organization)).toBe("unverified");
  });

  it("works for seven days", async () => {
    const { email } = await signUp();
    const token = await mailedToken(email);
    room.clock.travel(week + 1000);
    const late = await confirm(token);
    room.clock.travel(-week - 1000);
    expectProblem(late, 422, "invalid-token");
  });
});

describe("changing the profile", () => {
  it("changes what is named and keeps the rest", async () => {
    const { organization } = await signUp({ website: "https://society.example", boilerplate: "About us." });
    const changed = await organization.patch("/v1/organizations/me", {
      boilerplate: null,
      name: "The Society",
    });
    expect(changed.body).toMatchObject({
      name: "The Society",
      boilerplate: null,
      website: "https://society.example",
    });
  });

  it("asks for another mailbox to be confirmed anew, and trusts it as nobody's until then", async () => {
    const { email, organization } = await signUp();
    await confirm(await mailedToken(email));
    const moved = `moved-${email}`;
    const changed = await organization.patch("/v1/organizations/me", {
      contact: { name: "Ruth", email: moved },
    });
    expect(changed.body).toMatchObject({ trust: "unverified", verifiedAt: null });
    expect((await confirm(await mailedToken(moved))).body.organization.trust).toBe("verified");
  });

  it("makes the link to the mailbox before useless", async () => {
    const { email, organization } = await signUp();
    const token = await mailedToken(email);
    await organization.patch("/v1/organizations/me", { contact: { name: "Ruth", email: `new-${email}` } });
    expectProblem(await confirm(token), 422, "invalid-token");
  });

  it("leaves the trust to the desk", async () => {
    const { organization } = await signUp();
    expect(
      pointers(await organization.patch("/v1/organizations/me", { trust: "trusted", dailyQuota: 9 })),
    ).toEqual(["/dailyQuota", "/trust"]);
  });
});

describe("the ladder", () => {
  it("says when the mailbox was confirmed, and whether it is at the website's own domain", async () => {
    const proofs = async (website: string) => {
      const { email, organization } = await signUp({ website });
      expect((await organization.get("/v1/organizations/me")).body.proofs).toEqual({
        ...{ mailbox: null, domain: null },
      });
      const { body } = await confirm(await mailedToken(email));
      expect(body.organization.proofs.mailbox.at).toBe(body.organization.verifiedAt);
      return body.organization.proofs.mailbox.atDomain;
    };
    expect([
      await proofs("https://www.society.example/about"),
      await proofs("https://elsewhere.example"),
    ]).toEqual([true, false]);
  });

  it("takes a free mailbox for nobody's own, whatever the website claims to be", async () => {
    mailboxes += 1;
    const email = `ruth-${mailboxes}@gmail.com`;
    await signUp({ website: "https://www.gmail.com", contact: { name: "Ruth", email } });
    const { body } = await confirm(await mailedToken(email));
    expect(body.organization.proofs.mailbox.atDomain).toBe(false);
  });

  it("is fallen from by a trusted organisation that moves its mailbox, until an editor trusts it again", async () => {
    const { reply, email, organization } = await signUp();
    const { id } = reply.body.organization;
    await confirm(await mailedToken(email));
    await room.admin.patch(`/v1/admin/organizations/${id}`, { trust: "trusted" });
    const moved = await organization.patch("/v1/organizations/me", {
      contact: { name: "Ruth", email: `moved-${email}` },
    });
    expect(moved.body).toMatchObject({ trust: "unverified", proofs: { mailbox: null } });
    expect((await confirm(await mailedToken(`moved-${email}`))).body.organization.trust).toBe("verified");
  });

  it("is on the record step by step, without anybody's address", async () => {
    const { reply, email, organization } = await signUp({ website: "https://society.example" });
    const { id } = reply.body.organization;
    await confirm(await mailedToken(email));
    await organization.patch("/v1/organizations/me", { contact: { name: "Ann", email: `ann-${email}` } });
    const events = await room.sql("select * from desk_events where subject_id = $1 order by id", [id]);
    const step = (trust: string) => ({ trust });
    expect(events).toMatchObject([
      { action: "sign_up", actor_id: id, actor_role: "submitter" },
      { action: "confirm_mailbox", changes: { before: step("unverified"), after: step("verified") } },
      { action: "change_profile", changes: { after: { fields: ["contact"] } } },
      { action: "change_trust", changes: { before: step("verified"), after: step("unverified") } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/@|127\.0\.0\.1|Ruth|Ann/);
  });
});

describe("a suspended organisation", () => {
  it("is refused within a second, and its keys are not lost", async () => {
    const society = await room.organization();
    await society.get("/v1/releases");
    const suspendedAt = performance.now();
    await room.admin.patch(`/v1/admin/organizations/${society.id}`, {
      trust: "suspended",
      reason: "Complaints",
    });
    await until(async () => (await society.get("/v1/releases")).status === 403, undefined, 3000);
    expect(performance.now() - suspendedAt).toBeLessThan(1500);
    expectProblem(await society.get("/v1/releases"), 403, "organization-suspended");
    await room.admin.patch(`/v1/admin/organizations/${society.id}`, { trust: "verified" });
    await until(async () => (await society.get("/v1/releases")).status === 200, undefined, 3000);
  });
});
