import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { sendMails } from "../../src/services/mail/send.ts";
import { sweepOverdue } from "../../src/services/pipeline/overdue.ts";
import { openPostOffice, type PostOffice } from "../support/neighbours/smtp.ts";
import { openNewsroom, type TestNewsroom, until } from "../support/newsroom.ts";

const minute = 60_000;
let room: TestNewsroom;
let office: PostOffice;

beforeAll(async () => {
  office = await openPostOffice();
  room = await openNewsroom({
    working: false,
    env: { SMTP_URL: office.url, RATE_LIMITS: "off", MAIL_FROM: "The Daily Dateline <news@star.example>" },
  });
});
afterAll(async () => {
  await room.close();
  await office.close();
});

interface Posted {
  readonly id: string;
  readonly email: string;
  readonly key: string;
}

/** A mail in the post, by signing an organisation up. */
async function posted(
  given: { readonly name?: string; readonly contactName?: string } = {},
): Promise<Posted> {
  const email = `${randomUUID()}@society.example`;
  const { body } = await room.reader.post("/v1/organizations", {
    name: given.name ?? "Marlhaven Society",
    contact: { name: given.contactName ?? "Ruth Okafor", email },
  });
  const [mail] = await room.sql("select id from mails where to_address = $1", [email]);
  return { id: mail?.id, email, key: body.apiKey };
}
const job = () => systemContext(room.newsroom, "mail");
const send = (...mails: readonly Posted[]) =>
  sendMails(
    job(),
    mails.map(({ id }) => id),
  );
const rowOf = async ({ id }: Posted) => (await room.sql("select * from mails where id = $1", [id]))[0];
const came = ({ email }: Posted) => office.came.filter(({ recipients }) => recipients.includes(email));
const taken = ({ email }: Posted) => office.taken.filter(({ recipients }) => recipients.includes(email));

describe("sending mails", () => {
  it("hands each over once when several workers have them at once", async () => {
    const mails = await Promise.all(Array.from({ length: 9 }, () => posted()));
    await Promise.all([send(...mails), send(...mails), send(...mails)]);
    expect(mails.map((mail) => came(mail).length)).toEqual(mails.map(() => 1));
  });

  it("hands nothing over when it comes again", async () => {
    const mail = await posted();
    await send(mail);
    await send(mail);
    expect(came(mail)).toHaveLength(1);
    expect(await rowOf(mail)).toMatchObject({ status: "sent", attempts: 1, sent_at: expect.any(Date) });
  });

  it("hands nothing over before its time, and is woken then", async () => {
    const mail = await posted();
    await room.sql("update mails set next_attempt_at = now() + interval '1 second' where id = $1", [mail.id]);
    await send(mail);
    expect(came(mail)).toEqual([]);
    expect(await rowOf(mail)).toMatchObject({ status: "due", attempts: 0 });
    await room.startWorking();
    await until(async () => (await rowOf(mail))?.status === "sent");
    await room.stopWorking();
  });

  it("hands nothing over that was given up, that nobody knows of, or that there is not", async () => {
    const [failed, uncertain] = [await posted(), await posted()];
    await room.sql("update mails set status = 'failed' where id = $1", [failed.id]);
    await room.sql("update mails set status = 'uncertain' where id = $1", [uncertain.id]);
    await send(failed, uncertain, { ...failed, id: randomUUID() });
    expect([...came(failed), ...came(uncertain)]).toEqual([]);
  });

  it("removes the mail of a link that another one has made void meanwhile", async () => {
    const mail = await posted();
    await room.sql("update organizations set verification_hash = $2 where contact_email = $1", [
      mail.email,
      Buffer.from(randomUUID()),
    ]);
    await send(mail);
    expect(await rowOf(mail)).toBeUndefined();
    expect(came(mail)).toEqual([]);
  });

  it("forgets the token with the mail that took it along", async () => {
    const mail = await posted();
    expect((await rowOf(mail))?.about).toMatchObject({ token: expect.any(String) });
    await send(mail);
    expect((await rowOf(mail))?.about).not.toHaveProperty("token");
  });

  it("sends what stands written, as mails of earlier versions do", async () => {
    const mail = await posted();
    await room.sql(
      "update mails set letter = null, about = null, subject = 'As it was', text = 'Written.' where id = $1",
      [mail.id],
    );
    await send(mail);
    const [delivered] = taken(mail);
    expect(delivered?.mail).toMatchObject({ subject: "As it was", html: false });
    expect(delivered?.mail.text?.trim()).toBe("Written.");
  });
});

