import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DocumentKind } from "../../src/adapters/document/kind.ts";
import { openDocumentReader, TooBusy } from "../../src/adapters/document/reader.ts";
import { asDocx, asPdf, asText, type Line, type Story } from "../support/documents/documents.ts";
import { agency, type Layout, layouts } from "../support/documents/layouts.ts";
import { stories } from "../support/documents/stories.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "off" } });
  society = await room.organization();
});
afterAll(() => room.close());

const story = stories[0]!;
const attested = { attestation: { authorized: true, accurate: true } };

function form(bytes: Buffer | string, fileName: string, release?: object, type = ""): FormData {
  const parts = new FormData();
  if (release) parts.set("release", JSON.stringify(release));
  parts.set("document", new Blob([new Uint8Array(Buffer.from(bytes))], { type }), fileName);
  return parts;
}

const check = (bytes: Buffer | string, fileName: string, release?: object) =>
  room.reader.post("/v1/checks", form(bytes, fileName, release));

const plain = (text: unknown) =>
  String(text ?? "")
    .toLowerCase()
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, " ")
    .trim();

/** Every third document is of each format; half of them are styled, and half of the texts wrapped. */
async function laidOut(layout: Layout, told: Story, number: number): Promise<[Buffer, string]> {
  const lines = layout.lines(told);
  const styled = number % 2 === 0;
  if (number % 3 === 0) return [asText(lines, styled ? 76 : undefined), "release.txt"];
  if (number % 3 === 1) return [await asDocx(lines, { styled }), "release.docx"];
  return [
    await asPdf(lines, { styled, header: styled ? "Press office" : "", indent: number % 4 === 1 }),
    "release.pdf",
  ];
}

/** Which of the fields were read as they were told. */
function rightFields(layout: Layout, told: Story, fields: Record<string, any>) {
  const { city, place, contact } = told;
  const { dateline, mediaContact } = fields;
  const isPlace = !layout.hasPlace || [dateline?.region, dateline?.country].includes(place);
  return {
    headline: plain(fields.headline) === plain(told.headline),
    dek: plain(fields.dek) === plain(layout.hasDek ? told.dek : null),
    dateline: dateline?.city === city && isPlace,
    body: plain(fields.body) === plain(told.paragraphs.join(" ")),
    boilerplate: plain(fields.boilerplate).endsWith(plain(told.about)),
    contact: (["name", "email", "phone"] as const).every((field) => mediaContact?.[field] === contact[field]),
    embargo: fields.embargoedUntil === layout.embargo,
  };
}

describe("sixty documents as wires lay them out", () => {
  const asked = layouts.flatMap((layout, shift) =>
    stories.map((told, at) => ({ layout, told, number: shift + at })),
  );
  const least = {
    headline: 0.98,
    dateline: 0.98,
    boilerplate: 0.95,
    contact: 0.95,
    embargo: 1,
    dek: 0.95,
    body: 0.95,
  };
  const wrong: { readonly field: string; readonly where: string }[] = [];

  beforeAll(async () => {
    for (const { layout, told, number } of asked) {
      const [bytes, fileName] = await laidOut(layout, told, number);
      const { body } = await check(bytes, fileName);
      const right = Object.entries(rightFields(layout, told, body.fields ?? {}));
      const where = `${layout.name}, ${told.organization}, ${fileName}`;
      wrong.push(...right.flatMap(([field, isRight]) => (isRight ? [] : [{ field, where }])));
    }
  });

  it.each(Object.entries(least))("are read with their %s, %d of them", (field, share) => {
    const missed = wrong.filter((miss) => miss.field === field).map(({ where }) => where);
    expect(asked.length).toBeGreaterThanOrEqual(60);
    expect(1 - missed.length / asked.length, missed.join("\n")).toBeGreaterThanOrEqual(share);
  });
});

