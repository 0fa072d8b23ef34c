/** What leaves about a key: never what proves it. And what a rotation asks for. */

import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { KeyDescription, NewKey } from "../../services/organizations/keys/keys.ts";
import type { Shown } from "../answer.ts";
import { instantOut, iso, isoOrNull } from "../representations.ts";

export const keyOut = z
  .object({
    id: z.uuid(),
    label: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    expiresAt: instantOut.nullable(),
    lastUsedAt: instantOut.nullable(),
    dormantAt: instantOut.meta({ description: "When it is refused, unless it is used before." }),
    createdAt: instantOut,
  })
  .meta({ id: "Key" });

export const newKeyOut = keyOut.extend({ apiKey: z.string() }).meta({ id: "NewKey" });

/** The body of a rotation. */
export const rotation = z.strictObject({
  overlapHours: z.int().min(0).max(168).default(24).meta({ description: "How long both keys work." }),
});

function representKey({ id, label, prefix, scopes, ...times }: KeyDescription): z.output<typeof keyOut> {
  const { expiresAt, lastUsedAt, dormantAt, createdAt } = times;
  return {
    ...{ id, label, prefix, scopes: [...scopes] },
    ...{ expiresAt: isoOrNull(expiresAt), lastUsedAt: isoOrNull(lastUsedAt) },
    ...{ dormantAt: iso(dormantAt), createdAt: iso(createdAt) },
  };
}

/** A list of keys, which comes whole. */
export function representKeys(keys: readonly KeyDescription[]) {
  return { items: keys.map(representKey), nextCursor: null };
}

/** A key just made, with what proves it, this once. */
export function representNewKey(request: FastifyRequest, path: string, { key, ...described }: NewKey): Shown {
  return {
    status: 201,
    headers: { location: `${request.context.config.baseUrl}/v1${path}/${described.id}` },
    body: { ...representKey(described), apiKey: key },
  };
}
