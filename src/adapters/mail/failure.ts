/** Why a mail was not sent, as one of a short closed list instead of a library's errors. */

/**
 * - `refused`: it was not taken, or nobody was there, and it may be taken later
 * - `rejected`: it is not taken, and would not be taken later
 * - `unanswered`: all of it was handed over, and nobody said what became of it
 */
export type MailTrouble = "refused" | "rejected" | "unanswered";

/** A mail that was not known to be taken. Not an accident of ours: who sent it decides what it means. */
export class MailFailure extends Error {
  override readonly name = "MailFailure";
  readonly trouble: MailTrouble;

  /** @param words what the server or the system said; it may hold an address */
  constructor(trouble: MailTrouble, words: string, cause: unknown) {
    super(words, { cause });
    this.trouble = trouble;
  }
}

/** As nodemailer says it: what the server answered, if it did, to which part of the conversation. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

/**
 * The failure that an error of the library stands for. An answer is an answer, whenever it comes; without one, what
 * counts is whether the server had the whole message.
 */
export function mailFailureOf(error: unknown, handedOver: boolean): MailFailure {
  const { code = "", responseCode, message } = error as SmtpError;
  // A login that is refused is not the fault of the mail.
  const isAboutMail = code === "EENVELOPE" || code === "EMESSAGE";
  if (responseCode !== undefined) {
    return new MailFailure(isAboutMail && responseCode >= 500 ? "rejected" : "refused", message, error);
  }
  if (handedOver) return new MailFailure("unanswered", message, error);
  return new MailFailure(isAboutMail ? "rejected" : "refused", message, error);
}
