/** The words of the daily email and of the link that asks for it, as things stand when they are sent. */

import type { Context } from "../../context.ts";
import { articleAddress } from "../../domain/articles/article-address.ts";
import { subscriptionLetter } from "../../domain/letters/account-letters.ts";
import { type DigestArticle, digestLetter } from "../../domain/letters/digest-letter.ts";
import type { Words } from "../../domain/letters/layout.ts";
import { unsubscribeUrl } from "../subscribers/unsubscribe.ts";

/** `undefined` when another link was mailed since, or this one was used. */
export async function subscriptionWords(ctx: Context, mailId: string): Promise<Words | undefined> {
  const [asked] = await ctx.hot.$queryRaw<{ publication: string; sections: string[]; token: string }[]>`
    select p.name as publication, m.about->>'token' as token, array(
      select c.name from categories c where c.publication_id = p.id and c.slug = any(s.asked_categories)
      order by c.position) as sections
    from mails m join subscribers s on s.id = (m.about->>'subscriberId')::uuid
    join publications p on p.id = s.publication_id
    where m.id = ${mailId}::uuid and s.confirmation_hash = sha256(convert_to(m.about->>'token', 'UTF8'))`;
  if (!asked) return undefined;
  const { token, ...rest } = asked;
  return subscriptionLetter({
    ...rest,
    url: `${ctx.config.baseUrl}/v1/subscriptions/confirm?token=${token}`,
  });
}

interface Reader {
  readonly mailId: string;
  readonly subscriberId: string;
  readonly digestId: string;
  readonly day: string;
  readonly publication: string;
  readonly categories: readonly string[];
}

/** Of those who still read it; none where everything that concerned a reader was taken down meanwhile. */
export async function digestWords(ctx: Context, mailIds: readonly string[]): Promise<Map<string, Words>> {
  if (mailIds.length === 0) return new Map();
  const readers = await findReaders(ctx, mailIds);
  const told = await findTold(ctx, [...new Set(readers.map(({ digestId }) => digestId))]);
  return new Map(
    readers.flatMap(({ mailId, subscriberId, digestId, day, publication, categories }) => {
      const isWanted = ({ names }: Told) =>
        categories.length === 0 || names.some((name) => categories.includes(name));
      const articles = told.filter((article) => article.digestId === digestId && isWanted(article));
      const words = { publication, day, articles, unsubscribeUrl: unsubscribeUrl(ctx, subscriberId) };
      return articles.length > 0 ? [[mailId, digestLetter(words)] as const] : [];
    }),
  );
}

function findReaders({ hot }: Context, mailIds: readonly string[]): Promise<Reader[]> {
  return hot.$queryRaw<Reader[]>`
    select m.id as "mailId", s.id as "subscriberId", d.id as "digestId", d.day::text, p.name as publication, s.categories
    from mails m
    join digests d on d.id = m.digest_id
    join publications p on p.id = d.publication_id
    join subscribers s on s.id = (m.about->>'subscriberId')::uuid
    where m.id = any(${mailIds}::uuid[]) and s.status = 'confirmed' and s.email = m.to_address`;
}

interface Told extends DigestArticle {
  readonly digestId: string;
  /** Slugs that its section has, and had. */
  readonly names: readonly string[];
}

async function findTold({ hot, config }: Context, digestIds: readonly string[]): Promise<Told[]> {
  const rows = await hot.$queryRaw<(Omit<Told, "url"> & { slug: string; publicationSlug: string })[]>`
    select told.digest_id as "digestId", a.headline, a.dek, a.teaser, a.organization_name as organization,
      c.name as section, a.slug, p.slug as "publicationSlug",
      array(select c.slug where c.slug is not null union
        select earlier.slug from category_aliases earlier where earlier.category_id = c.id) as names
    from digest_articles told
    join articles a on a.id = told.article_id
    join publications p on p.id = a.publication_id
    left join categories c on c.publication_id = a.publication_id and c.slug = a.category_slug
    where told.digest_id = any(${digestIds}::uuid[]) and a.status = 'live'
    order by c.position nulls last, a.published_at desc, a.id desc`;
  return rows.map(({ slug, publicationSlug, ...rest }) => ({
    ...rest,
    url: articleAddress(config.baseUrl, { publication: publicationSlug, slug }),
  }));
}
