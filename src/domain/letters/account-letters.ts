/** What is mailed so that a mailbox, or a person, can be known again. Pure. */

import { link, paragraph, type Words } from "./layout.ts";

export interface MailboxToConfirm {
  readonly contactName: string;
  readonly organization: string;
  /** The page that asks. */
  readonly url: string;
}

/** Asks whoever reads the mailbox to confirm that it is the organisation's. */
export function confirmationLetter({ contactName, organization, url }: MailboxToConfirm): Words {
  return {
    subject: `Confirm the address of ${organization}`,
    name: contactName,
    parts: [
      paragraph(
        `${organization} was signed up to send news releases. To confirm that this mailbox is its own, open the page below and press the button there.`,
      ),
      link("Confirm the address", url),
      paragraph("The link works once, for seven days."),
    ],
    closing: "If you did not ask for this, do nothing, and nothing more is sent here.",
  };
}

export interface Invitation {
  readonly name: string;
  /** Where the newsroom is. */
  readonly newsroom: string;
  /** The page that asks. */
  readonly url: string;
}

/** Gives somebody who was added to the desk the way to a key. */
export function invitationLetter({ name, newsroom, url }: Invitation): Words {
  return {
    subject: "Your key to the desk",
    name,
    parts: [
      paragraph(
        `You were added to the desk of the newsroom at ${newsroom}. To have a key of your own, open the page below and press the button there.`,
      ),
      link("Have a key made", url),
      paragraph("The key is shown once; the link works once, for seven days."),
    ],
    closing: "If you did not expect this, do nothing.",
  };
}

export interface SubscriptionToConfirm {
  readonly publication: string;
  /** Names of the sections that were asked for; none for all of them. */
  readonly sections: readonly string[];
  /** The page that asks. */
  readonly url: string;
}

/** Asks whoever reads the mailbox whether the daily email is wanted. */
export function subscriptionLetter({ publication, sections, url }: SubscriptionToConfirm): Words {
  const wanted = sections.length > 0 ? `the news of ${sections.join(", ")}` : "all of its news";
  return {
    subject: `Confirm the daily email of ${publication}`,
    sender: publication,
    name: "reader",
    parts: [
      paragraph(
        `Somebody, probably you, asked for the daily email of ${publication} with ${wanted}. To have it, open the page below and press the button there.`,
      ),
      link("Confirm the daily email", url),
      paragraph("The link works once, for seven days."),
    ],
    closing: "If you did not ask for this, do nothing, and nothing more is sent here.",
  };
}
