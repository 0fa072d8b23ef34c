/** Checking a release that is sent and not stored: the very judgement that moderation would make. */

import type { Context } from "../context.ts";
import { copyOf, type ReleaseInput } from "../domain/release.ts";
import { invalidRequest } from "../errors.ts";
import { type Judgement, judge, packNamed } from "./pipeline/judge.ts";

/**
 * Judges a release as from an organisation that is known and trusted, so that the answer is about the text alone.
 *
 * @throws {AppError} `invalid-request` for an unknown publication
 */
export async function checkDraft(ctx: Context, input: ReleaseInput): Promise<Judgement> {
  const publication = await ctx.db.publication.findUnique({
    where: { slug: input.publication },
    select: { rulePack: true, categories: { select: { slug: true } } },
  });
  if (!publication) {
    throw invalidRequest({
      pointer: "/publication",
      detail: `there is no publication "${input.publication}"`,
    });
  }
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
  const categories = new Set(publication.categories.map(({ slug }) => slug));
  return judge(ctx, copy, facts, { pack: packNamed(publication.rulePack), categories });
}
