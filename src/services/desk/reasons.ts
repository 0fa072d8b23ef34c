/** Whom a decision's words are for: what the submitter reads of it, and what stays with the desk. */

import type { Tx } from "../../db/client.ts";
import { invalidRequest } from "../../errors.ts";
import type { Move } from "../transition.ts";

/** A decision, and what an editor says of it. */
export interface Reasoned {
  readonly decision: "approve" | "reject" | "request_changes";
  /** One of the publication's codes; or free words, which are the desk's where there is a message for the submitter. */
  readonly reason?: string | undefined;
  /** For the submitter. */
  readonly message?: string | undefined;
  /** For the desk alone. */
  readonly note?: string | undefined;
}

type Words = Pick<Move, "reason" | "reasonCode" | "note">;

/**
 * The words of a decision, by the codes that the publication has at this moment.
 *
 * @throws {AppError} `invalid-request` for a refusal without words to the submitter, and for a code of another decision
 */
export async function wordsOf(tx: Tx, publicationId: string, review: Partial<Reasoned>): Promise<Words> {
  const { decision = "approve", reason, message, note } = review;
  const coded = await codedReason(tx, publicationId, review);
  if (coded) return { reason: together([coded.message, message]), reasonCode: coded.code, note };
  if (decision !== "approve" && !message && !reason) {
    throw invalidRequest({ pointer: "/message", detail: "must tell the submitter why" });
  }
  return message ? { reason: message, note: together([reason, note]) } : { reason, note };
}

async function codedReason(
  tx: Tx,
  publicationId: string,
  { decision, reason }: Partial<Reasoned>,
): Promise<{ readonly code: string; readonly message: string } | undefined> {
  if (decision === undefined || reason === undefined) return undefined;
  const found = await tx.reviewReason.findUnique({
    where: { publicationId_code: { publicationId, code: reason } },
  });
  if (!found || found.decisions.includes(decision)) return found ?? undefined;
  const others = await tx.reviewReason.findMany({
    where: { publicationId, decisions: { has: decision } },
    orderBy: [{ position: "asc" }, { code: "asc" }],
    select: { code: true },
  });
  throw invalidRequest({
    pointer: "/reason",
    detail: `"${reason}" is no reason to ${decision.replaceAll("_", " ")}`,
    choices: others.map(({ code }) => code),
  });
}

function together(parts: readonly (string | undefined)[]): string | undefined {
  return parts.filter((part) => part !== undefined).join("\n\n") || undefined;
}