describe("a mail that the server does not take", () => {
  it("is tried again later where it was put off, as the same message, and then is sent once", async () => {
    const mail = await posted();
    office.next("451 Later, please");
    await send(mail);
    await send(mail);
    expect(await rowOf(mail)).toMatchObject({ status: "due", attempts: 1 });
    expect((await rowOf(mail))?.last_error).toContain("451");
    room.clock.travel(2 * minute);
    await room.startWorking();
    await until(async () => (await rowOf(mail))?.status === "sent");
    await room.stopWorking();
    const ids = came(mail).map((delivered) => delivered.mail.messageId);
    expect(ids).toEqual([`<${mail.id}@dateline.example>`, `<${mail.id}@dateline.example>`]);
    expect(taken(mail)).toHaveLength(1);
  });

  it("is given up at once where it was refused for good", async () => {
    const mail = await posted();
    office.next("550 Nobody of that name");
    await send(mail);
    expect(await rowOf(mail)).toMatchObject({ status: "failed", attempts: 1 });
  });

  it("waits longer after every try, and is given up in the end", async () => {
    const mail = await posted();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      office.next("421 Busy");
      await send(mail);
      const waitMs = (await rowOf(mail))?.next_attempt_at.getTime() - room.newsroom.clock.now().getTime();
      waits.push(Math.round(waitMs / minute));
      room.clock.travel(waitMs + 1000);
    }
    expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(Math.max(...waits)).toBe(12 * 60);
    expect(await rowOf(mail)).toMatchObject({ status: "failed", attempts: 12 });
    expect(taken(mail)).toEqual([]);
  });

  it("is tried again when nobody answers at the address of the server", async () => {
    const elsewhere = await openNewsroom({ env: { SMTP_URL: "smtp://127.0.0.1:1" } });
    try {
      await elsewhere.reader.post("/v1/organizations", {
        name: "Marlhaven Society",
        contact: { name: "Ruth Okafor", email: "ruth@society.example" },
      });
      await until(async () => {
        const [mail] = await elsewhere.sql("select status, attempts from mails");
        return mail?.status === "due" && mail.attempts === 1;
      });
    } finally {
      await elsewhere.close();
    }
  });
});

describe("a mail of which nobody knows whether it was taken", () => {
  it("is not sent again unasked when the connection broke before the answer", async () => {
    const mail = await posted();
    office.next("break off");
    await send(mail);
    expect(await rowOf(mail)).toMatchObject({ status: "uncertain", attempts: 1 });
    room.clock.travel(60 * minute);
    await sweepOverdue(job());
    await send(mail);
    expect(came(mail)).toHaveLength(1);
  });

  it("is not sent again unasked when its worker died, and counts as sent where the answer comes after all", async () => {
    const mail = await posted();
    office.next("say nothing");
    const sending = send(mail);
    await until(() => came(mail).length === 1);
    expect(await rowOf(mail)).toMatchObject({ status: "sending" });
    await sweepOverdue(job());
    expect(await rowOf(mail)).toMatchObject({ status: "sending" });
    room.clock.travel(6 * minute);
    await sweepOverdue(job());
    expect(await rowOf(mail)).toMatchObject({ status: "uncertain" });
    await send(mail);
    expect(came(mail)).toHaveLength(1);
    office.speak();
    await sending;
    expect(await rowOf(mail)).toMatchObject({ status: "sent", attempts: 1 });
  });
});

describe("the headers of a mail", () => {
  /** What the mail says of itself, without what differs from mail to mail. */
  const headersOf = (mail: Posted) => [...(taken(mail)[0]?.mail.headers.keys() ?? [])].sort();

  it("say that a machine wrote it, when by the database's clock, and nothing else", async () => {
    const mail = await posted();
    await send(mail);
    const headers = taken(mail)[0]?.mail.headers;
    expect(headersOf(mail)).toEqual([
      "auto-submitted",
      "content-language",
      "content-type",
      "date",
      "from",
      "message-id",
      "mime-version",
      "subject",
      "to",
      "x-auto-response-suppress",
    ]);
    expect(headers?.get("auto-submitted")).toBe("auto-generated");
    const lateMs = room.newsroom.clock.now().getTime() - Number(taken(mail)[0]?.mail.date);
    expect(Math.abs(lateMs)).toBeLessThan(5000);
  });

  it.each([
    "Bell, Book <victim@star.example>",
    '"Quoted" (comment) victim@star.example; list:',
    "%0d%0aBcc: victim@star.example",
    "=?utf-8?q?=0D=0ABcc:_victim@star.example?=",
    "Zażółć gęślą jaźń 🎉",
  ])("are the same for the name %s, and the recipient is one", async (name) => {
    const [plain, hostile] = [await posted(), await posted({ name, contactName: name })];
    await send(plain, hostile);
    expect(headersOf(hostile)).toEqual(headersOf(plain));
    const [delivered] = taken(hostile);
    expect(delivered?.recipients).toEqual([hostile.email]);
    expect(delivered?.mail.subject).toBe(`Confirm the address of ${name.replace("=?", "= ?")}`);
    expect(delivered?.mail.html).not.toContain("<victim");
  });

  it.each([
    "\r\nBcc: victim@star.example",
    "\u2028Bcc: victim@star.example",
    "\u0085\nBcc: v@star.example\n\n.",
  ])("are the same for a name that breaks lines, should one ever be kept", async (breaks) => {
    const [plain, hostile] = [await posted(), await posted()];
    await room.sql("update organizations set name = name || $2 where contact_email = $1", [
      hostile.email,
      breaks,
    ]);
    await send(plain, hostile);
    expect(headersOf(hostile)).toEqual(headersOf(plain));
    expect(taken(hostile)[0]?.recipients).toEqual([hostile.email]);
    expect(taken(hostile)[0]?.mail.subject).toMatch(/^Confirm the address of Marlhaven Society\s?Bcc: v/);
  });
});
