/** `npm run -s evaluate`: measures a text component on a file of labelled texts and prints one JSON object. */

import { parseArgs } from "node:util";
import { InputError } from "./evaluation/json-lines.ts";
import { tasks } from "./evaluation/tasks.ts";

const usage = "usage: npm run -s evaluate -- --task TASK [--train FILE] [--corpus FILE] --test FILE";

function readArguments() {
  try {
    const text = { type: "string" } as const;
    return parseArgs({ options: { task: text, train: text, corpus: text, test: text } }).values;
  } catch (error) {
    throw new InputError(`${error instanceof Error ? error.message : error}; ${usage}`);
  }
}

async function evaluate(): Promise<object> {
  const { task, train, corpus, test } = readArguments();
  const run = Object.entries(tasks).find(([name]) => name === task)?.[1];
  const known = Object.keys(tasks).join(", ");
  if (!run || task === undefined) throw new InputError(`no task "${task ?? ""}"; there are: ${known}`);
  if (test === undefined) throw new InputError(`--test is missing; ${usage}`);
  return { task, ...(await run({ train, corpus, test })) };
}

try {
  console.log(JSON.stringify(await evaluate()));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.error(`evaluate: ${error.message.replaceAll("\n", " ")}`);
  process.exitCode = 2;
}
