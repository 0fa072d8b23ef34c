/** Who takes part: the organisations, the administrator who trusts some of them, and an editor. */

import type { Client, Organization, Release } from "./client.ts";
import type { Profile } from "./examples.ts";
import type { Memory } from "./memory.ts";
import type { View } from "./view.ts";

export interface Stage {
  readonly client: Client;
  readonly view: View;
  readonly memory: Memory;
  readonly adminKey: string;
}

/** An idempotency key that is the same at every try of one performance. */
export function once({ memory }: Stage, ...step: string[]): Record<string, string> {
  return { "idempotency-key": [memory.notes.run, ...step].join(":") };
}

/**
 * Keeps what an earlier start remembers if this database remembers it too, and otherwise forgets it.
 * Returns whether there was anything.
 */
export async function recall({ client, memory, adminKey }: Stage): Promise<boolean> {
  const { organizations, parts } = memory.notes;
  const known = await Promise.all([
    ...Object.values(organizations).map(({ id }) =>
      client.find<Organization>(`/v1/admin/organizations/${id}`, adminKey),
    ),
    ...Object.values(parts).map(({ release }) =>
      release === undefined ? true : client.find<Release>(`/v1/admin/releases/${release}`, adminKey),
    ),
  ]);
  if (!known.includes(undefined)) return known.length > 0;
  memory.clear();
  return false;
}

/** Signs up who is not signed up yet, has the administrator give each its trust, and brings in an editor. */
export async function assemble(stage: Stage, profiles: Readonly<Record<string, Profile>>): Promise<void> {
  // On paper first: a key that is made and never written down could not be had again.
  stage.memory.save();
  await Promise.all([
    ...Object.entries(profiles).map(([name, profile]) => signUp(stage, name, profile)),
    hireEditor(stage),
  ]);
}

async function signUp(stage: Stage, name: string, { trust, ...profile }: Profile): Promise<void> {
  const { client, view, memory, adminKey } = stage;
  const { organizations } = memory.notes;
  if (organizations[name]?.trustGiven) return;
  const { body } = await client.call<{ organization: Organization; apiKey: string }>(
    "POST",
    "/v1/organizations",
    { body: profile, headers: once(stage, name, "sign-up") },
  );
  const { id } = body.organization;
  if (trust !== "unverified") {
    await client.call("PATCH", `/v1/admin/organizations/${id}`, { key: adminKey, body: { trust } });
  }
  organizations[name] = { id, apiKey: body.apiKey, trustGiven: true };
  memory.save();
  view.say(`          ${profile.name} signed up; ${trust}`);
}

async function hireEditor(stage: Stage): Promise<void> {
  const { client, memory, adminKey } = stage;
  const { notes } = memory;
  if (notes.editorKey !== undefined) return;
  const { body } = await client.call<{ apiKey: string }>("POST", "/v1/admin/staff", {
    key: adminKey,
    body: { name: "Robin Ashe", email: `editor+${notes.run}@dateline.example`, role: "editor" },
    headers: once(stage, "editor"),
  });
  notes.editorKey = body.apiKey;
  memory.save();
}
