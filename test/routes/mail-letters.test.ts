import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { printLocal } from "../../src/domain/time/local-time.ts";
import { sweepOverdue } from "../../src/services/pipeline/overdue.ts";
import { aFaultyRelease, aRelease } from "../support/builders.ts";
import { type Client, clientOf } from "../support/client.ts";
import { openReceiver } from "../support/neighbours/receiver.ts";
import { openPostOffice, type PostOffice } from "../support/neighbours/smtp.ts";
import { openNewsroom, type TestNewsroom, until } from "../support/newsroom.ts";

const quarterMs = 900_000;
let room: TestNewsroom;
let office: PostOffice;
let editor: Client;

beforeAll(async () => {
  office = await openPostOffice();
  room = await openNewsroom({
    env: { SMTP_URL: office.url, RATE_LIMITS: "off", WEBHOOK_ALLOW_PRIVATE: "true" },
  });
  editor = await room.staff("managing_editor");
  await editor.patch("/v1/admin/me", { notices: [] });
});
afterAll(async () => {
  await room.close();
  await office.close();
});

interface Society extends Client {
  readonly id: string;
  readonly email: string;
}

/** An organisation with a mailbox of its own; `unverified` has not confirmed it. */
async function society(
  trust = "trusted",
  notices?: readonly string[],
  name = "Marlhaven Society",
): Promise<Society> {
  const email = `${randomUUID()}@society.example`;
  const contact = { name: "Ruth Okafor", email };
  const { body } = await room.reader.post("/v1/organizations", { name, contact });
  const by = clientOf(room.origin, body.apiKey);
  if (notices) await by.patch("/v1/organizations/me", { notices });
  if (trust !== "unverified")
    await room.admin.patch(`/v1/admin/organizations/${body.organization.id}`, { trust });
  return { ...by, id: body.organization.id, email };
}

/** The letters that an address was sent, once all that is due has gone out. */
async function lettersTo(email: string) {
  let left: unknown[] = [];
  await until(
    async () => {
      left = await room.sql(
        `select letter, status, attempts, next_attempt_at, last_error from mails
          where status = 'sending' or status = 'due' and attempts = 0 and next_attempt_at < $1`,
        [new Date(room.newsroom.clock.now().getTime() + 60_000)],
      );
      return left.length === 0;
    },
    () => `These are still in the post: ${JSON.stringify(left)}`,
  );
  return office.taken
    .filter(({ recipients }) => recipients.includes(email))
    .map(({ mail }) => ({ subject: mail.subject ?? "", text: mail.text ?? "", html: String(mail.html) }));
}

/** The one letter whose subject begins so; what it says as text and as HTML is the same. */
async function letter(email: string, beginning: string, ...says: readonly string[]) {
  const found = (await lettersTo(email)).filter(({ subject }) => subject.startsWith(beginning));
  expect(found.map(({ subject }) => subject)).toHaveLength(1);
  const [{ text, html } = { text: "", html: "" }] = found;
  for (const words of says) {
    expect(text.replaceAll(/\s+/g, " ")).toContain(words);
    expect(html.replaceAll(/\s+/g, " ")).toContain(words);
  }
  return { text, html };
}

const review = (id: string, body: Record<string, unknown>) =>
  editor.post(`/v1/admin/releases/${id}/reviews`, body);

/** A published article and its release. */
async function published(by: Society) {
  const release = await room.submitted(by);
  expect(release.status).toBe("published");
  return { release, article: release.article as { id: string; url: string } };
}

