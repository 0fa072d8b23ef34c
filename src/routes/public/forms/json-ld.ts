/** An article as JSON-LD in the words of schema.org, for search engines. */

import type { Article } from "../../../services/articles/article.ts";

/** The `NewsArticle` as text that may also stand inside a `<script>` of a page. */
export function jsonLdOf(article: Article, publicationName: string): string {
  return JSON.stringify(newsArticle(article, publicationName))
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

function newsArticle(article: Article, publicationName: string): Record<string, unknown> {
  const { dateline, category, tags, subjects, image, event, person, corrections } = article;
  const keywords = [...tags, ...subjects.map(({ name }) => name)];
  return {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "@id": `urn:uuid:${article.id}`,
    url: article.url,
    mainEntityOfPage: article.url,
    headline: article.headline,
    ...(article.dek !== null && { alternativeHeadline: article.dek }),
    description: article.summary,
    ...(dateline && { dateline: dateline.text, contentLocation: placeOf(dateline.city) }),
    articleBody: article.bodyText,
    wordCount: article.wordCount,
    inLanguage: article.language,
    ...(category && { articleSection: category.name }),
    ...(keywords.length > 0 && { keywords }),
    datePublished: article.publishedAt.toISOString(),
    dateModified: article.updatedAt.toISOString(),
    version: article.version,
    author: organizationOf(article),
    sourceOrganization: organizationOf(article),
    publisher: { "@type": "NewsMediaOrganization", name: publicationName },
    isAccessibleForFree: true,
    ...(article.source.url !== null && { isBasedOn: article.source.url }),
    ...(image && { image: imageOf(image) }),
    ...(corrections.length > 0 && { correction: corrections.map(correctionOf) }),
    ...(person && { mentions: { "@type": "Person", name: person.name, jobTitle: person.role } }),
    ...(event && { about: eventOf(article, event) }),
  };
}

function organizationOf({ organization }: Article): object {
  return {
    "@type": "Organization",
    "@id": `urn:uuid:${organization.id}`,
    name: organization.name,
    ...(organization.url !== null && { url: organization.url }),
  };
}

function imageOf({ url, width, height }: NonNullable<Article["image"]>): object {
  return {
    "@type": "ImageObject",
    url,
    ...(width !== null && { width }),
    ...(height !== null && { height }),
  };
}

function correctionOf({ at, notice }: Article["corrections"][number]): object {
  return { "@type": "CorrectionComment", text: notice, datePublished: at };
}

function eventOf({ headline }: Article, event: NonNullable<Article["event"]>): object {
  const place = event.venue ?? event.city;
  return {
    "@type": "Event",
    name: headline,
    startDate: event.startsAt,
    ...(event.endsAt && { endDate: event.endsAt }),
    ...(place && { location: placeOf(place, event.venue ? event.city : undefined) }),
    ...(event.url && { url: event.url }),
  };
}

function placeOf(name: string, locality?: string): object {
  return {
    "@type": "Place",
    name,
    ...(locality && { address: { "@type": "PostalAddress", addressLocality: locality } }),
  };
}
