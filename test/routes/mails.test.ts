import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { sendMails } from "../../src/services/mail/send.ts";
import { type Client, clientOf } from "../support/client.ts";
import { openPostOffice, type PostOffice } from "../support/neighbours/smtp.ts";
import { openNewsroom, type TestNewsroom, until } from "../support/newsroom.ts";
import { expectProblem } from "../support/problems.ts";

let room: TestNewsroom;
let office: PostOffice;

beforeAll(async () => {
  office = await openPostOffice();
  room = await openNewsroom({ working: false, env: { SMTP_URL: office.url, RATE_LIMITS: "off" } });
});
afterAll(async () => {
  await room.close();
  await office.close();
});

interface Posted {
  readonly id: string;
  readonly email: string;
  readonly by: Client;
  readonly organizationId: string;
}

/** A mail that was handed over, of which became what the server did. */
async function posted(doing?: Parameters<PostOffice["next"]>[0]): Promise<Posted> {
  const email = `${randomUUID()}@society.example`;
  const { body } = await room.reader.post("/v1/organizations", {
    name: "Marlhaven Society",
    contact: { name: "Ruth Okafor", email },
  });
  const [mail] = await room.sql("select id from mails where to_address = $1", [email]);
  if (doing) office.next(doing);
  await sendMails(systemContext(room.newsroom, "mail"), [mail?.id]);
  return {
    id: mail?.id,
    email,
    by: clientOf(room.origin, body.apiKey),
    organizationId: body.organization.id,
  };
}
const came = ({ email }: Posted) => office.came.filter(({ recipients }) => recipients.includes(email));
const resend = ({ id }: Posted, headers = {}) =>
  room.admin.post(`/v1/admin/mails/${id}/resend`, undefined, headers);
const recorded = ({ id }: Posted) =>
  room.sql("select action, changes from desk_events where subject = 'mail' and subject_id = $1", [id]);

describe("the list of mails", () => {
  it("shows what became of each, the newest first, and nothing of what it says", async () => {
    const [oldest, sent, failed] = [await posted(), await posted(), await posted("550 Nobody of that name")];
    const { body } = await room.admin.get("/v1/admin/mails?limit=2");
    expect(body.items).toMatchObject([
      {
        id: failed.id,
        to: failed.email,
        letter: "confirm_mailbox",
        status: "failed",
        attempts: 1,
        sentAt: null,
      },
      { id: sent.id, status: "sent", lastError: null, nextAttemptAt: null },
    ]);
    expect(body.items[0].lastError).toContain("Nobody of that name");
    expect(JSON.stringify(body)).not.toMatch(/token|Ruth|subject|text/);
    const rest = await room.admin.get(`/v1/admin/mails?limit=2&cursor=${body.nextCursor}`);
    expect(rest.body.items[0].id).toBe(oldest.id);
  });

  it("is filtered by status, address and letter", async () => {
    const uncertain = await posted("break off");
    const shows = async (query: string) =>
      (await room.admin.get(`/v1/admin/mails?${query}`)).body.items.map(({ id }: any) => id);
    expect(await shows(`status=uncertain&to=${uncertain.email.toUpperCase()}`)).toEqual([uncertain.id]);
    expect(await shows(`status=sent&to=${uncertain.email}`)).toEqual([]);
    expect(await shows(`letter=waiting&to=${uncertain.email}`)).toEqual([]);
    expectProblem(await room.admin.get("/v1/admin/mails?status=lost"), 422, "invalid-request");
  });

  it("is for who administers every publication", async () => {
    const bound = await room.staff("admin", "main");
    const { id } = await posted("550 Nobody");
    expectProblem(await bound.get("/v1/admin/mails"), 403, "forbidden");
    expectProblem(await bound.post(`/v1/admin/mails/${id}/resend`), 403, "forbidden");
  });
});

