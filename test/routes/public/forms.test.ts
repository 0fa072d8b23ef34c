import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";
import { ninjsSchema } from "../../support/surfaces/ninjs-schema.ts";

let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom({ env: { PUBLICATION_NAME: "The Marlhaven Star & Post" } });
  society = await room.organization();
});
afterAll(() => room.close());

const regatta = () =>
  aRelease({
    kind: "event",
    tags: ["Regatta"],
    tickers: ["NASDAQ:MARL"],
    mediaContact: {
      name: "Ruth Okafor",
      email: "press@marlhaven.example",
      phone: "+44 20 7946 0000",
      public: true,
    },
    event: {
      startsAt: "2031-05-04T13:00:00Z",
      endsAt: "2031-05-04T15:00:00Z",
      venue: "Fish Quay",
      city: "Marlhaven",
    },
  });

async function published(release: Record<string, unknown> = aRelease()): Promise<Record<string, any>> {
  const { article } = await room.submitted(society, release);
  expect(article).not.toBeNull();
  return (await room.reader.get(`/v1/articles/${article.slug}`)).body;
}

async function correct(id: string, changes: Record<string, unknown>, notice: string): Promise<void> {
  const { headers } = await room.reader.get(`/v1/articles/${id}`);
  const match = { "if-match": headers.get("etag") ?? "" };
  const path = `/v1/admin/articles/${id}/corrections`;
  expect(await room.admin.post(path, { changes, notice }, match)).toMatchObject({ status: 201 });
}

const retract = (id: string, kill = false) =>
  room.admin.put(`/v1/admin/articles/${id}/retraction`, {
    reason: "It was wrong.",
    notice: "It was <wrong>.",
    kill,
  });

const text = async (path: string) => (await room.reader.get(path)).text;
const pathOf = (url: string) => url.replace("http://dateline.example", "");

