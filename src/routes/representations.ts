/** What leaves about releases: the schema, and the row made into it. */

import { z } from "zod";
import type { Actor } from "../context.ts";
import { articleAddress } from "../domain/articles/article-address.ts";
import { actionsOpenTo, states } from "../domain/releases/lifecycle.ts";
import { finding, verdicts } from "../domain/releases/moderation.ts";
import { bodyFormats, kinds } from "../domain/releases/release.ts";
import type { CurrentRelease } from "../services/releases/current.ts";
import type { ReleaseEvent } from "../services/releases/history.ts";
import { entityTag } from "./preconditions.ts";

export const instantOut = z.iso.datetime().meta({ examples: ["2027-03-28T08:30:00.000Z"] });
export const iso = (at: Date) => at.toISOString();
export const isoOrNull = (at: Date | null) => at?.toISOString() ?? null;

const scoredCategory = z.object({ slug: z.string(), score: z.number(), evidence: z.array(z.string()) });
const subject = z.object({ qcode: z.string(), name: z.string(), score: z.number() });
const dateline = z.object({
  city: z.string(),
  region: z.string().optional(),
  country: z.string().optional(),
  date: z.string().optional(),
});
export const mediaContactOut = z.object({
  name: z.string(),
  email: z.string(),
  phone: z.string().optional(),
  public: z.boolean().optional(),
});
export const personOut = z.object({
  name: z.string(),
  role: z.string(),
  organization: z.string().optional(),
  previousRole: z.string().optional(),
});
export const eventOut = z.object({
  startsAt: z.string(),
  endsAt: z.string().optional(),
  timeZone: z.string().optional(),
  venue: z.string().optional(),
  city: z.string().optional(),
  url: z.string().optional(),
});
export { dateline as datelineOut, scoredCategory as scoredCategoryOut, subject as subjectOut };

/** What a version says. */
export const copyOut = {
  kind: z.enum(kinds),
  headline: z.string(),
  dek: z.string().nullable(),
  summary: z.string().nullable(),
  dateline: dateline.nullable(),
  body: z.string(),
  bodyFormat: z.enum(bodyFormats),
  boilerplate: z.string().nullable(),
  mediaContact: mediaContactOut,
  language: z.string().nullable(),
  category: z.string().nullable(),
  tags: z.array(z.string()),
  tickers: z.array(z.string()),
  sourceUrl: z.string().nullable(),
  person: personOut.nullable(),
  event: eventOut.nullable(),
  attachments: z.array(z.string()),
};

export const moderationOut = z.object({
  verdict: z.enum(verdicts),
  score: z.number(),
  rulePack: z.string(),
  findings: z.array(finding),
});

export const releaseOut = z
  .object({
    id: z.uuid(),
    status: z.enum(states),
    version: z.int(),
    publication: z.string(),
    organization: z.object({ id: z.uuid(), name: z.string() }),
    ...copyOut,
    externalRef: z.string().nullable(),
    embargoedUntil: instantOut.nullable(),
    publishAt: instantOut.nullable(),
    moderation: moderationOut.nullable(),
    waiting: z.object({ reason: z.string(), since: instantOut, dueAt: instantOut }).nullable(),
    categories: z.array(scoredCategory),
    subjects: z.array(subject),
    article: z.object({ id: z.uuid(), slug: z.string(), url: z.string() }).nullable(),
    allowedActions: z.array(z.string()).meta({
      description:
        "What the key that asks may do now: neither beyond its scopes, nor what waits for another's claim to end.",
    }),
    createdAt: instantOut,
    updatedAt: instantOut,
    submittedAt: instantOut.nullable(),
  })
  .meta({ id: "Release" });

/** The desk sees who has claimed a release besides. */
export const deskReleaseOut = releaseOut
  .extend({
    claim: z.object({ id: z.uuid(), name: z.string(), until: instantOut }).nullable(),
    sampledAt: instantOut.nullable().meta({
      description:
        "When it was drawn to be looked over after it went out without an editor; none once somebody has.",
    }),
    etag: z.string().meta({ description: "What a change of it sends as `If-Match`, also in lists." }),
  })
  .meta({ id: "DeskRelease" });

/** A release as its submitter sees it. */
export function representRelease(
  release: CurrentRelease,
  actor: Actor,
  baseUrl: string,
): z.output<typeof releaseOut> {
  const { id, status, version, publication, organization, copy, externalRef, moderation, waiting, article } =
    release;
  const { categories, subjects, category } = release;
  return {
    id,
    status,
    version,
    publication: publication.slug,
    organization,
    ...copy,
    language: copy.language ?? release.writtenIn,
    category,
    externalRef,
    embargoedUntil: isoOrNull(release.embargoedUntil),
    publishAt: isoOrNull(release.publishAt),
    moderation: moderation && { ...moderation, findings: [...moderation.findings] },
    waiting: waiting && { reason: waiting.reason, since: iso(waiting.since), dueAt: iso(waiting.dueAt) },
    categories: categories.map((scored) => ({ ...scored, evidence: [...scored.evidence] })),
    subjects: [...subjects],
    article: article && {
      ...article,
      url: articleAddress(baseUrl, { publication: publication.slug, slug: article.slug }),
    },
    allowedActions: allowedActions(release, actor),
    createdAt: iso(release.createdAt),
    updatedAt: iso(release.updatedAt),
    submittedAt: isoOrNull(release.submittedAt),
  };
}

/** Every action of a submitter takes the same scope; what only a look-up shows, such as four eyes, is not among it. */
function allowedActions({ status, appealedAt, claim }: CurrentRelease, actor: Actor): string[] {
  if (actor.role === "anonymous") return [];
  if (actor.role === "submitter" && !actor.scopes.includes("release:submit")) return [];
  const isClaimed = claim !== null && claim.id !== actor.id;
  return actionsOpenTo(actor.role, status, { appealed: appealedAt !== null, isClaimed });
}

/** A release as the desk sees it. */
export function representDeskRelease(
  release: CurrentRelease,
  actor: Actor,
  baseUrl: string,
): z.output<typeof deskReleaseOut> {
  const { claim } = release;
  return {
    ...representRelease(release, actor, baseUrl),
    claim: claim && { id: claim.id, name: claim.name, until: iso(claim.until) },
    sampledAt: isoOrNull(release.sampledAt),
    etag: entityTag(release.lockVersion),
  };
}

export const eventRecordOut = z
  .object({
    id: z.uuid(),
    releaseId: z.uuid(),
    action: z.string(),
    from: z.enum(states).nullable(),
    to: z.enum(states),
    version: z.int(),
    by: z.object({ role: z.string(), name: z.string() }),
    reason: z.string().nullable(),
    reasonCode: z.string().nullable(),
    at: instantOut,
  })
  .meta({ id: "ReleaseEvent" });
export const deskEventOut = eventRecordOut
  .extend({ note: z.string().nullable() })
  .meta({ id: "DeskReleaseEvent" });

/** One line of a release's history, without what is for the desk's eyes only. */
export function representEvent(event: ReleaseEvent): z.output<typeof eventRecordOut> {
  const { id, releaseId, action, from, to, version, by, reason, reasonCode, at } = event;
  return { id, releaseId, action, from, to, version, by, reason, reasonCode, at: iso(at) };
}

/** As the desk sees it. */
export function representDeskEvent(event: ReleaseEvent): z.output<typeof deskEventOut> {
  return { ...representEvent(event), note: event.note };
}