describe("an organisation", () => {
  it("is told that its release was received and published, and where it is read", async () => {
    const by = await society();
    const { release, article } = await published(by);
    await letter(by.email, "Received: ", release.headline, "Dear Ruth Okafor,");
    await letter(by.email, "Published: ", release.headline, article.url, "/v1/organizations/me");
    expect(await lettersTo(by.email)).toHaveLength(3);
  });

  it("is told with the receipt why its release waits, and until when", async () => {
    const name = "Marlhaven Choral Society";
    const by = await society("verified", undefined, name);
    const { waiting } = await room.submitted(by, aRelease({}, name));
    const due = printLocal(new Date(waiting.dueAt), "UTC");
    await letter(by.email, "Received: ", waiting.reason, `by ${due}`);
  });

  it("is told what the checks found and how to send it again", async () => {
    const by = await society();
    const release = await room.submitted(by, aFaultyRelease());
    const [finding] = release.moderation.findings.filter(({ severity }: any) => severity === "fix");
    await letter(
      by.email,
      "Please change: ",
      finding.message,
      `POST http://dateline.example/v1/releases/${release.id}`,
    );
  });

  it("is told an editor's message, and never the note", async () => {
    const by = await society("verified");
    const { id } = await room.submitted(by);
    await review(id, {
      decision: "request_changes",
      message: "Who said so?\nAnd when?",
      note: "Smells of paint",
    });
    const { text, html } = await letter(by.email, "Please change: ", "And when?");
    expect(`${text}${html}`).not.toContain("paint");
    expect(text).toContain("> Who said so?\n> And when?");
  });

  it("is told that it may appeal, once", async () => {
    const by = await society("verified");
    const { id } = await room.submitted(by);
    await review(id, { decision: "reject", message: "It is an advertisement." });
    await letter(by.email, "Not accepted: ", "It is an advertisement.", `/v1/releases/${id}/appeal`);
    await by.post(`/v1/releases/${id}/appeal`, { message: "It is not." });
    await review(id, { decision: "reject", message: "It still is." });
    const [, second] = (await lettersTo(by.email)).filter(({ subject }) =>
      subject.startsWith("Not accepted"),
    );
    expect(second?.text).toContain("It still is.");
    expect(second?.text).not.toContain("/appeal");
  });

  it("is told of a correction, of a retraction and of a kill, with what readers are told", async () => {
    const by = await society();
    const { article } = await published(by);
    const changes = { headline: "Marlhaven Society repairs the old quay after all" };
    const correction = { changes, notice: "An earlier version named another place." };
    const { headers } = await room.reader.get(`/v1/articles/${article.id}`);
    await editor.post(`/v1/admin/articles/${article.id}/corrections`, correction, {
      "if-match": headers.get("etag") ?? "",
    });
    await letter(by.email, "Corrected: Marlhaven Society repairs the old quay after all", correction.notice);
    const retraction = { reason: "The society asked for it.", notice: "This was not so." };
    await editor.put(`/v1/admin/articles/${article.id}/retraction`, retraction);
    await letter(by.email, "Retracted: ", retraction.reason, retraction.notice);
    const kill = { reason: "It named a child.", notice: "Taken down.", kill: true };
    await editor.put(`/v1/admin/articles/${article.id}/retraction`, kill);
    await letter(by.email, "Taken down: ", kill.reason);
  });

  it("is told only what it wants to be told", async () => {
    const by = await society("trusted", ["published"]);
    expect((await by.get("/v1/organizations/me")).body.notices).toEqual(["published"]);
    await published(by);
    const subjects = (await lettersTo(by.email)).map(({ subject }) => subject.split(":")[0]);
    expect(subjects).toEqual(["Confirm the address of Marlhaven Society", "Published"]);
  });

  it("is told nothing before it has confirmed its mailbox, lest strangers pester somebody", async () => {
    const by = await society("unverified");
    await room.submitted(by);
    await room.submitted(by, aFaultyRelease());
    expect((await lettersTo(by.email)).map(({ subject }) => subject)).toEqual([
      "Confirm the address of Marlhaven Society",
    ]);
  });

  it("is not told of a decision that it has answered before the server took the mail", async () => {
    const by = await society("trusted", ["changes_requested"]);
    await lettersTo(by.email);
    office.next("451 Later");
    const release = await room.submitted(by, aFaultyRelease());
    const handedOver = () => office.came.filter(({ recipients }) => recipients.includes(by.email)).length;
    await until(() => handedOver() === 2);
    const { headers } = await by.get(`/v1/releases/${release.id}`);
    const { body } = aRelease();
    await by.patch(`/v1/releases/${release.id}`, { body }, { "if-match": headers.get("etag") ?? "" });
    await by.post(`/v1/releases/${release.id}/submission`);
    await room.settled(by, release.id, "published");
    room.clock.travel(120_000);
    const left = () => room.sql("select 1 from mails where to_address = $1 and status <> 'sent'", [by.email]);
    await until(async () => (await left()).length === 0);
    expect(handedOver()).toBe(2);
  });

  it("is not told at a mailbox that it has left", async () => {
    const by = await society("trusted", ["published"]);
    await lettersTo(by.email);
    office.next("451 Later");
    await published(by);
    const handedOver = () => office.came.filter(({ recipients }) => recipients.includes(by.email)).length;
    await until(() => handedOver() === 2);
    const contact = { name: "Ruth Okafor", email: `${randomUUID()}@elsewhere.example` };
    await by.patch("/v1/organizations/me", { contact });
    room.clock.travel(120_000);
    const left = () => room.sql("select 1 from mails where to_address = $1 and status <> 'sent'", [by.email]);
    await until(async () => (await left()).length === 0);
    expect(handedOver()).toBe(2);
  });

  it("is told once that its webhook was disabled, and how to have what was missed, but not what lets a sender in", async () => {
    const [by, gone] = [await society(), await openReceiver()];
    gone.behave(() => 410);
    const hook = { url: `${gone.url}?token=let-me-in`, description: "The archive", events: ["release.*"] };
    const path = `/v1/organizations/me/webhooks/${(await by.post("/v1/organizations/me/webhooks", hook)).body.id}`;
    await room.submitted(by);
    await until(async () => (await by.get(path)).body.disabled);
    await gone.close();
    const { text } = await letter(by.email, "Webhook disabled: ", "(The archive)", "410", `${path}/replays`);
    expect(text).not.toContain("let-me-in");
  });
});

