/**
 * A language model behind an OpenAI-compatible endpoint: one question, one answer in JSON. It is left alone for a while
 * when it fails several times in a row, so that a dead one costs nobody a time-out.
 */

import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { z } from "zod";
import { openEgress } from "./egress/egress.ts";
import { EgressFailure } from "./egress/failure.ts";
import { machineResolver } from "./egress/resolver.ts";

/** Why there is no answer. Not an accident of ours: who asked decides what it means. */
export class ModelFailure extends Error {
  override readonly name = "ModelFailure";
  /** From a short list: those of `EgressFailure`, `status-500` and the like, `wrong-answer`, `resting`. */
  readonly reason: string;
  /** Whether the same question may be answered later. */
  readonly isPassing: boolean;

  constructor(reason: string, isPassing: boolean) {
    super(reason);
    this.reason = reason;
    this.isPassing = isPassing;
  }
}

interface ModelQuestion {
  readonly instructions: string;
  readonly material: string;
  /** The JSON Schema that the answer has to follow. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface LanguageModel {
  /** The model's name at its endpoint. */
  readonly name: string;
  /** How long a question may take, in milliseconds. */
  readonly patienceMs: number;
  /** Whether it is being left alone at this moment. */
  isResting(): boolean;
  /**
   * The answer, parsed and not looked at.
   *
   * @throws {ModelFailure} when there is none
   */
  ask(question: ModelQuestion): Promise<unknown>;
  close(): Promise<void>;
}

const connectMs = 5000;
/** So many failures in a row, and it rests. */
const patientWith = 5;
const restMs = 30_000;

/** What the protocol promises of an answer, as far as it is needed here. */
const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/** Opens the way to a model; `onRest` hears when it is left alone, and when it answers again. */
export function openLanguageModel(options: {
  readonly baseUrl: string;
  readonly key: string | undefined;
  readonly name: string;
  readonly patienceMs: number;
  readonly onRest: (isResting: boolean, reason?: string) => void;
}): LanguageModel {
  const { baseUrl, key, name, patienceMs, onRest } = options;
  // The operator chose the address, so it may be in our own network.
  const patience = { connectMs: Math.min(connectMs, patienceMs), answerMs: patienceMs };
  const egress = openEgress({ resolver: machineResolver, allowPrivate: true, patience });
  const headers = {
    "content-type": "application/json",
    accept: "application/json",
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  const send = async (question: ModelQuestion) => {
    const body = JSON.stringify(requestFor(name, question));
    const sent = egress.send({ method: "POST", url: `${baseUrl}/chat/completions`, headers, body });
    return sent.catch((error: unknown) => {
      throw error instanceof EgressFailure ? new ModelFailure(error.reason, true) : error;
    });
  };
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof ModelFailure && error.isPassing),
    { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(patientWith) },
  );
  let restsUntil = 0;
  breaker.onBreak((failure) => {
    restsUntil = Date.now() + restMs;
    onRest(true, "error" in failure ? failure.error.message : undefined);
  });
  breaker.onReset(() => onRest(false));
  return {
    ...{ name, patienceMs },
    isResting: () => Date.now() < restsUntil,
    ask: (question) =>
      breaker
        .execute(async () => contentOf(await send(question)))
        .catch((error: unknown) => {
          throw error instanceof BrokenCircuitError ? new ModelFailure("resting", true) : error;
        }),
    close: () => egress.close(),
  };
}

/** Only what every server of the protocol understands. */
function requestFor(model: string, { instructions, material, schema }: ModelQuestion) {
  return {
    model,
    messages: [
      { role: "system", content: instructions },
      { role: "user", content: material },
    ],
    response_format: { type: "json_schema", json_schema: { name: "answer", strict: true, schema } },
  };
}

/** What the question itself is to blame for, and would be again. */
const ourFault = [400, 413, 422];

function contentOf({ status, body }: { readonly status: number; readonly body: string }): unknown {
  if (status !== 200) throw new ModelFailure(`status-${status}`, !ourFault.includes(status));
  const whole = completion.safeParse(parsed(body));
  const content = parsed(whole.data?.choices[0]?.message.content ?? "");
  if (content === undefined) throw new ModelFailure("wrong-answer", false);
  return content;
}

/** `undefined` for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
