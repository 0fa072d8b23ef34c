/** Which letters there are, and which of them somebody can do without. Pure. */

/** What an organisation may be told of its releases; it hears of all of it unless it says otherwise. */
export const organizationNotices = [
  "received",
  "changes_requested",
  "rejected",
  "published",
  "corrected",
] as const;
export type OrganizationNotice = (typeof organizationNotices)[number];

/** What somebody of the desk may be told. */
export const staffNotices = ["waiting", "takeover"] as const;
type StaffNotice = (typeof staffNotices)[number];

/** The letters about a release, each with the notice that wants it: who hears of corrections hears of taking down. */
export const noticeOf = {
  received: "received",
  changes_requested: "changes_requested",
  rejected: "rejected",
  published: "published",
  corrected: "corrected",
  retracted: "corrected",
  killed: "corrected",
} as const satisfies Record<string, OrganizationNotice>;

export type ReleaseLetter = keyof typeof noticeOf;
export const releaseLetters = Object.keys(noticeOf) as readonly ReleaseLetter[];

/** Every letter; nobody can do without those that prove a mailbox, or without hearing that a webhook was disabled. */
export type LetterName =
  | ReleaseLetter
  | StaffNotice
  | "confirm_mailbox"
  | "invitation"
  | "webhook_disabled"
  | "confirm_subscription"
  | "digest";
