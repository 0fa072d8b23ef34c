/** Checking a release that is sent and not stored: the very judgement that moderation would make. */

import type { Context } from "../context.ts";
import { copyOf, type ReleaseInput } from "../domain/releases/release.ts";
import { invalidRequest } from "../errors.ts";
import { type Judgement, judge, readCopy } from "./pipeline/judge.ts";
import { findModels } from "./pipeline/models-in-force.ts";
import { findPack } from "./pipeline/packs-in-force.ts";
import { unknownPublication } from "./releases/submission-faults.ts";

/**
 * Judges a release as from an organisation that is known and trusted, so that the answer is about the text alone.
 * It says nothing of blocked terms and domains: who tries words here without a key does not learn them.
 *
 * @throws {AppError} `invalid-request` for an unknown publication
 */
export async function checkDraft(ctx: Context, input: ReleaseInput): Promise<Judgement> {
  const [publication] = await ctx.hot.$queryRaw<{ id: string; rulePack: string; settingsAt: Date }[]>`
    select id, rule_pack as "rulePack", updated_at as "settingsAt" from publications where slug = ${input.publication}`;
  if (!publication) throw invalidRequest(unknownPublication(input.publication));
  const copy = copyOf(input);
  const facts = {
    organization: {
      // Nobody has signed in: the rules about the issuer's name and mailbox have nothing to compare with.
      name: "",
      trust: "trusted",
      website: null,
      contactEmail: copy.mediaContact.email,
      boilerplate: null,
    },
    isFirst: false,
    attested: input.attestation !== null,
    earlier: null,
    now: ctx.clock.now(),
  } as const;
  const models = await findModels(ctx, publication.id, publication.settingsAt);
  const pack = await findPack(ctx, publication.rulePack);
  return judge(await readCopy(ctx, copy, models, pack), facts, pack);
}
