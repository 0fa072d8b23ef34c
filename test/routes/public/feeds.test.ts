import { XMLParser, XMLValidator } from "fast-xml-parser";
import { parseAtomFeed } from "feedsmith";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";
import { expectProblem } from "../../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom({ env: { PUBLICATION_NAME: "The Marlhaven Star & Post" } });
  society = await room.organization();
});
afterAll(() => room.close());

async function published(given: Record<string, unknown> = {}) {
  const release = await room.submitted(society, aRelease(given));
  expect(release.status).toBe("published");
  return release;
}

/** The feed, read by a parser that is not the library that wrote it. */
async function feed(path = "/feeds/rss.xml"): Promise<Record<string, any>> {
  const { text } = await room.reader.get(path);
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === "item" });
  return parser.parse(text).rss.channel;
}
const pathOf = (url: string) => url.replace("http://dateline.example", "");

describe("the feed", () => {
  it("has the newest first, under the publication's name", async () => {
    const releases = [await published(), await published()];
    const channel = await feed();
    expect(channel.title).toBe("The Marlhaven Star & Post");
    expect(channel.item.slice(0, 2).map(({ link }: any) => link)).toEqual(
      releases.toReversed().map(({ article }) => article.url),
    );
  });

  it("says of each what it is, when it was published, and where to read it", async () => {
    const { article, headline } = await published({ summary: "The lamp returned." });
    const { body } = await room.reader.get(`/v1/articles/${article.slug}`);
    const [item] = (await feed()).item;
    expect(item).toMatchObject({ title: headline, link: article.url, description: "The lamp returned." });
    expect(Math.abs(Date.parse(item.pubDate) - Date.parse(body.publishedAt))).toBeLessThan(1000);
  });

  it("names each by something that is no address and stays", async () => {
    const { article } = await published();
    const [item] = (await feed()).item;
    expect(item.guid).toEqual({ "#text": `urn:uuid:${article.id}`, "@_isPermaLink": "false" });
  });

  it.each([
    "Marlhaven & Sons <b>open</b> a shop",
    "Marlhaven closes ]]> the gap in its wall",
    "Marlhaven cheers 🎉🎉 its 👨‍👩‍👧‍👦 regatta",
    'Marlhaven says "yes" & <no> to it',
    "Marlhaven &amp; the entity &lt;that&gt; was typed",
    "Marlhaven café naïve Ærø — “quoted”",
  ])("carries a headline as it is: %s", async (headline) => {
    const { article } = await published();
    const correction = { changes: { headline }, notice: "The headline was another." };
    const path = `/v1/admin/articles/${article.id}/corrections`;
    expect(await room.admin.post(path, correction, { "if-match": '"1"' })).toMatchObject({ status: 201 });
    expect((await feed()).item[0].title).toBe(headline);
  });

  it("stays readable whatever characters an entity in the text stands for", async () => {
    const body = `<p>The bell &#1; rang &#8; and &#xFFFE; rang.</p>${(aRelease().body as string)
      .split("\n\n")
      .map((paragraph) => `<p>${paragraph}</p>`)
      .join("")}`;
    const held = await room.submitted(society, aRelease({ body, bodyFormat: "html" }));
    expect(held.status).toBe("published");
    const { text } = await room.reader.get("/feeds/rss.xml");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: characters that XML forbids are the subject
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  });

  it("of a section has that section's alone", async () => {
    const { id, article } = await published();
    const { category } = (await room.reader.get(`/v1/articles/${article.id}`)).body;
    const channel = await feed(`/feeds/${category.slug}/rss.xml`);
    expect(channel.title).toBe(`The Marlhaven Star & Post: ${category.name}`);
    expect(channel.item[0].link).toBe(article.url);
    const other = category.slug === "health" ? "science" : "health";
    expect((await room.reader.get(`/feeds/${other}/rss.xml`)).text).not.toContain(article.slug);
    expect(id).toBeDefined();
  });

  it.each(["/feeds/gossip/rss.xml", "/feeds/rss.xml?publication=nowhere", "/feeds/%00/rss.xml"])(
    "that there is not is not found: %s",
    async (path) => {
      expect(await room.reader.get(path)).toMatchObject({
        status: 404,
        body: { type: "/problems/not-found" },
      });
    },
  );

  it("is not sent again to who has it, until something is published", async () => {
    await published();
    const first = await room.reader.get("/feeds/rss.xml");
    const headers = { "if-none-match": first.headers.get("etag") ?? "" };
    expect(await room.reader.get("/feeds/rss.xml", headers)).toMatchObject({ status: 304, text: "" });
    await published();
    expect(await room.reader.get("/feeds/rss.xml", headers)).toMatchObject({ status: 200 });
  });

  it("says what it is, and may be kept", async () => {
    const { headers } = await room.reader.get("/feeds/rss.xml");
    expect(headers.get("content-type")).toBe("application/rss+xml; charset=utf-8");
    expect(headers.get("cache-control")).toMatch(/^public, max-age=0, s-maxage=/);
  });
});

