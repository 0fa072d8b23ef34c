/** Why nothing was answered out there, as one of a short closed list instead of a library's errors. */

export type EgressReason =
  | "invalid-url"
  | "private-address"
  | "unresolved"
  | "refused"
  | "unreachable"
  | "timeout"
  | "tls"
  | "reset"
  | "bad-answer";

/** A request that came to no answer. Not an accident of ours: who asked decides what it means. */
export class EgressFailure extends Error {
  override readonly name = "EgressFailure";
  readonly reason: EgressReason;

  constructor(reason: EgressReason, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/** The first that an error's code or name matches. */
const signs: readonly (readonly [RegExp, EgressReason])[] = [
  [/^ECONNREFUSED$/, "refused"],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED)$/, "reset"],
  [/TIMEOUT|^ETIMEDOUT$|^TimeoutError$/, "timeout"],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES|EPERM|EINVAL)$/, "unreachable"],
  [/^(HPE_|HTTPParserError$|UND_ERR_)/, "bad-answer"],
  [/TLS|SSL|CERT|^EPROTO$|SELF_SIGNED|UNABLE_TO|CRL|ISSUER|HOSTNAME/, "tls"],
];

/** The failure that an error of the connection or of the library stands for; what is none of them is unreachable. */
export function failureOf(error: unknown): EgressFailure {
  if (error instanceof EgressFailure) return error;
  const { code, name } = error as NodeJS.ErrnoException;
  const sign = typeof code === "string" ? code : String(name);
  const known = signs.find(([pattern]) => pattern.test(sign));
  return new EgressFailure(known ? known[1] : "unreachable", error);
}
