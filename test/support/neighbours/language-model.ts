/** A language model that plays the chat protocol on a port of its own: answers as it is told to, and remembers what it was asked. */

import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { openServer } from "./own-server.ts";

interface Asked {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: any;
}

/** What the model says, as the content of its message; or whatever else with the response. */
type Behaviour = (asked: Asked, response: ServerResponse) => unknown;

export interface Model {
  readonly baseUrl: string;
  readonly asked: Asked[];
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** A finding as the model words it. */
export function objection(given: Record<string, unknown> = {}): Record<string, unknown> {
  const message = "The carpenters are not named.";
  return { severity: "warning", field: "body", message, passage: "Two carpenters and a mason", ...given };
}

/** Opens one; it finds nothing until told otherwise. */
export async function openModel(): Promise<Model> {
  const asked: Asked[] = [];
  let behaviour: Behaviour = () => ({ findings: [] });
  const { origin, close } = await openServer((request, text, response) => {
    const question = { url: String(request.url), headers: request.headers, text, body: JSON.parse(text) };
    asked.push(question);
    const said = behaviour(question, response);
    if (said !== undefined) say(response, said);
  });
  return {
    ...{ baseUrl: `${origin}/v1`, asked, close },
    behave: (next) => {
      behaviour = next;
    },
  };
}

/** Answers with this as the message's content: text as it is, anything else as JSON. */
export function say(response: ServerResponse, said: unknown): void {
  const content = typeof said === "string" ? said : JSON.stringify(said);
  const message = { role: "assistant", content };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 1_795_000_000,
      model: "small",
      choices: [{ index: 0, message, finish_reason: "stop" }],
      usage: { prompt_tokens: 900, completion_tokens: 40, total_tokens: 940 },
    }),
  );
}