describe("a letter", () => {
  it("is plain HTML in which nothing is fetched and nothing of others is markup", async () => {
    const by = await society("verified", ["received"]);
    await by.patch("/v1/organizations/me", {
      name: "<img src=//evil.example/x> & <script>alert(1)</script>",
    });
    await room.submitted(by);
    const { html } = await letter(by.email, "Received: ");
    expect(html).toContain('<html lang="en">');
    expect(html).not.toMatch(/<(?:img|script|link|iframe|object)|url\(|\son\w+=/i);
    expect(html).toContain("&lt;img src=//evil.example/x&gt; &amp;");
  });

  it("is one, however often its release is looked at", async () => {
    const by = await society();
    const { release } = await published(by);
    for (const name of ["moderate", "publish"] as const) room.newsroom.queues.wake(name, release.id);
    await sweepOverdue(systemContext(room.newsroom, "sweep"));
    await letter(by.email, "Received: ");
    await letter(by.email, "Published: ");
  });
});

describe("an editor", () => {
  interface Person extends Client {
    readonly email: string;
  }
  async function person(publication?: string): Promise<Person> {
    const { id, ...by } = await room.staff("editor", publication);
    const [row] = await room.sql("select email from staff where id = $1", [id]);
    return { ...by, email: row?.email };
  }
  /** To the end of the time for which letters are gathered, and a little further. */
  const quarterPasses = () => {
    const nowMs = room.newsroom.clock.now().getTime();
    room.clock.travel(quarterMs - (nowMs % quarterMs) + 20_000);
  };
  const posted = (email: string) =>
    room.sql("select status from mails where to_address = $1 and letter = 'waiting'", [email]);

  beforeAll(async () => {
    await room.admin.post("/v1/admin/publications", {
      slug: "evening",
      name: "The Evening",
      timeZone: "UTC",
    });
  });

  it("is told once in a quarter of an hour what waits, and not what is for another desk", async () => {
    const [reader, elsewhere] = [await person(), await person("evening")];
    quarterPasses();
    const by = await society("verified", []);
    const embargoedUntil = new Date(room.newsroom.clock.now().getTime() + 86_400_000).toISOString();
    const first = await room.submitted(by);
    const secret = await room.submitted(by, aRelease({ embargoedUntil }));
    expect(await posted(reader.email)).toEqual([{ status: "due" }]);
    quarterPasses();
    await until(async () => (await posted(reader.email))[0]?.status === "sent");
    const { text } = await letter(reader.email, "", first.headline, "A release under embargo", secret.id);
    expect(text).not.toContain(secret.headline);
    expect(await lettersTo(elsewhere.email)).toEqual([]);
  });

  it("is told nothing when nothing waits any more", async () => {
    const reader = await person("evening");
    const by = await society("verified", []);
    const { id } = await room.submitted(by, aRelease({ publication: "evening" }));
    expect(await posted(reader.email)).toEqual([{ status: "due" }]);
    expect((await review(id, { decision: "approve" })).status).toBe(201);
    quarterPasses();
    await until(async () => (await posted(reader.email)).length === 0);
    expect(await lettersTo(reader.email)).toEqual([]);
  });

  it("is told nothing that is not wanted, nor after having left", async () => {
    const [quiet, gone] = [await person("evening"), await person("evening")];
    await quiet.patch("/v1/admin/me", { notices: ["takeover"] });
    const by = await society("verified", []);
    await room.submitted(by, aRelease({ publication: "evening" }));
    expect([await posted(quiet.email), (await posted(gone.email)).length]).toEqual([[], 1]);
    await room.sql("update staff set disabled_at = now() where email = $1", [gone.email]);
    quarterPasses();
    await until(async () => (await posted(gone.email)).length === 0);
    expect(await lettersTo(gone.email)).toEqual([]);
  });

  it("is told who took a release over, and why", async () => {
    const reader = await person();
    const { id, headline } = await room.submitted(await society("verified", []));
    await reader.put(`/v1/admin/releases/${id}/claim`);
    await editor.put(`/v1/admin/releases/${id}/claim`, { takeover: { reason: "You are on holiday." } });
    await letter(reader.email, "Ed managing_editor has taken over: ", headline, "You are on holiday.");
  });
});
