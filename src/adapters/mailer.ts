/** Sending a mail: over SMTP, or into a folder as `.eml` files where no server is configured. */

import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";

export interface Letter {
  /** Of the mail's row; names the message, so that a repeat is the same message. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Hands the letter over. Throws when the server did not take it. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Opens the way that the configuration names. */
export function openMailer(options: {
  smtpUrl: string | undefined;
  from: string;
  /** The host in message ids. */
  host: string;
  outboxDir: string;
}): Mailer {
  const compose = ({ id, to, subject, text }: Letter) => ({
    from: options.from,
    // A structured address cannot smuggle in a second recipient.
    to: { name: "", address: to },
    subject,
    text,
    messageId: `<${id}@${options.host}>`,
  });
  if (options.smtpUrl !== undefined) {
    const transport = createTransport({ url: options.smtpUrl, pool: true, ...timeouts });
    return {
      send: async (letter) => void (await transport.sendMail(compose(letter))),
      close: () => transport.close(),
    };
  }
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "unix" });
  return {
    send: async (letter) => {
      const { message } = await transport.sendMail(compose(letter));
      await mkdir(options.outboxDir, { recursive: true });
      const path = join(options.outboxDir, `${letter.id}.eml`);
      await writeFile(`${path}.part`, message);
      await rename(`${path}.part`, path);
    },
    close: () => transport.close(),
  };
}
