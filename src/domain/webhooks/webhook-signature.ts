/** Signing what webhooks say, as Standard Webhooks has it (https://www.standardwebhooks.com). Pure. */

import { createHmac } from "node:crypto";

const prefix = "whsec_";

/** The secret in the form that receivers configure, from 24 to 64 random bytes. */
export function printSecret(random: Buffer): string {
  return `${prefix}${random.toString("base64")}`;
}

export interface Message {
  readonly id: string;
  /** Seconds since 1970 of this try. */
  readonly timestamp: number;
  readonly body: string;
}

/** The headers that prove a message, by every secret that is live: a receiver takes the one that it knows. */
export function signedHeaders(
  { id, timestamp, body }: Message,
  secrets: readonly string[],
): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}
