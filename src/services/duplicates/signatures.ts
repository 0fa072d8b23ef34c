/** Signatures of what was submitted: made before a version is judged, and found by what resembles them. */

import { Prisma } from "../../db/generated/client.ts";
import type { Statements } from "../../db/prepared.ts";
import { compareWith, type Likeness } from "../../domain/duplicates/compare.ts";
import { bandsOf } from "../../domain/duplicates/min-hash.ts";
import { shinglesOf, wordsOf } from "../../domain/duplicates/words.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { readableText } from "../../domain/source-text/source-text.ts";

/** A text that can be looked for. */
export interface Sketched {
  /** Its words' numbers, the headline's first. */
  readonly words: Uint32Array;
  /** How many of them are the headline's. */
  readonly headline: number;
  readonly bands: Int32Array;
}

/** A signature that shares bands with another. */
interface Resembling {
  readonly id: number;
  readonly releaseId: string;
  readonly version: number;
  readonly signedAt: Date;
  readonly words: Uint32Array;
  readonly headline: number;
}

/** What shares bands with a text, and how alike the two are when all is compared. */
export interface Compared extends Resembling {
  readonly likeness: Likeness;
}

/** The latest so many of a band that everybody shares, such as that of a legal note. */
const maxInBand = 40;
/** Those that share most bands are compared in full. */
const maxCompared = 30;

/** What is compared of a copy: the headline and the body as readers read them. */
export function comparedText(copy: Pick<Copy, "headline" | "body" | "bodyFormat">): string {
  return `${copy.headline}\n${readableText(copy.body, copy.bodyFormat)}`;
}

/** The sketch of a text whose first line is its headline. */
export function sketch(text: string): Sketched {
  const { numbers: words, starts } = wordsOf(text);
  const headlineUnits = Math.max(0, text.indexOf("\n"));
  const headline = starts.filter((start) => start < headlineUnits).length;
  return { words, headline, bands: bandsOf(shinglesOf(words)) };
}

/** Signs a version, once however often it is judged; committed when this returns, so that whoever looks later finds it. */
export async function sign(
  statements: Statements,
  { releaseId, version }: { readonly releaseId: string; readonly version: number },
  sketched: Sketched,
): Promise<void> {
  const { words, headline, bands } = sketched;
  await statements.$queryRaw`
    with signature as (
      insert into release_signatures (release_id, version, words, headline)
      values (${releaseId}::uuid, ${version}, ${toBytes(words)}, ${headline})
      on conflict (release_id, version) do update set version = excluded.version
      returning id, xmax = 0 as is_new
    ), bands as (
      insert into release_bands (key, signature_id)
      select distinct key, signature.id from signature, unnest(${[...bands]}::int[]) key where is_new
    )
    select id from signature`;
}

/** What resembles a text, compared in full, the likest first. */
export async function findAlike(
  statements: Statements,
  own: Sketched,
  exceptRelease: string,
): Promise<Compared[]> {
  return (await compareAll(statements, own, exceptRelease)).sort(byLikeness);
}

interface Copied extends Compared {
  /** Whether the body says the very same words, whatever it is dressed in. */
  readonly isIdentical: boolean;
}

/** What copies a text or is copied by it, and what says the very same words, the likest first. */
export async function findCopies(
  statements: Statements,
  own: Sketched,
  exceptRelease: string,
): Promise<Copied[]> {
  return (await compareAll(statements, own, exceptRelease))
    .map((other) => ({ ...other, isIdentical: isIdentical(own, other) }))
    .filter((other) => other.likeness.isCopy || other.isIdentical)
    .sort(byLikeness);
}

async function compareAll(statements: Statements, own: Sketched, exceptRelease: string): Promise<Compared[]> {
  const resembling = await findResembling(statements, own, exceptRelease);
  const likenesses = compareWith(
    own.words,
    resembling.map(({ words }) => words),
  );
  return resembling.flatMap((other, at) => (likenesses[at] ? [{ ...other, likeness: likenesses[at] }] : []));
}

function isIdentical(
  own: Pick<Sketched, "words" | "headline">,
  other: Pick<Resembling, "words" | "headline">,
): boolean {
  const [body, otherBody] = [own, other].map(({ words, headline }) => words.subarray(headline));
  return body?.length === otherBody?.length && (body?.every((word, at) => word === otherBody?.[at]) ?? false);
}

function byLikeness({ likeness: a }: Compared, { likeness: b }: Compared): number {
  return b.share + b.leadShare - a.share - a.leadShare;
}

/**
 * The signatures of other releases that share most bands with a sketch, the likest first. What it costs is bounded,
 * however many releases there are and however alike they all look.
 */
async function findResembling(
  statements: Statements,
  { bands }: Pick<Sketched, "bands">,
  exceptRelease: string,
): Promise<Resembling[]> {
  if (bands.length === 0) return [];
  const rows = await statements.$queryRaw<(Omit<Resembling, "words"> & { words: Uint8Array })[]>`
    select s.id, s.release_id as "releaseId", s.version, s.created_at as "signedAt", s.words, s.headline
    from (
      select near.signature_id, count(*) as bands
      from unnest(${[...bands]}::int[]) wanted (key)
      cross join lateral (
        select signature_id from release_bands b where b.key = wanted.key
        order by b.signature_id desc limit ${maxInBand}
      ) near
      group by near.signature_id
      order by bands desc, near.signature_id desc
      limit ${maxCompared}
    ) found
    join release_signatures s on s.id = found.signature_id
    where s.release_id <> ${exceptRelease}::uuid
    order by found.bands desc, s.id desc`;
  return rows.map(({ words, ...row }) => ({ ...row, words: fromBytes(words) }));
}

function toBytes(words: Uint32Array): Prisma.Sql {
  const { buffer, byteOffset, byteLength } = words;
  return Prisma.sql`${Buffer.from(buffer, byteOffset, byteLength)}::bytea`;
}

/** A copy, because typed arrays need an offset that is a multiple of their unit. */
function fromBytes(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
