/** The first answer to a request with an idempotency key, kept beside what the request did (ADR-0010). */

import { createHash } from "node:crypto";
import { deriveKey, seal, unseal } from "../adapters/sealing.ts";
import type { Context, Newsroom, Once } from "../context.ts";
import type { Tx } from "../db/client.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";

/** What was answered to a request, byte for byte. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Thrown through the transaction, which thereby ends without a trace, when its answer stands already. */
export class Replay extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super("This request was answered before");
    this.answer = answer;
  }
}

/** A request that carries an idempotency key. */
export interface RepeatableRequest {
  /** Who asks; keys of different callers never meet. */
  readonly caller: string;
  /** Method and route template. */
  readonly route: string;
  readonly key: string;
  /** SHA-256 of everything that makes it this request. */
  readonly hash: Buffer;
  /** Whether the answer holds a secret, which is then kept only under a key that the caller's own key opens. */
  readonly secret: boolean;
}

/** How long an answer is kept; the sweep removes it afterwards. */
const keptFor = "7 days";

/**
 * The recorder of one request. A repeat while the first runs is refused rather than made to wait: the claim is an
 * advisory lock of the transaction, so it ends with the process that held it.
 */
export function answerOnce(
  newsroom: Newsroom,
  request: RepeatableRequest,
  answerTo: (result: unknown) => Answer,
): Once {
  const { caller, route } = request;
  const key = hashKey(request.key);
  const lock = Prisma.sql`pg_try_advisory_xact_lock(hashtextextended(${`${caller} ${route} ${key}`}, 0))`;
  const values = (result: unknown) => {
    const { status, headers, body } = answerTo(result);
    const kept = request.secret ? sealed(body, request.key) : body;
    return Prisma.sql`${caller}, ${route}, ${key}, ${request.hash}, ${status}::int, ${JSON.stringify(headers)}::jsonb,
      ${kept}, ${newsroom.clock.sqlNow} + ${keptFor}::interval`;
  };
  const replay = async (tx: Tx) => {
    const earlier = await findAnswer(tx, request);
    if (earlier) throw new Replay(earlier);
  };
  return {
    replay,
    claim: async (tx) => {
      const [row] = await tx.$queryRaw<{ held: boolean }[]>`select ${lock} as held`;
      if (!row?.held) throw keyInUse();
      await replay(tx);
    },
    record: async (tx, result) => {
      await tx.$executeRaw`${insertAnswer} values (${values(result)})`;
    },
    inline: (result, from) => ({
      held: lock,
      record: Prisma.sql`answer as (${insertAnswer} select ${values(result)} from ${from})`,
    }),
  };
}

const insertAnswer = Prisma.sql`
  insert into idempotency_keys (caller, route, key, request_hash, status, headers, body, expires_at)`;

/**
 * The answer recorded for this request, if it has one.
 *
 * @throws {AppError} `idempotency-key-reused` when the key was another request's
 */
async function findAnswer(tx: Tx, request: RepeatableRequest): Promise<Answer | undefined> {
  const { caller, route } = request;
  const earlier = await tx.idempotencyKey.findUnique({
    where: { caller_route_key: { caller, route, key: hashKey(request.key) } },
  });
  if (!earlier) return undefined;
  if (!request.hash.equals(earlier.requestHash)) {
    throw new AppError("idempotency-key-reused", "This idempotency key was used for another request.");
  }
  const body = request.secret ? opened(earlier.body, request.key) : earlier.body;
  return { status: earlier.status, headers: earlier.headers as Record<string, string>, body };
}

/** Answers a repeat as the first time, whatever stands in its way since; else what stands in its way is thrown. */
export async function replayOrThrow({ once, db }: Context, obstacle: unknown): Promise<never> {
  await once?.replay(db);
  throw obstacle;
}

/** The refusal of a request whose twin is still running. */
export function keyInUse(): AppError {
  return new AppError(
    "idempotency-key-in-use",
    "A request with this idempotency key is still running; try again.",
    {},
    { "retry-after": "1" },
  );
}

/** Keys are kept hashed, so that a sealed answer cannot be opened with what lies beside it. */
function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

const keyFrom = (key: string) => deriveKey(key, "idempotent answer");

function sealed(body: string, key: string): string {
  return Buffer.from(seal(body, keyFrom(key))).toString("base64");
}

function opened(body: string, key: string): string {
  return unseal(Buffer.from(body, "base64"), keyFrom(key));
}