describe("a document that is sent", () => {
  it("becomes a release, of which the part beside it replaces fields, and the same again is the same release", async () => {
    const send = () =>
      society.post(
        "/v1/releases",
        form(asText(agency.lines(story)), "a.txt", {
          ...attested,
          kind: "community",
          headline: "Fish quay open again",
        }),
        {
          "idempotency-key": "document-1",
        },
      );
    const first = await send();
    expect(first.status, first.text).toBe(201);
    expect(first.body).toMatchObject({
      headline: "Fish quay open again",
      dek: story.dek,
      dateline: { city: "Marlhaven", country: "U.K.", date: "2026-05-04" },
      mediaContact: { name: story.contact.name, email: story.contact.email, phone: story.contact.phone },
      bodyFormat: "markdown",
      attachments: [],
    });
    const again = await send();
    expect([again.body, again.headers.get("idempotency-replayed")]).toEqual([first.body, "true"]);
    const other = form(asText(agency.lines(stories[1]!)), "a.txt", attested);
    expect((await society.post("/v1/releases", other, { "idempotency-key": "document-1" })).status).toBe(422);
  });

  it("may be a draft without a word of who answers for it, and alone", async () => {
    const { status, body } = await society.post(
      "/v1/releases?draft=true",
      form(asText(agency.lines(story)), "a.txt"),
    );
    expect([status, body.status, body.headline]).toEqual([201, "draft", story.headline]);
  });

  it("keeps links, lists and emphasis of a page, and nothing that a page can do", async () => {
    const page = `<html><head><title>x</title><style>p{}</style></head><body><p>FOR IMMEDIATE RELEASE</p><h1>${story.headline}</h1>
      <p><b>MARLHAVEN, U.K., May 4, 2026</b> -- The quay is <a href="https://harbour.example/quay">open</a> and <a href="javascript:alert(1)">safe</a> for *all* &lt;b&gt;.</p>
      <script>alert(1)</script><ul><li>It is <em>old</em></li><li>It is long</li></ul>
      <p>About Marlhaven Harbour Trust</p><p>${story.about}</p><p>Press contact: Tom Adeyemi, press@harbour.example</p></body></html>`;
    const { body } = await check(page, "a.html");
    expect(body.fields).toMatchObject({
      headline: story.headline,
      body: "The quay is [open](https://harbour.example/quay) and safe for \\*all\\* \\<b>.\n\n- It is *old*\n- It is long",
      mediaContact: { name: "Tom Adeyemi", email: "press@harbour.example" },
    });
  });

  it.each([
    ["UTF-16", (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")])],
    ["UTF-16 without a mark", (text: string) => Buffer.from(text, "utf16le")],
    ["UTF-16 of the other order", (text: string) => Buffer.from(text, "utf16le").swap16()],
    ["UTF-8 with a mark", (text: string) => Buffer.from(`\uFEFF${text}`)],
    [
      "what Windows writes",
      (text: string) =>
        Buffer.from(
          text.replaceAll("“", "\u0093").replaceAll("”", "\u0094").replaceAll("–", "\u0096"),
          "latin1",
        ),
    ],
  ])("is read in %s", async (_name, encode) => {
    const text = asText(agency.lines(story)).toString();
    const { body } = await check(encode(text), "a.txt");
    expect(body.fields).toMatchObject({ headline: story.headline, body: story.paragraphs.join("\n\n") });
  });
});

it("reads a headline of a PDF whose letters are set apart", async () => {
  const [release, title, ...rest] = agency.lines(story);
  const spaced = { ...title!, text: "Quay opens again", spacing: 4 };
  const { body } = await check(await asPdf([release!, spaced, ...rest]), "a.pdf");
  expect(body.fields.headline).toBe("Quay opens again");
});

describe("an embargo", () => {
  const under = (line: string): Line[] => [{ text: line }, ...agency.lines(story).slice(1)];

  it.each([
    ["that names no zone", "EMBARGOED UNTIL 9 A.M., MAY 4, 2027", /names no time zone/],
    ["whose day can be told in two ways", "Embargo: 09:00 GMT, 04/05/2027", /two ways/],
    ["whose weekday is another", "EMBARGOED UNTIL 00:01 GMT MONDAY 4 MAY 2027", /Monday|MONDAY/],
    ["without a time", "EMBARGOED UNTIL THE MARKETS CLOSE", /which day/],
    ["at midnight", "Embargoed until midnight GMT on 4 May 2027", /midnight/],
    ["in a zone of many names", "Embargoed until 9 am IST on 4 May 2027", /several time zones/],
    ["in summer time on a day in winter", "Embargoed until 9 am EDT on 12 January 2027", /summer time/],
    ["that is only to be respected", "Please respect the embargo", /which day/],
    ["in the subject of a mail", "Subject: EMBARGOED 4 May 2027 – fish quay opens", /which hour/],
    ["in other words", "Confidential until 9 a.m. on 4 May 2027", /names no time zone/],
    ["in an hour that the clocks leave out", "EMBARGOED UNTIL 2:30 AM ET, MARCH 14, 2027", /does not exist/],
  ])("%s is refused with what may be meant, and nothing is taken in", async (_name, line, why) => {
    const before = (await society.get("/v1/releases?limit=1")).body.items[0]?.id;
    const reply = await society.post("/v1/releases", form(asText(under(line)), "a.txt", attested));
    expect([reply.status, pointers(reply)]).toEqual([422, ["/embargoedUntil"]]);
    expect(reply.body.errors[0].detail).toMatch(why);
    expect((await society.get("/v1/releases?limit=1")).body.items[0]?.id).toBe(before);
  });

  it("that cannot be understood, and a document that cannot be read, hide nothing else", async () => {
    const unclear = asText(under("EMBARGOED UNTIL 9 A.M., MAY 4, 2027"));
    const beside = { kind: "news", publication: "no-such-paper" };
    const named = await Promise.all([
      society.post("/v1/releases", form(unclear, "a.txt", beside)),
      society.post("/v1/releases", form("", "a.txt", beside)),
    ]);
    const others = ["/attestation", "/kind", "/publication"];
    expect(named.map((reply) => pointers(reply))).toEqual([
      ["/attestation", "/embargoedUntil", "/kind", "/publication"],
      [...others, "document"],
    ]);
  });

  it("that cannot be understood is settled beside the document", async () => {
    const embargoedUntil = { local: "2027-05-04T09:00", timeZone: "Europe/London" };
    const { body } = await check(asText(under("EMBARGOED UNTIL 9 A.M., MAY 4, 2027")), "a.txt", {
      embargoedUntil,
    });
    expect(body.fields.embargoedUntil).toBe("2027-05-04T08:00:00.000Z");
  });

  it("in two lines of the header of a Word document, in any words, holds", async () => {
    const lines = agency.lines(story).slice(1);
    const headers = [
      "HOLD UNTIL\n09:00 GMT 4 MAY 2027",
      "EMBARGOED UNTIL\n09:00 GMT\n4 MAY 2027",
      "DRAFT | EMBARGO 09:00 GMT 4 MAY 2027",
    ];
    const replies = await Promise.all(
      headers.map(async (header) => check(await asDocx(lines, { header }), "a.docx")),
    );
    expect(replies.map(({ body }) => body.fields?.embargoedUntil)).toEqual(
      Array(3).fill("2027-05-04T09:00:00.000Z"),
    );
  });

  it("in the header of a Word document, or on every page of a PDF, holds", async () => {
    const lines = agency.lines(story).slice(1);
    const header = "EMBARGOED UNTIL 9 A.M. GMT, MAY 4, 2027";
    const replies = [
      await check(await asDocx(lines, { header }), "a.docx"),
      await check(
        await asPdf([...lines, ...lines.slice(2, 8), ...lines.slice(2, 8), ...lines.slice(2, 8)], { header }),
        "a.pdf",
      ),
    ];
    expect(replies.map(({ body }) => body.fields?.embargoedUntil)).toEqual(
      Array(2).fill("2027-05-04T09:00:00.000Z"),
    );
  });
});

describe("a document that nobody should open", () => {
  const word = (entries: Record<string, Uint8Array>) => Buffer.from(zipSync(entries));
  const many = Object.fromEntries(
    Array.from({ length: 2100 }, (_, at) => [`word/${at}.xml`, new Uint8Array(1)]),
  );
  const lying = () => {
    const bytes = word({
      "[Content_Types].xml": new Uint8Array(9),
      "word/document.xml": new Uint8Array(5_000_000),
    });
    // The size that the archive states, in its directory and before the entry, is one byte.
    for (
      let at = bytes.indexOf("word/document.xml");
      at >= 0;
      at = bytes.indexOf("word/document.xml", at + 1)
    ) {
      const isDirectory = bytes.readUInt32LE(at - 46) === 0x02014b50;
      bytes.writeUInt32LE(1, isDirectory ? at - 46 + 24 : at - 30 + 22);
    }
    return bytes;
  };

  it.each([
    ["is nothing", "", "a.txt", 422],
    ["is no Word document", word({ "a.xml": new Uint8Array(3) }), "a.docx", 422],
    [
      "unfolds beyond what is taken",
      word({ "word/document.xml": new Uint8Array(60_000_000) }),
      "a.docx",
      413,
    ],
    ["has thousands of entries", word(many), "a.docx", 413],
    ["states a size that it does not have", lying(), "a.docx", 422],
    ["is half a PDF", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "a.pdf", 422],
    ["is a picture called a text", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "a.txt", 415],
    ["is a PDF called a Word document", "%PDF-1.7\n", "a.docx", 415],
    ["is a program", "MZ\u0000\u0000", "a.exe", 415],
    ["is of Word's old format", Buffer.from("d0cf11e0a1b11ae1", "hex"), "a.docx", 415],
    ["has more text than a release", "word ".repeat(50_000), "a.txt", 413],
  ])("because it %s is refused as a problem", async (_name, bytes, fileName, status) => {
    expectProblem(
      await check(bytes, fileName),
      status,
      { 413: "payload-too-large", 415: "unsupported-media-type", 422: "invalid-request" }[status]!,
    );
  });

  it("is refused when it was declared as something else, and with files beside it that a check does not take", async () => {
    const declared = await room.reader.post("/v1/checks", form("A text", "a.txt", {}, "application/pdf"));
    const parts = form("A text", "a.txt");
    parts.set("attachments", new Blob(["x"]), "x.pdf");
    const withFile = await room.reader.post("/v1/checks", parts);
    expect([declared.status, withFile.status]).toEqual([415, 422]);
    expect(pointers(withFile)).toEqual(["/body", "/mediaContact", "attachments"]);
  });

  it("takes nobody along when it is too slow or too large for the process that reads it", async () => {
    const slow = openDocumentReader({ withinMs: 1 });
    const small = openDocumentReader({ heapMegabytes: 40 });
    const long = asText(Array.from({ length: 1500 }, () => agency.lines(story)).flat());
    const page = Buffer.from("<p><b>a</b> ".repeat(160_000));
    const asked = (bytes: Buffer, kind: DocumentKind) => async () => ({ bytes, kind, now: new Date() });
    await expect(slow.read(asked(long, "md"))).rejects.toThrow("within the time");
    await expect(small.read(asked(page, "html"))).rejects.toThrow(/memory/);
    expect(await small.read(asked(Buffer.from("One\n\nTwo"), "txt"))).toMatchObject({ headline: "One" });
    slow.close();
    small.close();
  });

  it("is loaded when its turn comes, and a stranger's leaves places free", async () => {
    const reader = openDocumentReader({ maxWaiting: 3 });
    let loaded = 0;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const load = async () => {
      loaded += 1;
      await held;
      return { bytes: Buffer.from("One"), kind: "txt" as const, now: new Date() };
    };
    const reading = [reader.read(load), reader.read(load)];
    await expect(reader.read(load, 2)).rejects.toThrow(TooBusy);
    reading.push(reader.read(load));
    await expect(reader.read(load)).rejects.toThrow(TooBusy);
    await until(() => loaded > 0);
    expect(loaded).toBe(1);
    letGo();
    await Promise.all(reading);
    expect(loaded).toBe(3);
    reader.close();
  });

  it("lies nowhere once it was read or refused", async () => {
    const before = await room.storedFiles();
    const read = await check(asText(agency.lines(story)), "a.txt");
    const refused = await check(Buffer.from([1, 0, 2]), "a.exe");
    expect([read.status, refused.status], read.text).toEqual([200, 415]);
    expect(await room.storedFiles()).toEqual(before);
  });
});
