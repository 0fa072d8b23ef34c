/**
 * The newest articles that match, found without looking at all that do: the index of the words also knows in which week
 * an article came out, so windows of weeks are asked, from the newest on, until there are enough (ADR-0023).
 */

import type { Context } from "../../../context.ts";
import { Prisma } from "../../../db/generated/client.ts";
import type { SearchGroup } from "../../../domain/search/search-terms.ts";
import { readWrittenInstant } from "../../../domain/time/local-time.ts";
import type { ArticleFilter, ArticlePlace } from "../filter.ts";
import { sectionOf } from "../section-slugs.ts";

/** What is asked, without which page of it. */
export type SearchFilter = Omit<ArticleFilter, "after" | "limit">;

/** Bounds that an article has to be within, beside its marks. */
export type Within = Pick<SearchFilter, "from" | "to"> & { readonly topics?: readonly string[] | undefined };

/** The bounds of a filter: whoever follows a topic reads what is about a narrower one as well. */
export function withTopics(
  { subjects }: Pick<Context, "subjects">,
  { from, to, subject }: SearchFilter,
): Within {
  const topics =
    subject === undefined ? undefined : subjects.topics.within(subject).map((qcode) => `s:${qcode}`);
  return { from, to, topics };
}

const weekMs = 604_800_000;
/** Weeks in a block; `search_marks` marks an article with both. */
const blockWeeks = 16;
/**
 * How far the windows reach back: the first ones in weeks, the others in blocks; beyond the last everything is asked.
 * The more articles have what is looked for, the shorter the first: `anyBrief` is one of a dozen words.
 */
const reach = {
  words: { weeks: [8], blocks: [2, 10, 42] },
  brief: { weeks: [], blocks: [4, 12, 42] },
  anyBrief: { weeks: [2, 8], blocks: [4, 42] },
} satisfies Record<string, Reach>;

interface Reach {
  readonly weeks: readonly number[];
  readonly blocks: readonly number[];
}

/** The column that is looked at. */
const columnOf = { words: "words", brief: "brief", anyBrief: "brief" } as const;
/** With fewer until the widest window, all are few enough to be asked for at once, which costs less than that window. */
const rare = 50;

/**
 * The common table expression `asked`: one row with the query as PostgreSQL reads it in the publication's languages,
 * the words whose weight counts, and the marks that an article has to have.
 */
export function asked(groups: readonly SearchGroup[], filter: SearchFilter): Prisma.Sql {
  return Prisma.sql`asked as materialized (
    select q.match, q.rank, ${marksOf(filter)} as marks
    from publications own cross join lateral search_query(own.id, ${JSON.stringify(groups)}::jsonb) q
    where own.slug = ${filter.publication}
  )`;
}

/** The same of a list, which has no words: one row with the marks alone. */
export function askedWithoutWords(filter: SearchFilter): Prisma.Sql {
  return Prisma.sql`asked as materialized (
    select ${marksOf(filter)} as marks from publications own where own.slug = ${filter.publication}
  )`;
}

/** The marks of an article of the publication `own`. */
function marksOf({ category, kind, tag, organization }: SearchFilter): Prisma.Sql {
  const section = Prisma.sql`'c:' || ${sectionOf(Prisma.sql`own.id`, Prisma.sql`${category ?? null}`)}`;
  const marks = [
    Prisma.sql`'p:' || own.id`,
    ...(category ? [section] : []),
    ...(kind ? [Prisma.sql`${`k:${kind}`}`] : []),
    ...(tag ? [Prisma.sql`'t:' || lower(${tag})`] : []),
    ...(organization ? [Prisma.sql`${`o:${organization.toLowerCase()}`}`] : []),
  ];
  return Prisma.sql`array[${Prisma.join(marks)}]::text[]`;
}

/** Now, and when the first page was read, after which nothing joins its list; of a list, where the page before ended. */
export interface Horizon {
  readonly now: Date;
  readonly until?: string | undefined;
  readonly after?: ArticlePlace | undefined;
}