describe("a feed", () => {
  it("says the same in each format", async () => {
    const { id, url, headline, organization } = await published();
    const rss = parseRssFeed(await text("/feeds/rss.xml"));
    const atom = parseAtomFeed(await text("/feeds/atom.xml"));
    const json = parseJsonFeed(await text("/feeds/feed.json"));
    expect(rss.items?.[0]).toMatchObject({
      title: headline,
      link: url,
      dc: { creators: [organization.name] },
    });
    expect(atom.entries?.[0]).toMatchObject({ id: `urn:uuid:${id}`, links: [{ href: url }] });
    expect(json.items?.[0]).toMatchObject({
      id: `urn:uuid:${id}`,
      url,
      authors: [{ name: organization.name }],
    });
    expect([rss.title, atom.title?.value, json.title]).toEqual(Array(3).fill("The Marlhaven Star & Post"));
  });

  it("shows a correction above the text, under the same id and a later date", async () => {
    const { id, publishedAt } = await published();
    await correct(id, { dek: "It is twelve." }, "The number & the day were <wrong>.");
    const [entry] = parseAtomFeed(await text("/feeds/atom.xml")).entries ?? [];
    expect(entry?.id).toBe(`urn:uuid:${id}`);
    expect(entry?.content?.value).toContain("The number &amp; the day were &lt;wrong&gt;.");
    expect(Date.parse(String(entry?.updated))).toBeGreaterThan(Date.parse(publishedAt));
    const { items } = JSON.parse(await text("/feeds/feed.json"));
    expect(items[0]._dateline.corrections).toMatchObject([{ notice: "The number & the day were <wrong>." }]);
  });

  it("names what was taken down where the format has a word for it, and else has it no more", async () => {
    const { id } = await published();
    await retract(id);
    const atom = new XMLParser({ ignoreAttributes: false }).parse(await text("/feeds/atom.xml")).feed;
    const [tombstone] = [atom["at:deleted-entry"]].flat();
    expect(tombstone).toMatchObject({ "@_ref": `urn:uuid:${id}`, "at:comment": "It was <wrong>." });
    for (const path of ["/feeds/rss.xml", "/feeds/feed.json"]) expect(await text(path)).not.toContain(id);
  });

  it("of an organisation has its articles alone, and is not there before the first", async () => {
    const other = await room.organization("trusted", "Marlhaven Rowing Club");
    const path = `/feeds/organizations/${other.id}/atom.xml`;
    expect(await room.reader.get(path)).toMatchObject({ status: 404 });
    await published();
    const headline = "Marlhaven Rowing Club opens its boathouse to beginners";
    const { article } = await room.submitted(other, aRelease({ headline }));
    const { entries, title } = parseAtomFeed(await text(path));
    expect(title?.value).toBe("The Marlhaven Star & Post: Marlhaven Rowing Club");
    expect(entries?.map(({ id }) => id)).toEqual([`urn:uuid:${article.id}`]);
  });

  it("of an organisation names what was taken down also when nothing else is left", async () => {
    const other = await room.organization("trusted", "Fish Quay Trust");
    const { article } = await room.submitted(other, aRelease({}, "Fish Quay Trust"));
    await retract(article.id);
    const atom = await text(`/feeds/organizations/${other.id}/atom.xml`);
    expect(atom).toContain(`<at:deleted-entry ref="urn:uuid:${article.id}"`);
    expect(parseAtomFeed(atom).title?.value).toBe("The Marlhaven Star & Post: Fish Quay Trust");
  });

  it("names the language of its articles in RSS while it is one", async () => {
    const club = await room.organization("trusted", "Sailing Club");
    const of = (language: string) => room.submitted(club, aRelease({ language }, "Sailing Club"));
    const language = async () => parseRssFeed(await text(`/feeds/organizations/${club.id}/rss.xml`)).language;
    await of("en-GB");
    expect(await language()).toBe("en-GB");
    await of("fr");
    expect(await language()).toBeUndefined();
  });

  it("leads to the list of the same articles, in each format", async () => {
    const courier = { slug: "courier", name: "The Courier", timeZone: "UTC" };
    expect(await room.admin.post("/v1/admin/publications", courier)).toMatchObject({ status: 201 });
    await room.submitted(society, aRelease({ publication: "courier" }));
    const site = "http://dateline.example/v1/articles?publication=courier";
    const sites = async (part: string) => [
      parseRssFeed(await text(`/feeds/${part}rss.xml?publication=courier`)).link,
      parseAtomFeed(await text(`/feeds/${part}atom.xml?publication=courier`)).links?.[0]?.href,
      parseJsonFeed(await text(`/feeds/${part}feed.json?publication=courier`)).home_page_url,
    ];
    expect(await sites("")).toEqual(Array(3).fill(site));
    expect(await sites("society/")).toEqual(Array(3).fill(`${site}&category=society`));
    const own = `organizations/${society.id}/`;
    expect(await sites(own)).toEqual(Array(3).fill(`${site}&organization=${society.id}`));
  });

  it("takes a headline in Atom as text and not as markup, whatever it has in it", async () => {
    const { id } = await published();
    const headline = "Marlhaven <b>opens</b> ]]> its & quay 🎉";
    await correct(id, { headline }, "The headline was another.");
    const atom = await text("/feeds/atom.xml");
    expect(XMLValidator.validate(atom)).toBe(true);
    expect(parseAtomFeed(atom).entries?.[0]?.title).toMatchObject({
      type: "html",
      value: "Marlhaven &lt;b&gt;opens&lt;/b&gt; ]]&gt; its &amp; quay 🎉",
    });
  });
});