describe("a file of an article", () => {
  async function sent(name: string, type: string, bytes: Buffer): Promise<string> {
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(bytes)], { type }), name);
    const asset = await society.post("/v1/assets", form);
    expect(asset.status).toBe(201);
    return asset.body.id;
  }
  const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
  const pixels = { width: 40, height: 30, channels: 3, background: "#456" } as const;

  /** An article with a picture and a document. */
  async function illustrated(): Promise<Record<string, any>> {
    const png = await sharp({ create: pixels }).png().toBuffer();
    const attachments = [
      await sent("Budget 'draft' (1).pdf", "application/pdf", pdf),
      await sent("harbour wall.png", "image/png", png),
    ];
    const { article } = await published({ attachments });
    return { ...(await room.reader.get(`/v1/articles/${article.slug}`)).body, assets: attachments };
  }

  it("stands in the article in the order given, with the first picture as its image", async () => {
    const { attachments, image } = await illustrated();
    expect(attachments).toMatchObject([
      { fileName: "Budget 'draft' (1).pdf", contentType: "application/pdf", bytes: pdf.length, width: null },
      { fileName: "harbour wall.png", contentType: "image/png", width: 40, height: 30 },
    ]);
    expect(image).toEqual(attachments[1]);
  });

  it("is an entry's enclosure in Atom as in RSS, with its type and its length", async () => {
    const { id, image } = await illustrated();
    const { entries } = parseAtomFeed((await room.reader.get("/feeds/atom.xml")).text);
    const links = entries?.find((entry) => entry.id === `urn:uuid:${id}`)?.links;
    const enclosure = { href: image.url, type: "image/png", length: image.bytes };
    expect(links?.find(({ rel }) => rel === "enclosure")).toMatchObject(enclosure);
  });

  it("that is a picture is shown, and anything else is handed over to be saved", async () => {
    const { attachments } = await illustrated();
    const files = await Promise.all(
      attachments.map(({ url }: { url: string }) => fetch(`${room.origin}${pathOf(url)}`)),
    );
    expect(files.map(({ headers }) => headers.get("content-disposition"))).toEqual([
      "attachment; filename*=UTF-8''Budget%20%27draft%27%20%281%29.pdf",
      "inline; filename*=UTF-8''harbour%20wall.png",
    ]);
    expect(files.map(({ headers }) => headers.get("content-type"))).toEqual(["application/pdf", "image/png"]);
    expect(Buffer.from(await files[0]!.arrayBuffer()).equals(pdf)).toBe(true);
  });

  it("is not sent again to who has it, and has to be asked about by caches for many", async () => {
    const { image } = await illustrated();
    const { headers } = await room.reader.get(pathOf(image.url));
    expect(headers.get("cache-control")).toMatch(/^public, max-age=\d+, s-maxage=0, must-revalidate$/);
    const seen = { "if-none-match": `"another", W/${headers.get("etag")}` };
    expect(await room.reader.get(pathOf(image.url), seen)).toMatchObject({ status: 304, text: "" });
  });

  it.each([
    ["bytes=0-7", 206, "bytes 0-7/BYTES", "%PDF-1.4"],
    ["bytes=-6", 206, "bytes FROM-LAST/BYTES", "%%EOF\n"],
    ["bytes=0-1,4-5", 200, null, pdf.toString()],
  ])("is had in part: %s is %s", async (range, status, contentRange, text) => {
    const { attachments } = await illustrated();
    const reply = await room.reader.get(pathOf(attachments[0].url), { range });
    const told = contentRange
      ?.replace("BYTES", String(pdf.length))
      .replace("FROM", String(pdf.length - 6))
      .replace("LAST", String(pdf.length - 1));
    expect(reply).toMatchObject({ status, text });
    expect(reply.headers.get("content-range")).toBe(told ?? null);
    expect(reply.headers.get("accept-ranges")).toBe("bytes");
    expect(reply.headers.get("content-length")).toBe(String(text.length));
  });

  it("has no part behind its end, and is had whole by who has part of another", async () => {
    const { attachments } = await illustrated();
    const path = pathOf(attachments[0].url);
    const behind = await room.reader.get(path, { range: "bytes=4000-" });
    expectProblem(behind, 416, "range-not-satisfiable");
    expect(behind.headers.get("content-range")).toBe(`bytes */${pdf.length}`);
    const other = await room.reader.get(path, { range: "bytes=0-7", "if-range": '"another"' });
    expect(other).toMatchObject({ status: 200, text: pdf.toString() });
  });

  it("can do nothing in a browser", async () => {
    const { image } = await illustrated();
    const { headers } = await room.reader.get(pathOf(image.url));
    expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("has an address that nobody can guess, and that no asset has", async () => {
    const { attachments, assets } = await illustrated();
    const ids = attachments.map(({ url }: { url: string }) => url.split("/").at(-1));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(ids.filter((id: string) => assets.includes(id))).toEqual([]);
    for (const id of assets) expect(await room.reader.get(`/files/${id}`)).toMatchObject({ status: 404 });
  });

  it.each(["01980000-0000-4000-8000-000000000000", "x", "..%2f..%2fetc%2fpasswd"])(
    "that there is not is not found: %s",
    async (name) => {
      expect(await room.reader.get(`/files/${name}`)).toMatchObject({ status: 404 });
    },
  );
});
