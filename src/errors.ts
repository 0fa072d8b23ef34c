/**
 * Decisions against a request. An `AppError` is something the newsroom refuses, with a type from the one
 * table below; anything else that is thrown is an accident. `docs/problems.md` explains each type.
 */

export const problemTypes = {
  "malformed-request": { status: 400, title: "The request cannot be read" },
  "invalid-request": { status: 422, title: "The request is not valid" },
  "idempotency-key-reused": { status: 422, title: "The idempotency key was used for another request" },
  "invalid-token": { status: 422, title: "The token is unknown, used or expired" },
  "domain-not-proven": { status: 422, title: "The domain does not show its token" },
  "unknown-key": { status: 401, title: "A valid API key is needed" },
  forbidden: { status: 403, title: "The key does not allow this" },
  "four-eyes": { status: 403, title: "Somebody else has to see it" },
  "organization-suspended": { status: 403, title: "The organisation is suspended" },
  "not-found": { status: 404, title: "There is nothing here" },
  "method-not-allowed": { status: 405, title: "The path does not have this method" },
  "illegal-transition": { status: 409, title: "The release's state does not allow this" },
  "already-claimed": { status: 409, title: "Somebody else holds the claim" },
  "duplicate-external-ref": { status: 409, title: "The external reference is taken" },
  "already-exists": { status: 409, title: "It exists already" },
  "illegal-job-state": { status: 409, title: "The job's state does not allow this" },
  "last-administrator": { status: 409, title: "Nobody else could administer the newsroom" },
  unsubscribed: { status: 409, title: "The reader wants no more mail" },
  "illegal-mail-state": { status: 409, title: "The mail's state does not allow this" },
  "in-use": { status: 409, title: "Something depends on it" },
  "webhook-disabled": { status: 409, title: "The webhook is disabled" },
  "idempotency-key-in-use": { status: 409, title: "A request with this idempotency key is still running" },
  retracted: { status: 410, title: "The article was retracted" },
  killed: { status: 410, title: "The article was taken down" },
  stale: { status: 412, title: "It has changed since it was read" },
  "request-timeout": { status: 408, title: "The request took too long to arrive" },
  "payload-too-large": { status: 413, title: "It is larger than allowed" },
  "uri-too-long": { status: 414, title: "The address is longer than allowed" },
  "unsupported-media-type": { status: 415, title: "The content type is not supported" },
  "range-not-satisfiable": { status: 416, title: "The file has no such part" },
  "precondition-required": { status: 428, title: "If-Match is required" },
  "headers-too-large": { status: 431, title: "The headers are larger than allowed" },
  "rate-limited": { status: 429, title: "Too many requests" },
  "quota-exceeded": { status: 429, title: "The organisation's quota is used up" },
  "internal-error": { status: 500, title: "Something went wrong here" },
  unavailable: { status: 503, title: "The newsroom cannot answer at the moment" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemType = keyof typeof problemTypes;

/** One fault of an invalid request; `pointer` is a JSON pointer into body or query, or names a header or part. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
  readonly choices?: readonly string[];
}

/** A refusal: `detail` is for a person, `members` are what a program can act on. */
export class AppError extends Error {
  readonly type: ProblemType;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    type: ProblemType,
    detail: string,
    members: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = "AppError";
    this.type = type;
    this.members = members;
    this.headers = headers;
  }

  get status(): number {
    return problemTypes[this.type].status;
  }
}

/** The refusal of a request with these faults, all at once and each once. */
export function invalidRequest(...faults: readonly Fault[]): AppError {
  const isSame = (a: Fault, b: Fault) => a.pointer === b.pointer && a.detail === b.detail;
  const errors = faults.filter((fault, at) => faults.findIndex((other) => isSame(other, fault)) === at);
  const [first] = errors;
  const detail = first ? `${first.pointer || "The body"} ${first.detail}` : "The request is not valid";
  return new AppError("invalid-request", errors.length > 1 ? `${errors.length} faults` : detail, { errors });
}

/** What an error names as faults of the request; `undefined` for any other error. */
export function faultsIn(error: unknown): readonly Fault[] | undefined {
  if (!(error instanceof AppError) || error.type !== "invalid-request") return undefined;
  return (error.members.errors ?? []) as readonly Fault[];
}

/** The same refusal of what lies deeper in a body; anything else as it is. */
export function within(pointer: string, error: unknown): unknown {
  const faults = faultsIn(error);
  if (!faults) return error;
  return invalidRequest(...faults.map((fault) => ({ ...fault, pointer: `${pointer}${fault.pointer}` })));
}

/**
 * Does the work, and takes down what it finds wrong with the request; `undefined` where that is something.
 *
 * @throws whatever else the work throws
 */
export async function noting<Done>(
  faults: Fault[],
  work: () => Done,
): Promise<{ readonly done: Awaited<Done> } | undefined> {
  try {
    return { done: await work() };
  } catch (error) {
    const named = faultsIn(error);
    if (!named) throw error;
    faults.push(...named);
    return undefined;
  }
}

/**
 * Looks one after the other, and tells all faults that are found: what is wrong in one place does not hide what is wrong
 * in another.
 *
 * @throws {AppError} `invalid-request`; and at once whatever else a look throws
 */
export async function everyFault<const Looks extends readonly (() => unknown)[]>(
  ...looks: Looks
): Promise<{ -readonly [At in keyof Looks]: Awaited<ReturnType<Looks[At]>> }> {
  const found: unknown[] = [];
  const faults: Fault[] = [];
  for (const look of looks) found.push((await noting(faults, look))?.done);
  if (faults.length > 0) throw invalidRequest(...faults);
  return found as { -readonly [At in keyof Looks]: Awaited<ReturnType<Looks[At]>> };
}

/** The refusal that tells nobody whether the thing exists for somebody else. */
export function notFound(what: string): AppError {
  return new AppError("not-found", `No such ${what}.`);
}
