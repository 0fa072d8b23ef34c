/** What was answered for addresses, kept by their SHA-256 for everybody who names them, and whose turn it is at a server. */

import { createHash } from "node:crypto";
import type { LinkAnswer } from "../../adapters/egress/link-checker.ts";
import type { Context } from "../../context.ts";
import { type LinkVerdict, Prisma } from "../../db/generated/client.ts";
import { type DeadLinks, type DeadReason, deadReasons } from "../../domain/rules/links/dead-links.ts";
import { mayBeAsked, type Taken } from "./work.ts";

/** How long an answer counts; then the address is asked for again. */
const goodFor: Readonly<Record<LinkVerdict, string>> = {
  works: "6 hours",
  dead: "1 hour",
  suspect: "1 minute",
  unknown: "1 hour",
};
/** Nobody there is believed when nobody is there again so much later. */
export const believedAfterMs = 60_000;
/** Between the end of a request and the next to the same server. */
const politeMs = 1000;
/** Added to how long asking may take: then whoever asked must have died. */
const graceMs = 10_000;

export interface KnownLink {
  readonly verdict: LinkVerdict;
  readonly reason: string | null;
  readonly askedAt: Date;
}

const verdicts: Readonly<Record<LinkAnswer["found"], LinkVerdict>> = {
  works: "works",
  gone: "dead",
  nobody: "suspect",
  unknown: "unknown",
};

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** What is known of addresses: as far as it still counts, or else also what should be asked again. */
export async function findKnown(
  { hot, clock }: Pick<Context, "hot" | "clock">,
  addresses: readonly string[],
  ofWhateverAge = false,
): Promise<Map<string, KnownLink>> {
  if (addresses.length === 0) return new Map();
  const byDigest = new Map(addresses.map((address) => [digestOf(address).toString("hex"), address]));
  const ages = Object.entries(goodFor).map(
    ([verdict, age]) => Prisma.sql`when ${verdict} then ${age}::interval`,
  );
  const rows = await hot.$queryRaw<(KnownLink & { readonly digest: string })[]>`
    select encode(address, 'hex') as digest, verdict, reason, asked_at as "askedAt" from links
    where address in (select decode(digest, 'hex') from unnest(${[...byDigest.keys()]}::text[]) as digest)
      and (${ofWhateverAge} or asked_at > ${clock.sqlNow} - case verdict::text ${Prisma.join(ages, " ")} end)`;
  return new Map(rows.map(({ digest, ...known }) => [byDigest.get(digest) ?? "", known]));
}

/** Those of the known that lead nowhere. */
export function deadOf(known: ReadonlyMap<string, KnownLink>): DeadLinks {
  const isReason = (reason: string | null): reason is DeadReason =>
    (deadReasons as readonly (string | null)[]).includes(reason);
  return new Map(
    [...known].flatMap(([address, { verdict, reason }]) =>
      verdict === "dead" && isReason(reason) ? [[address, reason] as const] : [],
    ),
  );
}

/**
 * Takes the server of an address for oneself, in the statement after which it is asked: not while somebody else asks it,
 * not too soon after, and not for a release that has changed or come under an embargo meanwhile.
 */
export async function claimServer(
  ctx: Context,
  { releaseId, attempts, version }: Taken,
  address: string,
): Promise<boolean> {
  const { hot, clock, linkChecker } = ctx;
  const leaseMs = (linkChecker?.patienceMs ?? 0) + graceMs;
  const claimed = await hot.$queryRaw<unknown[]>`
    insert into link_hosts (host, free_at)
    select ${digestOf(new URL(address).host)}::bytea, ${clock.sqlNow} + ${leaseMs}::int * interval '1 millisecond'
    from link_work w join releases r on r.id = w.release_id
    where w.release_id = ${releaseId}::uuid and w.attempts = ${attempts} and r.version = ${version}
      and ${mayBeAsked(ctx, "r")}
    on conflict (host) do update set free_at = excluded.free_at where link_hosts.free_at <= ${clock.sqlNow}
    returning host`;
  return claimed.length > 0;
}

/** Keeps an answer for everybody, lets others ask the server, and says what is known by it. */
export async function keepAnswer(
  { hot, clock }: Pick<Context, "hot" | "clock">,
  address: string,
  { found, reason }: LinkAnswer,
): Promise<KnownLink> {
  const believed = Prisma.sql`excluded.verdict = 'suspect' and (links.verdict = 'dead' or links.verdict = 'suspect'
    and links.asked_at <= ${clock.sqlNow} - ${believedAfterMs}::int * interval '1 millisecond')`;
  const [kept] = await hot.$queryRaw<KnownLink[]>`
    with free as (
      update link_hosts set free_at = ${clock.sqlNow} + ${politeMs}::int * interval '1 millisecond'
      where host = ${digestOf(new URL(address).host)}
    )
    insert into links (address, verdict, reason, asked_at)
    values (${digestOf(address)}, ${verdicts[found]}::link_verdict, ${reason}, ${clock.sqlNow})
    on conflict (address) do update set reason = excluded.reason,
      verdict = case when ${believed} then 'dead' else excluded.verdict end, asked_at = excluded.asked_at
    returning verdict, reason, asked_at as "askedAt"`;
  if (!kept) throw new Error("An answer was not kept");
  return kept;
}