/**
 * Common table expressions that end in one named `name`: the newest `most` articles whose column, if one is
 * named, matches what was `asked`, as `article_id`, `published_at`, `brief` and `marks`. It looks at nothing unless
 * `provided` holds.
 */
export function newest(
  name: string,
  reaching: keyof typeof reach | undefined,
  most: number,
  filter: Within,
  { now, until, after }: Horizon,
  provided: Prisma.Sql = Prisma.sql`true`,
): Prisma.Sql {
  const within = Prisma.join(
    [
      ...(reaching ? [Prisma.sql`${Prisma.raw(columnOf[reaching])} @@ (select match from asked)`] : []),
      Prisma.sql`marks @> (select marks from asked)`,
      ...(filter.topics ? [Prisma.sql`marks && ${filter.topics}::text[]`] : []),
      ...(filter.from ? [Prisma.sql`published_at >= ${filter.from}`] : []),
      ...(filter.to ? [Prisma.sql`published_at < ${filter.to}`] : []),
      ...(after
        ? [Prisma.sql`(published_at, article_id) < (${after.at}::timestamptz, ${after.id}::uuid)`]
        : []),
      ...(until ? [Prisma.sql`published_at <= ${until}::timestamptz`] : []),
    ],
    " and ",
  );
  const counted = (parts: number) =>
    parts === 0
      ? Prisma.sql`0`
      : Prisma.raw(
          Array.from({ length: parts }, (_, at) => `(select count(*) from ${name}_${at})`).join(" + "),
        );
  const ends = [now, filter.to, after && readWrittenInstant(after.at)].flatMap((end) =>
    end ? [end.getTime()] : [],
  );
  const parts = windows(new Date(Math.min(...ends)), reach[reaching ?? "words"], counted).map(
    (window, at) => {
      const few = at === 0 ? provided : Prisma.sql`${provided} and ${counted(at)} < ${most}`;
      return Prisma.sql`${Prisma.raw(`${name}_${at}`)} as materialized (
      select article_id, published_at, brief, marks from article_search
      where ${few} and ${within} and ${window}
      order by published_at desc, article_id desc limit ${most}
    )`;
    },
  );
  const found = parts.map((_, at) => Prisma.raw(`select * from ${name}_${at}`));
  return Prisma.sql`${Prisma.join(parts)}, ${Prisma.raw(name)} as materialized (
    select * from (${Prisma.join(found, " union all ")}) parts
    order by published_at desc, article_id desc limit ${most}
  )`;
}

/**
 * Conditions of windows of time, the newest first. The first begins next week: clocks differ. A window leaves out what
 * those before it have, which is little, or it would not be asked. `counted` is how many were found in so many windows.
 */
function windows(
  latest: Date,
  { weeks, blocks }: Reach,
  counted: (parts: number) => Prisma.Sql,
): Prisma.Sql[] {
  const week = Math.floor(latest.getTime() / weekMs) + 1;
  const block = Math.floor(week / blockWeeks);
  const begins = [
    week + 1,
    ...weeks.map((end) => week - end + 1),
    ...blocks.map((end) => (block - end + 1) * blockWeeks),
  ].map((begin) => new Date(begin * weekMs));
  const marked = [...marks("w", week, weeks), ...marks("b", block, blocks)];
  const widest = marked.length - 1;
  const isRare = Prisma.sql`${counted(widest)} < ${rare}`;
  return [
    ...marked.map((own, at) => {
      const window = Prisma.sql`marks && ${own}::text[] and published_at < ${begins[at]}`;
      return at === widest ? Prisma.sql`not (${isRare}) and ${window}` : window;
    }),
    Prisma.sql`published_at < case when ${isRare} then ${begins.at(-2)}::timestamptz else ${begins.at(-1)} end`,
  ];
}

/** The marks of each window: from where the one before it ended back to its own end. */
function marks(letter: string, newest: number, ends: readonly number[]): string[][] {
  return ends.map((end, at) => {
    const start = ends[at - 1] ?? 0;
    return Array.from({ length: end - start }, (_, ago) => `${letter}:${newest - start - ago}`);
  });
}