describe("an article for machines", () => {
  const validate = (() => {
    const ajv = new Ajv({ allErrors: true });
    addFormats.default(ajv);
    return ajv.compile(ninjsSchema);
  })();

  it("is ninjs as its schema says", async () => {
    const { id, slug, headline } = await published(regatta());
    await correct(id, { dek: "Twelve boats row." }, "The number was wrong.");
    const { body } = await room.reader.get(`/v1/articles/${slug}/ninjs`);
    validate(body);
    expect(validate.errors).toBeNull();
    expect(body).toMatchObject({
      uri: `urn:uuid:${id}`,
      version: "2",
      pubStatus: "usable",
      headlines: [{ role: "main", value: headline }, { value: "Twelve boats row." }],
      eventDetails: { dates: { startDate: "2031-05-04T13:00:00.000Z" } },
      organisations: [{ symbols: [{ exchange: "NASDAQ", symbol: "MARL" }] }],
    });
    validate({ ...body, body_html: "a name of version 1" });
    expect(validate.errors).toMatchObject([{ keyword: "additionalProperties" }]);
  });

  it("is schema.org's NewsArticle, with its corrections, and ends no script that it stands in", async () => {
    const { id, slug, organization } = await published(regatta());
    await correct(id, { dek: "Twelve </script> row." }, "The number was wrong.");
    const answer = await room.reader.get(`/v1/articles/${slug}/jsonld`);
    expect(answer.headers.get("content-type")).toContain("application/ld+json");
    expect(answer.text).not.toContain("<");
    expect(JSON.parse(answer.text)).toMatchObject({
      "@context": "https://schema.org",
      "@type": "NewsArticle",
      alternativeHeadline: "Twelve </script> row.",
      dateline: "MARLHAVEN, U.K.",
      sourceOrganization: { name: organization.name },
      correction: [{ "@type": "CorrectionComment", text: "The number was wrong." }],
      publisher: { name: "The Marlhaven Star & Post" },
    });
  });

  it.each(["ninjs", "jsonld"])("as %s is moved and taken down with the article", async (form) => {
    const { id, slug } = await published();
    await correct(id, { headline: `Marlhaven renames its quay for ${form}` }, "The headline was another.");
    expect(await room.reader.get(`/v1/articles/${slug}/${form}`)).toMatchObject({ status: 301 });
    await retract(id);
    expect(await room.reader.get(`/v1/articles/${id}/${form}`)).toMatchObject({ status: 410 });
    expect(await room.reader.get(`/v1/articles/nothing-here/${form}`)).toMatchObject({ status: 404 });
  });

  it("leads from each form to the others", async () => {
    const { slug } = await published();
    const { headers } = await room.reader.get(`/v1/articles/${slug}`);
    const forms = [
      ...(headers.get("link") ?? "").matchAll(/<([^>]+)>; rel="(?:alternate|related|canonical)"/g),
    ];
    expect(forms).toHaveLength(4);
    for (const [, url = ""] of forms)
      expect(await room.reader.get(pathOf(url))).toMatchObject({ status: 200 });
  });

  it("leads from a page of what was found to the next", async () => {
    for (let at = 0; at < 2; at += 1)
      await published({ ...aRelease(), headline: `A theodolite for all, part ${at}` });
    const { headers, body } = await room.reader.get("/v1/articles?q=theodolite&limit=1");
    const [, next = ""] = /^<([^>]*)>; rel="next"$/.exec(headers.get("link") ?? "") ?? [];
    const page = await room.reader.get(pathOf(next));
    expect(page.body.items[0].id).not.toBe(body.items[0].id);
    expect(page.headers.get("link")).toBeNull();
  });

  it("leads on with all that was asked, also after a question mark in it", async () => {
    for (let at = 0; at < 2; at += 1)
      await published({ ...aRelease(), headline: `Who needs an astrolabe, part ${at}` });
    const { headers } = await room.reader.get("/v1/articles?q=who needs an astrolabe?&limit=1&fields=id");
    const [, next = ""] = /^<([^>]*)>; rel="next"$/.exec(headers.get("link") ?? "") ?? [];
    const asked = Object.fromEntries(new URL(next).searchParams);
    expect(asked).toMatchObject({ q: "who needs an astrolabe?", limit: "1", fields: "id" });
  });

  it("leads from an earlier slug to what was asked for of it", async () => {
    const { id, slug } = await published();
    await correct(id, { headline: `${slug} and now another headline` }, "Another headline.");
    const moved = await room.reader.get(`/v1/articles/${slug}/related?limit=3`);
    expect(moved.status).toBe(301);
    const { body } = await room.reader.get(`/v1/articles/${id}`);
    expect(body.slug).not.toBe(slug);
    expect(moved.headers.get("location")).toMatch(new RegExp(`/${body.slug}/related\\?limit=3$`));
  });

  it("leads from a page of a list to the next, and to the feeds of the same", async () => {
    await published();
    await published();
    const { headers, body } = await room.reader.get("/v1/articles?limit=1&kind=community");
    const links = [...(headers.get("link") ?? "").matchAll(/<([^>]+)>; rel="(\w+)"/g)];
    const next = links.find(([, , rel]) => rel === "next")?.[1] ?? "";
    const page = await room.reader.get(pathOf(next));
    expect(page.body.items[0].id).not.toBe(body.items[0].id);
    expect(links.filter(([, , rel]) => rel === "alternate")).toHaveLength(3);
  });
});

