/** A newsroom with readers of its daily email, a mail server, and news. */

import { randomUUID } from "node:crypto";
import { systemContext } from "../../../src/context.ts";
import { gatherRecipients } from "../../../src/services/digests/gather.ts";
import { startDigest } from "../../../src/services/digests/start.ts";
import { sendMails } from "../../../src/services/mail/send.ts";
import { aRelease } from "../../support/builders.ts";
import { openPostOffice, type PostOffice } from "../../support/neighbours/smtp.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";

export interface DigestRoom {
  readonly room: TestNewsroom;
  readonly office: PostOffice;
  /** Publishes an article in a section and returns it. */
  published(category?: string): Promise<Record<string, any>>;
  /** Adds readers who have confirmed, and returns their addresses. */
  readers(count: number, categories?: readonly string[]): Promise<string[]>;
  /** Moves the clock just past the next hour of the digest. */
  travelToHour(): Promise<void>;
  /** The steps of the job, each for itself. */
  start(): Promise<void>;
  gather(): Promise<void>;
  /** Sends what the digests have in the post. */
  send(): Promise<void>;
  /** The three steps, one after the other. */
  all(): Promise<void>;
  /** Readers of a digest that has started and been gathered, with nothing sent yet. */
  gathered(readers?: number): Promise<{ emails: string[]; release: Record<string, any> }>;
  /** The newest digest as the desk sees it. */
  latest(): Promise<Record<string, any>>;
  /** How often each address got a digest. */
  got(emails: readonly string[]): number[];
  /** What an address got, as it reads. */
  read(email: string): string;
  close(): Promise<void>;
}

/** Opens one in which nothing is done unasked, with its first digest reckoned. */
export async function openDigestRoom(env: Record<string, string> = {}): Promise<DigestRoom> {
  const office = await openPostOffice();
  const room = await openNewsroom({
    working: false,
    env: { SMTP_URL: office.url, RATE_LIMITS: "off", ...env },
  });
  const [main] = await room.sql("select id from publications where slug = 'main'");
  const id: string = main?.id;
  const ctx = systemContext(room.newsroom, "digest");
  let issuer: TestOrganization | undefined;
  const digestsTo = (email: string) =>
    office.taken.filter(
      ({ recipients, source }) => recipients.includes(email) && /^List-Unsubscribe:/m.test(source),
    );
  const self: DigestRoom = {
    room,
    office,
    published: async (category = "society") => {
      issuer ??= await room.organization();
      const { body } = await issuer.post("/v1/releases", aRelease());
      await room.startWorking();
      const settled = await room.settled(issuer, body.id, "published", "needs_review");
      await room.stopWorking();
      await room.sql("update articles set category_slug = $2 where release_id = $1", [body.id, category]);
      if (settled.status !== "published") throw new Error(`The release is ${settled.status}`);
      return settled;
    },
    readers: async (count, categories = []) => {
      const emails = Array.from({ length: count }, () => `${randomUUID()}@reader.example`);
      for (const email of emails) {
        const body = { email, categories, confirmed: true };
        const { status } = await room.admin.post("/v1/admin/subscribers", body);
        if (status !== 201) throw new Error(`The reader was not added: ${status}`);
      }
      return emails;
    },
    travelToHour: async () => {
      await startDigest(ctx, id);
      const [row] = await room.sql("select next_digest_at as at from publications where id = $1", [id]);
      room.clock.travel(row?.at.getTime() - room.newsroom.clock.now().getTime() + 50);
    },
    start: () => startDigest(ctx, id),
    gather: () => gatherRecipients(ctx, id),
    send: async () => {
      const due = await room.sql(
        "select id from mails where status = 'due' and digest_id is not null order by id",
      );
      await sendMails(
        systemContext(room.newsroom, "digest-mail"),
        due.map((mail) => mail.id),
      );
    },
    all: async () => {
      await self.start();
      await self.gather();
      await self.send();
    },
    gathered: async (readers = 3) => {
      const emails = await self.readers(readers);
      const release = await self.published();
      await self.travelToHour();
      await self.start();
      await self.gather();
      return { emails, release };
    },
    latest: async () => (await room.admin.get("/v1/admin/digests?limit=1")).body.items[0],
    got: (emails) => emails.map((email) => digestsTo(email).length),
    read: (email) => digestsTo(email).at(-1)?.mail.text ?? "",
    close: async () => {
      await room.close();
      await office.close();
    },
  };
  return self;
}

/** Whether every candidate of a digest is in one of its other numbers. */
export function accounts({ candidates, sent, skipped, failed, waiting }: Record<string, any>): boolean {
  return candidates === sent + skipped + failed + waiting;
}
