/** Sending an example and taking it through its life, as its organisation and an editor would. */

import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { severities } from "../../src/domain/releases/moderation.ts";
import type { Page, Release, ReleaseEvent } from "./client.ts";
import { type Example, examplesFolder, twinOf } from "./examples.ts";
import { follow, readAsReader, type Watch } from "./follow.ts";
import { once, type Stage } from "./stage.ts";

/** Releases under way at the same time: lively, and still to be followed with the eye. */
const lanes = 3;

/**
 * Plays the examples that have not ended yet, in order and some at a time. One that fails is told and leaves the
 * others alone; its next chance is the next start.
 */
export async function playAll(stage: Stage, examples: readonly Example[]): Promise<void> {
  const played = new Map<Example, Promise<void>>();
  const waiting = examples.filter(({ name }) => !stage.memory.part(name).ended).values();
  const playInTurn = async () => {
    for (const example of waiting) {
      const twin = twinOf(example, examples);
      const playing = Promise.resolve(twin && played.get(twin)).then(() => playOne(stage, example));
      played.set(example, playing);
      await playing;
    }
  };
  await Promise.all(Array.from({ length: lanes }, playInTurn));
}

async function playOne(stage: Stage, example: Example): Promise<void> {
  const { view } = stage;
  try {
    await play(stage, example);
  } catch (error) {
    if (!(error instanceof Error) || error.name === "AbortError") throw error;
    view.tell(example.name, view.paint("red", `failed: ${error.message}`));
  } finally {
    view.show(example.name, undefined);
  }
}

async function play(stage: Stage, example: Example): Promise<void> {
  const { memory } = stage;
  const part = memory.part(example.name);
  const key = memory.notes.organizations[example.organization]?.apiKey;
  if (key === undefined) throw new Error(`organizations.json has no "${example.organization}"`);
  const told = part.release === undefined ? [] : await eventsSoFar(stage, part.release, key);
  part.release ??= await send(stage, example, key);
  memory.save();
  const watch: Watch = { example, releaseId: part.release, key, told: new Set(told), looks: 0 };

  let release = await follow(stage, watch);
  part.rested ??= { status: release.status, rules: rulesOf(release) };
  memory.save();
  if (release.status === "changes_requested" && example.fixedBy) {
    await mend(stage, watch, example.fixedBy);
    release = await follow(stage, watch);
  }
  if (release.status === "needs_review" && example.expect.then === "approve") {
    await approve(stage, watch);
    release = await follow(stage, watch);
  }
  part.ended = { status: release.status, ...(await readAsReader(stage, watch, release)) };
  memory.save();
}

/** The rules that found something, the gravest first. */
function rulesOf({ moderation }: Release): string[] {
  const findings = (moderation?.findings ?? []).toSorted(
    (one, other) => severities.indexOf(other.severity) - severities.indexOf(one.severity),
  );
  return [...new Set(findings.map(({ rule }) => rule))];
}

async function eventsSoFar({ client }: Stage, releaseId: string, key: string): Promise<string[]> {
  const { items } = await client.get<Page<ReleaseEvent>>(`/v1/releases/${releaseId}/events`, key);
  return items.map(({ id }) => id);
}

async function send(stage: Stage, example: Example, key: string): Promise<string> {
  const { client, view, memory } = stage;
  const { name, title, release, embargoSeconds, attachments } = example;
  view.tell(name, view.paint("bold", release.headline));
  view.tell(name, view.paint("gray", `  ${title}`));
  view.show(name, () => "on its way to the newsroom");
  const files: string[] = [];
  for (const file of attachments) files.push(await sendFile(stage, example, file, key));
  const part = memory.part(name);
  if (embargoSeconds !== undefined) {
    part.embargoedUntil ??= new Date(Date.now() + embargoSeconds * 1000).toISOString();
    memory.save();
  }
  const { embargoedUntil } = part;
  const body = {
    ...release,
    ...(embargoedUntil !== undefined && { embargoedUntil }),
    ...(files.length > 0 && { attachments: files }),
  };
  const sent = await client.call<Release>("POST", "/v1/releases", {
    key,
    body,
    headers: once(stage, name, "release"),
  });
  return sent.body.id;
}

async function sendFile(stage: Stage, { name }: Example, file: string, key: string): Promise<string> {
  const { client, view } = stage;
  const form = new FormData();
  form.set("file", new Blob([await readFile(join(examplesFolder, file))]), basename(file));
  const { body } = await client.call<{ id: string; contentType: string; bytes: number }>(
    "POST",
    "/v1/assets",
    { key, body: form, headers: once(stage, name, file) },
  );
  const words = `  file ${basename(file)} taken: ${body.contentType}, ${Math.round(body.bytes / 1024)} KB`;
  view.tell(name, view.paint("gray", words));
  return body.id;
}

/** As the submitter: changes what the findings name, on the version that was read, and sends it again. */
async function mend(stage: Stage, { example, releaseId, key }: Watch, patch: object): Promise<void> {
  const { client } = stage;
  const { headers } = await client.call<Release>("GET", `/v1/releases/${releaseId}`, { key });
  await client.call("PATCH", `/v1/releases/${releaseId}`, {
    key,
    body: patch,
    headers: { "if-match": headers.get("etag") ?? "" },
  });
  await client.call("POST", `/v1/releases/${releaseId}/submission`, {
    key,
    headers: once(stage, example.name, "submission"),
  });
}

/** As the editor, who has read it and knows whom to call. */
async function approve(stage: Stage, { example, releaseId }: Watch): Promise<void> {
  const { client, memory } = stage;
  await client.call("POST", `/v1/admin/releases/${releaseId}/reviews`, {
    key: memory.notes.editorKey,
    body: { decision: "approve", reason: "I rang the number and spoke to the owner." },
    headers: once(stage, example.name, "review"),
  });
}
