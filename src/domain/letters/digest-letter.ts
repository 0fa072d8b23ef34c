/** The daily email: what a publication brought out since the one before, in its order of sections. Pure. */

import { heading, type Item, link, list, type Part, paragraph, type Words } from "./layout.ts";

export interface DigestArticle {
  readonly headline: string;
  readonly dek: string | null;
  readonly teaser: string;
  readonly organization: string;
  /** Name of the section; `null` outside of all. */
  readonly section: string | null;
  readonly url: string;
}

export interface DigestNews {
  readonly publication: string;
  /** Of the publication's calendar, `2027-03-28`. */
  readonly day: string;
  /** One at least; those of a section beside each other. */
  readonly articles: readonly DigestArticle[];
  /** The page that asks whether no more of it is to come. */
  readonly unsubscribeUrl: string;
}

/** Articles that one mail tells of; mail programs cut off what is longer than some hundred kilobytes. */
const maxTold = 100;

/** Tells a reader what is new. */
export function digestLetter({ publication, day, articles, unsubscribeUrl }: DigestNews): Words {
  const told = articles.slice(0, maxTold);
  const more = articles.length - told.length;
  return {
    subject: `${publication}: ${told[0]?.headline ?? ""}`,
    sender: publication,
    name: "reader",
    parts: [
      paragraph(`What ${publication} has published by ${days.format(new Date(`${day}T00:00:00Z`))}.`),
      ...sectionsOf(told).flatMap(([name, own]): Part[] => [
        ...(name === null ? [] : [heading(name)]),
        list(own.map(itemOf)),
      ]),
      ...(more > 0 ? [paragraph(`And ${more} more.`)] : []),
      link("Unsubscribe", unsubscribeUrl),
    ],
    closing: `This came because you asked for the daily email of ${publication}.`,
    unsubscribeUrl,
  };
}

function sectionsOf(articles: readonly DigestArticle[]): [string | null, DigestArticle[]][] {
  const sections = new Map<string | null, DigestArticle[]>();
  for (const article of articles) {
    const own = sections.get(article.section);
    if (own) own.push(article);
    else sections.set(article.section, [article]);
  }
  return [...sections];
}

function itemOf({ headline, dek, teaser, organization, url }: DigestArticle): Item {
  return { title: headline, lines: [dek ?? teaser, `From ${organization}`], url };
}

const days = new Intl.DateTimeFormat("en-GB", {
  ...{ weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" },
});
