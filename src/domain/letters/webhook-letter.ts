/** What the owner of a webhook is told when the newsroom sends it nothing any more. Pure. */

import { link, paragraph, type Words } from "./layout.ts";

export interface DisabledWebhook {
  readonly contactName: string;
  /** The organisation or publication whose it is. */
  readonly owner: string;
  /** Scheme, host and port alone: what follows may be what lets a sender in. */
  readonly origin: string;
  readonly description: string | null;
  readonly reason: "gone" | "failing";
  /** Where programs find it. */
  readonly url: string;
}

const reasons = {
  gone: "It answered 410, which says that it is gone.",
  failing: "For three days it has taken nothing at all.",
} as const;

/** Says that an endpoint was disabled, why, and how it hears again of what it missed. */
export function disabledWebhookLetter(webhook: DisabledWebhook): Words {
  const { contactName, owner, origin, description, reason, url } = webhook;
  const named = description === null ? origin : `${origin} (${description})`;
  return {
    subject: `Webhook disabled: ${origin}`,
    name: contactName,
    parts: [
      paragraph(
        `${owner} has a webhook at ${named}. ${reasons[reason]} It was disabled, and is sent nothing any more.`,
      ),
      paragraph(
        `When it is back, enable it with PATCH ${url} {"disabled": false}, and ask for what it missed with POST ${url}/replays. Nothing is recorded for it while it is disabled.`,
      ),
      link("What it was sent, and what it answered", `${url}/deliveries`),
    ],
    closing: `This came because ${owner} has this webhook. If nobody needs it, remove it with DELETE ${url}, and nothing more is said of it.`,
  };
}
