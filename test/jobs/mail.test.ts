import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Letter } from "../../src/adapters/mailer.ts";
import { systemContext } from "../../src/context.ts";
import { sendMail } from "../../src/services/pipeline/mail.ts";
import { openNewsroom, type TestNewsroom, until } from "../support/newsroom.ts";

const minute = 60_000;
let room: TestNewsroom;
/** Every letter that was handed over, in order. */
const sent: Letter[] = [];

beforeAll(async () => {
  room = await openNewsroom({ working: false });
  const { mailer } = room.newsroom;
  const counting: typeof mailer = {
    ...mailer,
    send: async (letter) => {
      await mailer.send(letter);
      sent.push(letter);
    },
  };
  Object.assign(room.newsroom, { mailer: counting });
});
afterAll(() => room.close());

/** A mail in the post, by signing an organisation up. */
async function posted(): Promise<string> {
  const email = `${randomUUID()}@society.example`;
  const signedUp = await room.reader.post("/v1/organizations", {
    name: "Marlhaven Society",
    contact: { name: "Ruth Okafor", email },
  });
  expect(signedUp.status).toBe(201);
  const [mail] = await room.sql("select id from mails where to_address = $1", [email]);
  return mail?.id;
}
const send = (id: string) => sendMail(systemContext(room.newsroom, "mail"), id);
const rowOf = async (id: string) => (await room.sql("select * from mails where id = $1", [id]))[0]!;
const timesSent = (id: string) => sent.filter((letter) => letter.id === id).length;

describe("sending a mail", () => {
  it("sends it once when it runs several times at once", async () => {
    const id = await posted();
    await Promise.all([send(id), send(id), send(id)]);
    expect(timesSent(id)).toBe(1);
  });

  it("sends nothing when it comes again", async () => {
    const id = await posted();
    await send(id);
    await send(id);
    expect(timesSent(id)).toBe(1);
    expect(await rowOf(id)).toMatchObject({ status: "sent", attempts: 1 });
  });

  it("sends nothing before its time", async () => {
    const id = await posted();
    await room.sql("update mails set next_attempt_at = now() + interval '1 hour' where id = $1", [id]);
    await send(id);
    expect(timesSent(id)).toBe(0);
  });

  it("sends nothing that was given up, and nothing that there is not", async () => {
    const id = await posted();
    await room.sql("update mails set status = 'failed' where id = $1", [id]);
    await send(id);
    await send("01980000-0000-7000-8000-000000000000");
    expect(timesSent(id)).toBe(0);
  });

  it("tries again later when it was not taken, and then sends it once", async () => {
    const outbox = join(room.newsroom.config.dataDir, "outbox");
    const id = await posted();
    await rm(outbox, { recursive: true, force: true });
    await writeFile(outbox, "in the way");
    await send(id);
    await send(id);
    expect(await rowOf(id)).toMatchObject({ status: "due", attempts: 1, last_error: expect.any(String) });
    await rm(outbox);
    room.clock.travel(2 * minute);
    await room.startWorking();
    await until(async () => (await rowOf(id)).status === "sent");
    await room.stopWorking();
    expect(timesSent(id)).toBe(1);
  });

  it("waits longer after every try, and gives up in the end", async () => {
    const outbox = join(room.newsroom.config.dataDir, "outbox");
    await rm(outbox, { recursive: true, force: true });
    await writeFile(outbox, "in the way");
    const id = await posted();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await send(id);
      const next = (await rowOf(id)).next_attempt_at.getTime() - room.newsroom.clock.now().getTime();
      waits.push(Math.round(next / minute));
      room.clock.travel(next + 1000);
    }
    await rm(outbox);
    expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(Math.max(...waits)).toBe(12 * 60);
    expect(await rowOf(id)).toMatchObject({ status: "failed", attempts: 12 });
  });
});