describe("sending a mail again", () => {
  it("sends the same message once more, and records who asked", async () => {
    const mail = await posted("break off");
    expect(await resend(mail)).toMatchObject({ status: 200, body: { id: mail.id, status: "due" } });
    await room.startWorking();
    await until(() => office.taken.some(({ recipients }) => recipients.includes(mail.email)));
    await room.stopWorking();
    const [first, second] = came(mail).map((delivered) => delivered.mail);
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.text).toBe(first?.text);
    const changes = { before: { status: "uncertain" }, after: { status: "due" } };
    expect(await recorded(mail)).toEqual([{ action: "resend", changes }]);
  });

  it("is refused while it is due and once it was sent", async () => {
    const [sent, due] = [await posted(), await posted("451 Later")];
    expectProblem(await resend(sent), 409, "illegal-mail-state");
    expect((await resend(due)).body).toMatchObject({ state: "due" });
    expectProblem(await resend({ ...sent, id: randomUUID() }), 404, "not-found");
  });

  it("is done once by two at once, and once for one key", async () => {
    const [mail, keyed] = [await posted("550 Nobody"), await posted("550 Nobody")];
    const replies = await Promise.all([resend(mail), resend(mail)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    const key = { "idempotency-key": randomUUID() };
    const [first, second] = [await resend(keyed, key), await resend(keyed, key)];
    expect([first.status, second.status, second.text]).toEqual([200, 200, first.text]);
    expect([(await recorded(mail)).length, (await recorded(keyed)).length]).toEqual([1, 1]);
  });

  it("is refused when whoever it was for was erased", async () => {
    const mail = await posted("550 Nobody");
    await room.admin.delete(`/v1/admin/organizations/${mail.organizationId}`);
    expectProblem(await resend(mail), 409, "illegal-mail-state");
  });
});

describe("one's own profile at the desk", () => {
  it("says who one is, and is changed by oneself", async () => {
    const editor = await room.staff("editor", "main");
    const { body } = await editor.get("/v1/admin/me");
    expect(body).toMatchObject({ id: editor.id, role: "editor", publication: "main" });
    expect(body.notices).toEqual(["waiting", "takeover"]);
    const changes = { name: "Edda Night", notices: ["takeover", "takeover"] };
    const changed = await editor.patch("/v1/admin/me", changes);
    expect(changed.body).toMatchObject({ name: "Edda Night", notices: ["takeover"] });
    const events =
      "select action, changes from desk_events where subject_id = $1 and action = 'change_profile'";
    expect(await room.sql(events, [editor.id])).toEqual([
      {
        action: "change_profile",
        changes: { after: { fields: ["name", "notices"], notices: ["takeover"] } },
      },
    ]);
  });

  it("refuses what is nobody's own to change, and notices that there are not", async () => {
    const editor = await room.staff("editor");
    expectProblem(await editor.patch("/v1/admin/me", { role: "admin" }), 422, "invalid-request");
    expectProblem(await editor.patch("/v1/admin/me", { notices: ["gossip"] }), 422, "invalid-request");
  });

  it("is nobody's for the operator, whose key is in the environment", async () => {
    expectProblem(await room.admin.get("/v1/admin/me"), 404, "not-found");
  });

  it("keeps both changes of two at once", async () => {
    const editor = await room.staff("editor");
    await Promise.all([
      editor.patch("/v1/admin/me", { name: "Edda Night" }),
      editor.patch("/v1/admin/me", { notices: [] }),
    ]);
    expect((await editor.get("/v1/admin/me")).body).toMatchObject({ name: "Edda Night", notices: [] });
  });
});

describe("an organisation's notices", () => {
  it("are all at first, and what it asks for after that", async () => {
    const { by } = await posted();
    const { body } = await by.get("/v1/organizations/me");
    expect(body.notices).toEqual(["received", "changes_requested", "rejected", "published", "corrected"]);
    await by.patch("/v1/organizations/me", { notices: ["published", "rejected"] });
    expect((await by.get("/v1/organizations/me")).body.notices).toEqual(["rejected", "published"]);
    expectProblem(await by.patch("/v1/organizations/me", { notices: ["gossip"] }), 422, "invalid-request");
  });
});
