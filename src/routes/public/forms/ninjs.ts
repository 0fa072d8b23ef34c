/** An article as ninjs 3.1, the IPTC's "News in JSON" (iptc.org/std/ninjs); the names are its own. */

import type { Article } from "../../../services/articles/article.ts";

const topics = "http://cv.iptc.org/newscodes/mediatopic/";

/** The article in the words of the standard; properties without a value are left out. */
export function ninjsOf(article: Article): Record<string, unknown> {
  const { dateline, organization, source } = article;
  return withoutEmpty({
    uri: `urn:uuid:${article.id}`,
    standard: {
      name: "ninjs",
      version: "3.1",
      schema: "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
    },
    type: "text",
    representationType: "full",
    profile: article.kind,
    version: String(article.version),
    firstCreated: article.publishedAt.toISOString(),
    versionCreated: article.updatedAt.toISOString(),
    pubStatus: "usable",
    language: article.language,
    title: article.headline,
    slugline: article.slug,
    by: organization.name,
    located: dateline?.text,
    copyrightHolder: organization.name,
    edNote: article.corrections.map(({ at, notice }) => `Correction ${at}: ${notice}`).join("\n"),
    headlines: [
      { role: "main", value: article.headline },
      ...(article.dek === null ? [] : [{ role: "subhead", value: article.dek }]),
    ],
    descriptions: [
      { role: "summary", contentType: "text/plain", value: article.summary },
      { role: "teaser", contentType: "text/plain", value: article.teaser },
    ],
    bodies: bodiesOf(article),
    subjects: subjectsOf(article),
    people: peopleOf(article),
    organisations: [organisationOf(article)],
    places: dateline ? [{ name: dateline.city, rel: "dateline", literal: dateline.text }] : [],
    infoSources: [
      { name: source.name, role: "originator", uri: organization.url ?? `urn:uuid:${organization.id}` },
    ],
    ...eventOf(article),
    renditions: renditionsOf(article),
    altIds: [
      { role: "slug", value: article.slug },
      { role: "url", value: article.url },
      ...(source.url === null ? [] : [{ role: "source", value: source.url }]),
    ],
  });
}

function bodiesOf({ bodyHtml, bodyText, boilerplate, wordCount }: Article): object[] {
  return [
    { role: "main", contentType: "text/html", wordCount, value: bodyHtml },
    { role: "main", contentType: "text/plain", wordCount, charCount: bodyText.length, value: bodyText },
    ...(boilerplate === null ? [] : [{ role: "boilerplate", contentType: "text/plain", value: boilerplate }]),
  ];
}

function subjectsOf({ subjects, category, tags }: Article): object[] {
  return [
    ...subjects.map(({ qcode, name, score }) => ({
      name,
      rel: "about",
      uri: `${topics}${qcode.replace("medtop:", "")}`,
      // Scores are shares of one; the standard counts to a hundred.
      ...(score === null ? {} : { confidence: Math.round(score * 100) }),
    })),
    ...(category ? [{ name: category.name, rel: "section", literal: category.slug }] : []),
    ...tags.map((tag) => ({ name: tag, rel: "keyword", literal: tag })),
  ];
}

function peopleOf({ person, mediaContact }: Article): object[] {
  const reach = mediaContact
    ? [
        { type: "email", role: "office", value: mediaContact.email },
        ...(mediaContact.phone ? [{ type: "phone", role: "office", value: mediaContact.phone }] : []),
      ]
    : [];
  return [
    ...(person ? [{ name: person.name, rel: "about", literal: person.role }] : []),
    ...(mediaContact ? [{ name: mediaContact.name, rel: "mediaContact", contactInfo: reach }] : []),
  ];
}

function organisationOf({ organization, tickers }: Article): object {
  const symbols = tickers.map((ticker) => {
    const [exchange, symbol] = ticker.split(":");
    return { exchange, symbol };
  });
  return withoutEmpty({
    name: organization.name,
    rel: "issuer",
    uri: `urn:uuid:${organization.id}`,
    symbols,
    contactInfo: organization.url === null ? [] : [{ type: "web", value: organization.url }],
  });
}

function eventOf({ event, headline, organization, id }: Article): Record<string, unknown> {
  if (!event) return {};
  return {
    events: [{ name: headline, rel: "announces", uri: event.url ?? `urn:uuid:${id}` }],
    eventDetails: {
      dates: { startDate: event.startsAt, ...(event.endsAt && { endDate: event.endsAt }) },
      organiser: { name: organization.name, uri: `urn:uuid:${organization.id}` },
    },
  };
}

function renditionsOf({ attachments }: Article): object[] {
  return attachments.map(({ url, contentType, bytes, width, height, fileName }, place) =>
    withoutEmpty({
      name: place === 0 && contentType.startsWith("image/") ? "main" : `attachment-${place + 1}`,
      href: url,
      contentType,
      title: fileName,
      sizeInBytes: bytes,
      width,
      height,
    }),
  );
}

/** The schema knows no null: what is not there is not named. */
function withoutEmpty(properties: Record<string, unknown>): Record<string, unknown> {
  const isThere = (value: unknown) =>
    value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => isThere(value)));
}
