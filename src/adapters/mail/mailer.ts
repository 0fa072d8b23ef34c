/** Sending a mail: over SMTP, or into a folder as `.eml` files where no server is configured. */

import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { mailFailureOf } from "./failure.ts";

interface Letter {
  /** Of the mail's row; names the message, so that a repeat is the same message. */
  readonly id: string;
  readonly to: string;
  /** What the sender is called, where not as `from` says. */
  readonly sender?: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html?: string | undefined;
  /** Where a POST ends what comes again and again. */
  readonly unsubscribeUrl?: string | undefined;
  /** When it says that it was sent. */
  readonly at: Date;
}

export interface Mailer {
  /** Hands the letter over, within `sendWithinMs`. Throws a `MailFailure` when it was not known to be taken. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

export interface MailerOptions {
  readonly smtpUrl: string | undefined;
  readonly from: string;
  /** The host in message ids. */
  readonly host: string;
  readonly outboxDir: string;
}

/** After so long without an outcome a mail is given up, whatever the server is doing. */
const sendWithinMs = 120_000;
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 };
/** Connections to the server at the most, each of which sends one mail after the other. */
const maxConnections = 8;
const longestSubject = 250;

/** Opens the way that the configuration names. */
export function openMailer(options: MailerOptions): Mailer {
  return options.smtpUrl === undefined ? outbox(options) : smtp(options, options.smtpUrl);
}

function messageFrom(
  { from, host }: MailerOptions,
  { id, to, sender, subject, text, html, unsubscribeUrl, at }: Letter,
) {
  return {
    from: sender === undefined ? from : { name: oneLine(sender), address: addressIn(from) },
    // A structured address cannot smuggle in a second recipient.
    to: { name: "", address: to },
    subject: oneLine(subject),
    text,
    html,
    date: at,
    messageId: `<${id}@${host}>`,
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "Content-Language": "en",
      ...(unsubscribeUrl && {
        "List-Unsubscribe": `<${unsubscribeUrl}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The address itself in `NAME <ADDRESS>`. */
function addressIn(from: string): string {
  return /<(.+)>$/.exec(from)?.[1] ?? from;
}

/**
 * What a header holds: whatever breaks a line is a space, also where only some programs think that it does. What looks
 * like an encoded word of RFC 2047 is parted, or its reader would decode what nobody encoded.
 */
function oneLine(text: string): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll("=?", "= ?")
    .trim();
  return [...line].slice(0, longestSubject).join("");
}

function smtp(options: MailerOptions, url: string): Mailer {
  const transport = createTransport({ url, pool: true, maxConnections, ...timeouts });
  const contents = new Map<string, Readable>();
  // The content is read when the server has asked for it, and only then.
  transport.use("stream", ({ data, message }, done) => {
    message.processFunc((content) => {
      contents.set(String(data.messageId), content);
      return content;
    });
    done();
  });
  // A connection that breaks while it rests concerns no mail.
  transport.on("error", () => undefined);
  return {
    send: async (letter) => {
      const message = messageFrom(options, letter);
      try {
        await transport.sendMail({ ...message, signal: AbortSignal.timeout(sendWithinMs) });
      } catch (error) {
        throw mailFailureOf(error, contents.get(message.messageId)?.readableDidRead ?? false);
      } finally {
        contents.delete(message.messageId);
      }
    },
    close: () => transport.close(),
  };
}

function outbox(options: MailerOptions): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "unix" });
  const keep = async (letter: Letter) => {
    const { message } = await transport.sendMail(messageFrom(options, letter));
    await mkdir(options.outboxDir, { recursive: true });
    const path = join(options.outboxDir, `${letter.id}.eml`);
    await writeFile(`${path}.part`, message);
    await rename(`${path}.part`, path);
  };
  return {
    send: (letter) =>
      keep(letter).catch((error: unknown) => {
        throw mailFailureOf(error, false);
      }),
    close: () => transport.close(),
  };
}
