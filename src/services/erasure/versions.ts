/** Taking people out of what releases and articles say, and leaving all else of it as it is. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { moveSettings } from "../administration/publications/settings.ts";
import { wakeFor } from "../wakes.ts";
import { nobody } from "./report.ts";

/** Whom to take out: the contact with this address, or with `null` every contact; and the name of these authors. */
export interface Whom {
  readonly email: string | null;
  readonly authorIds: readonly string[];
}

export interface TakenOut {
  readonly mediaContacts: number;
  readonly articleContacts: number;
  readonly authorNames: number;
}

/** What an author is called who was erased. */
export const formerEditor = "Former editor";

/** Versions looked at by one statement, and releases changed by one: each is done in less than a second. */
const lookedAtOnce = 10_000;
const changedAtOnce = 1000;

/**
 * The releases that name a contact or have a version by one of the authors, in the order of their ids. No index is
 * kept for it, since an erasure is rare and a submission is not: every version is looked at, page by page.
 */
export async function findReleasesOf({ db }: Context, { email, authorIds }: Whom): Promise<string[]> {
  const found = new Set<string>();
  let last = { id: "00000000-0000-0000-0000-000000000000", number: 0 };
  for (;;) {
    const [page] = await db.$queryRaw<{ ids: string[] | null; id: string | null; number: number }[]>`
      with page as (
        select release_id as id, number,
          lower(copy->'mediaContact'->>'email') = lower(${email}) or author_id = any(${authorIds}) as found
        from release_versions where (release_id, number) > (${last.id}::uuid, ${last.number}::int)
        order by release_id, number limit ${lookedAtOnce}
      )
      select array_agg(distinct id) filter (where found) as ids,
        (array_agg(id order by id desc))[1] as id, (array_agg(number order by id desc, number desc))[1] as number
      from page`;
    if (!page?.id) return [...found].toSorted();
    for (const id of page.ids ?? []) found.add(id);
    last = { id: page.id, number: page.number };
  }
}

/**
 * Takes people out of these releases, their versions and articles. Each release is held until the transaction ends, so
 * that whoever corrects or publishes it does so before, or reads it anew; its entity tag moves, and that of its article.
 */
export async function takeOut(
  tx: Tx,
  ctx: Context,
  releaseIds: readonly string[],
  whom: Whom,
): Promise<TakenOut> {
  const total = { mediaContacts: 0, articleContacts: 0, authorNames: 0 };
  const publications = new Set<string>();
  // Read by the trigger that otherwise refuses every change of a version.
  await tx.$queryRaw`select set_config('dateline.erasing', 'on', true)`;
  for (let start = 0; start < releaseIds.length; start += changedAtOnce) {
    const ids = releaseIds.slice(start, start + changedAtOnce);
    await tx.$queryRaw`select 1 from releases where id = any(${ids}::uuid[]) order by id for update`;
    const contacts = await takeContactsOut(tx, ctx, ids, whom);
    for (const id of contacts.publications) publications.add(id);
    total.mediaContacts += contacts.versions;
    total.articleContacts += contacts.publications.length;
    total.authorNames += await takeAuthorsOut(tx, ids, whom);
  }
  await tx.$queryRaw`select set_config('dateline.erasing', 'off', true)`;
  for (const id of [...publications].toSorted()) await moveSettings(tx, ctx, id, { appearance: true });
  return total;
}

async function takeContactsOut(
  tx: Tx,
  ctx: Context,
  ids: readonly string[],
  { email }: Whom,
): Promise<{ readonly versions: number; readonly publications: readonly string[] }> {
  const isMeant = (address: Prisma.Sql) =>
    email === null
      ? Prisma.sql`${address} is distinct from ${nobody.email}`
      : Prisma.sql`lower(${address}) = lower(${email})`;
  const versions = await tx.$queryRaw<{ id: string }[]>`
    update release_versions set copy = jsonb_set(copy, '{mediaContact}', ${JSON.stringify(nobody)}::jsonb)
    where release_id = any(${ids}::uuid[]) and ${isMeant(Prisma.sql`copy->'mediaContact'->>'email'`)}
    returning release_id as id`;
  const changed = [...new Set(versions.map(({ id }) => id))];
  // A publication that is under way has read the contact already: it holds back when the tag moves, and reads anew.
  const woken = await tx.$queryRaw<{ id: string; due: boolean }[]>`
    update releases set lock_version = lock_version + 1 where id = any(${changed}::uuid[])
    returning id, status in ('approved', 'scheduled') as due`;
  for (const { id, due } of woken) if (due) wakeFor(tx, ctx, "publish", id);
  const articles = await tx.$queryRaw<{ publication_id: string }[]>`
    update articles set media_contact = null
    where release_id = any(${ids}::uuid[]) and media_contact is not null
      and ${isMeant(Prisma.sql`media_contact->>'email'`)}
    returning publication_id`;
  return { versions: versions.length, publications: articles.map((article) => article.publication_id) };
}

async function takeAuthorsOut(tx: Tx, ids: readonly string[], { authorIds }: Whom): Promise<number> {
  if (authorIds.length === 0) return 0;
  return tx.$executeRaw`
    update release_versions set author_name = ${formerEditor}
    where release_id = any(${ids}::uuid[]) and author_id = any(${authorIds}) and author_name <> ${formerEditor}`;
}