describe("the calendar", () => {
  const events = async () =>
    new ICAL.Component(ICAL.parse(await text("/events.ics")))
      .getAllSubcomponents("vevent")
      .map((component) => new ICAL.Event(component));
  const eventOf = async (id: string) => (await events()).find(({ uid }) => uid === `${id}@dateline`);

  it("has an announced event with its hours and its place", async () => {
    const { id, headline } = await published(regatta());
    await published();
    const found = await eventOf(id);
    expect(found).toMatchObject({ summary: headline, location: "Fish Quay, Marlhaven", sequence: 0 });
    expect(found?.startDate.toJSDate().toISOString()).toBe("2031-05-04T13:00:00.000Z");
    expect(found?.endDate.toJSDate().toISOString()).toBe("2031-05-04T15:00:00.000Z");
  });

  it("makes up no end, and is the same to the byte until something changes", async () => {
    const { id } = await published({ ...regatta(), event: { startsAt: "2031-05-04T13:00:00Z" } });
    const found = await eventOf(id);
    expect(["dtend", "duration"].map((name) => found?.component.hasProperty(name))).toEqual([false, false]);
    const stamp = found?.component.getFirstPropertyValue("dtstamp")?.toString();
    expect(stamp).toBe(found?.component.getFirstPropertyValue("last-modified")?.toString());
  });

  it("counts corrections up, and calls off what was retracted without a word of it", async () => {
    const { id } = await published(regatta());
    await correct(id, { dek: "At three." }, "The hour was wrong.");
    expect((await eventOf(id))?.sequence).toBe(1);
    await retract(id);
    const off = await eventOf(id);
    expect(off?.component.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(off?.sequence).toBe(2);
    expect(off?.component.toString()).not.toContain("Marlhaven");
    await retract(id, true);
    expect(await eventOf(id)).toBeUndefined();
  });
});

describe("an event that is written unlike others", () => {
  const vevents = async () => {
    const answer = await room.reader.get("/events.ics");
    expect(answer.status).toBe(200);
    return new ICAL.Component(ICAL.parse(answer.text)).getAllSubcomponents("vevent");
  };
  const propertyOf = async (id: string, name: string) => {
    const all = await vevents();
    const own = all.find((one) => one.getFirstPropertyValue("uid") === `${id}@dateline`);
    return own?.getFirstPropertyValue(name);
  };
  const at = (url: string) => ({ ...regatta(), event: { startsAt: "2031-05-04T13:00:00Z", url } });

  it.each([
    ["https://www.Marlhaven-Events.example/supper", "https://www.marlhaven-events.example/supper"],
    ["https://fair.example/what is on", "https://fair.example/what%20is%20on"],
    ["https://fair.example", "https://fair.example"],
  ])("names its address %s as programs write one", async (url, href) => {
    const { id, event } = await published(at(url));
    expect(event.url).toBe(href);
    expect(await propertyOf(id, "url")).toBe(href);
  });

  it.each([
    "https://the_fair.example/",
    `https://${"marlhaven.".repeat(30)}the_fair.example/`,
    `https://fair.example/@${"marlhaven.".repeat(30)}_`,
    "https://fair.example:8/",
  ])("names its article instead of an address that calendars cannot have: %s", async (address) => {
    const { id, url } = await published(at(address));
    expect(await propertyOf(id, "url")).toBe(url);
  });

  it("is folded by octets, and not within a character", async () => {
    const summary = `Ein Fest für alle: ${"Käse, Brötchen und Äpfel 🍏 am Fluß; ".repeat(8)}Ende.`;
    const { id } = await published({ ...regatta(), summary, language: "de" });
    const lines = (await text("/events.ics")).split("\r\n");
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(await propertyOf(id, "description")).toContain(summary);
  });

  it("says a lone carriage return in its summary as the line break that it is", async () => {
    const { id, summary } = await published({
      ...regatta(),
      summary: "Boats race round the quay.\rATTACH:elsewhere",
    });
    expect(summary).toBe("Boats race round the quay.\nATTACH:elsewhere");
    expect(await propertyOf(id, "attach")).toBeNull();
  });

  it("begins no property with a line of what was said, whenever that was taken in", async () => {
    const [{ id }, { id: off }] = [await published(regatta()), await published(regatta())];
    const notice = "It was\rATTACH:elsewhere";
    await room.admin.put(`/v1/admin/articles/${off}/retraction`, { reason: "Wrong.", notice });
    await room.sql("update articles set summary = $2, notice = $2 where id = any($1::uuid[])", [
      [id, off],
      notice,
    ]);
    expect(await propertyOf(id, "attach")).toBeNull();
    expect(await propertyOf(off, "attach")).toBeNull();
  });

  it("is left out alone when it cannot be written at all", async () => {
    const [{ id }, other] = [await published(regatta()), await published(regatta())];
    // As an earlier release of this program might have kept it.
    await room.sql(`update articles set event = event || '{"endsAt": "at dusk"}' where id = $1`, [id]);
    expect(await propertyOf(id, "uid")).toBeUndefined();
    expect(await propertyOf(other.id, "uid")).toBe(`${other.id}@dateline`);
  });
});

describe("the sitemaps", () => {
  const addresses = async (path: string, entry: "url" | "sitemap") => {
    const xml = await text(path);
    expect(XMLValidator.validate(xml)).toBe(true);
    const parsed = new XMLParser({ isArray: (name) => name === entry }).parse(xml);
    return (parsed.urlset ?? parsed.sitemapindex)?.[entry] ?? [];
  };

  it("lead from robots.txt by way of a day to an article, until it is taken down", async () => {
    const { id, url } = await published();
    const [index = ""] = /(?<=Sitemap: )\S+/.exec(await text("/robots.txt")) ?? [];
    const [{ loc: day }] = await addresses(pathOf(index), "sitemap");
    const locations = async () => (await addresses(pathOf(day), "url")).map(({ loc }: any) => loc);
    expect(await locations()).toContain(url);
    await retract(id);
    expect(await locations()).not.toContain(url);
  });

  it("lie at the root, since they have only addresses below their own folder, and are found where they were", async () => {
    await published();
    const [{ loc: day }] = await addresses("/sitemap.xml", "sitemap");
    expect(day).toMatch(/^http:\/\/dateline\.example\/sitemap-\d{4}-\d\d-\d\d\.xml$/);
    const before = pathOf(day).replace("/sitemap-", "/sitemaps/");
    const moved = await room.reader.get(`${before}?publication=courier`);
    expect([moved.status, moved.headers.get("location")]).toEqual([301, `${day}?publication=courier`]);
  });

  it.each([
    ["en-GB", "en"],
    ["zh-Hant-HK", "zh-tw"],
    ["zh-CN", "zh-cn"],
  ])("say of news in %s that it is in %s, which is how Google names languages", async (language, named) => {
    const { url } = await published(aRelease({ language }));
    const { urlset } = new XMLParser().parse(await text("/sitemap-news.xml"));
    const listed = [urlset.url].flat().find(({ loc }: any) => loc === url);
    expect(listed["news:news"]["news:publication"]["news:language"]).toBe(named);
  });

  it("are compressed, and asked for anew by caches, as the calendar is", async () => {
    for (let at = 0; at < 4; at += 1) await published(regatta());
    for (const path of ["/sitemap-news.xml", "/events.ics"]) {
      const { headers } = await room.reader.get(path, { "accept-encoding": "br;q=0.1, gzip" });
      expect(headers.get("content-encoding")).toBe("gzip");
      expect(headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
    }
  });

  it("have none of a day that no calendar has", async () => {
    for (const day of ["0000-01-01", "2026-02-30", "2026-13-01"]) {
      expect(await room.reader.get(`/sitemap-${day}.xml`)).toMatchObject({ status: 404 });
    }
  });

  it("have the news of 48 hours by the database's clock", async () => {
    const { url, headline } = await published();
    const news = async () => addresses("/sitemap-news.xml", "url");
    expect((await news()).find(({ loc }: any) => loc === url)).toMatchObject({
      "news:news": {
        "news:title": headline,
        "news:publication": { "news:name": "The Marlhaven Star & Post" },
      },
    });
    room.clock.travel(49 * 3_600_000);
    expect(await news()).toEqual([]);
    expect((await addresses("/sitemap.xml", "sitemap")).length).toBeGreaterThan(0);
  });

  it.each(["/sitemap-1999-01-01.xml", "/sitemap-2031-02-30.xml", "/sitemap.xml?publication=nowhere"])(
    "are not there: %s",
    async (path) => {
      expect(await room.reader.get(path)).toMatchObject({ status: 404 });
    },
  );
});
