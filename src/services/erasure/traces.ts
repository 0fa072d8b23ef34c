/** What mails and recorded answers hold of people. */

import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { nobody } from "./report.ts";

/**
 * Empties mails of their address and words. One that is due is never sent; one that the server is being handed at this
 * moment is waited for or left, and not tried again.
 */
export function blankMails(tx: Tx, which: Prisma.Sql): Promise<number> {
  return tx.$executeRaw`
    update mails set to_address = '', subject = null, text = null, about = null, last_error = null,
      status = case status when 'due' then 'failed' when 'sending' then 'uncertain' else status end
    where to_address <> '' and (${which})`;
}

/** Answers looked through by one statement, which is done in less than a second. */
const lookedAtOnce = 5000;
/** Where an answer has a contact. */
const contacts = [["mediaContact"], ["organization", "contact"]];

/**
 * Takes contacts out of the answers that are kept for repeated requests. They stay otherwise: a repeat is still one.
 * An answer that holds a key is sealed, for seven days, and nobody here can read it.
 *
 * @param about words in the answers that are meant
 * @param isMeant the condition on a contact's address
 */
export async function blankAnswers(
  tx: Tx,
  about: string,
  isMeant: (email: Prisma.Sql) => Prisma.Sql,
): Promise<number> {
  let count = 0;
  for (const path of contacts) {
    const email = Prisma.sql`(case when p.body like '{%' then p.body::jsonb #>> ${[...path, "email"]}::text[] end)`;
    const meant = Prisma.sql`position(lower(${about}) in lower(p.body)) > 0 and ${email} <> ${nobody.email}
      and ${isMeant(email)}`;
    let after: Place | undefined = { caller: "", route: "", key: "", count: 0 };
    while (after) {
      after = await blankPage(tx, path, meant, after);
      count += after?.count ?? 0;
    }
  }
  return count;
}

/** The last answer of a page, and how many of the page held what was looked for. */
interface Place {
  readonly caller: string;
  readonly route: string;
  readonly key: string;
  readonly count: number;
}

async function blankPage(
  tx: Tx,
  path: readonly string[],
  meant: Prisma.Sql,
  after: Place,
): Promise<Place | undefined> {
  const [last] = await tx.$queryRaw<Place[]>`
    with p as materialized (
      select caller, route, key, body from idempotency_keys
      where (caller, route, key) > (${after.caller}, ${after.route}, ${after.key})
      order by caller, route, key limit ${lookedAtOnce}
    ), blanked as (
      update idempotency_keys k
      set body = jsonb_set(p.body::jsonb, ${path}::text[], ${JSON.stringify(nobody)}::jsonb)::text
      from p where (k.caller, k.route, k.key) = (p.caller, p.route, p.key) and ${meant}
      returning 1
    )
    select caller, route, key, (select count(*)::int from blanked) as count from p
    order by caller desc, route desc, key desc limit 1`;
  return last;
}
