import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";
import { multipartRequest, type Part, sendRaw } from "../support/raw.ts";

let room: TestNewsroom;
let society: TestOrganization;
let picture: Buffer;

beforeAll(async () => {
  room = await openNewsroom();
  society = await room.organization();
  picture = await readFile(new URL("../../examples/files/marlhaven-harbour.jpg", import.meta.url));
});
afterAll(() => room.close());

function send(content: string | Buffer, fileName: string, type = "") {
  const parts = new FormData();
  parts.set("file", new Blob([new Uint8Array(Buffer.from(content))], { type }), fileName);
  return society.post("/v1/assets", parts);
}

/** A file as readers of an article fetch it. */
async function fetched(id: string): Promise<Response> {
  const release = await room.submitted(society, aRelease({ attachments: [id] }));
  const { body } = await room.reader.get(`/v1/articles/${release.article.slug}`);
  const url = new URL(body.attachments[0].url);
  return fetch(`${room.origin}${url.pathname}`);
}
const published = async (id: string) => Buffer.from(await (await fetched(id)).arrayBuffer());

const stored = async () => (await room.storedFiles()).toSorted();

describe("a file sent ahead", () => {
  it("is told by what is in it, measured, and found again", async () => {
    const { status, body, headers } = await send(picture, "harbour.jpg");
    expect([status, headers.get("location")]).toEqual([201, `http://dateline.example/v1/assets/${body.id}`]);
    expect(body).toMatchObject({ contentType: "image/jpeg", width: expect.any(Number), scan: "not_scanned" });
    expect((await society.get(`/v1/assets/${body.id}`)).body).toEqual(body);
  });

  it("is what its content says, whichever picture it is called", async () => {
    const png = await sharp({ create: { width: 4, height: 3, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    expect((await send(png, "harbour.jpg")).body).toMatchObject({
      contentType: "image/png",
      width: 4,
      height: 3,
    });
  });

  it.each([
    ["text called a picture", "this is only text", "harbour.jpg"],
    ["a web page", "<html><script>alert(1)</script></html>", "page.html"],
    [
      "a drawing that can run scripts",
      '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
      "a.svg",
    ],
    ["nothing", "", "empty.pdf"],
    ["a program", Buffer.from("7f454c4602010100000000000000000002003e0001000000", "hex"), "a.pdf"],
    ["a document called a program", "%PDF-1.4", "pic.exe"],
    ["a document called a page", "%PDF-1.4", "invoice.html"],
    ["a document called a picture", "%PDF-1.4", "photo.jpg"],
    ["the beginning of a picture", Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex"), "cut.jpg"],
  ])("is refused when it is %s, and leaves nothing", async (_name, content, fileName) => {
    const before = await stored();
    const reply = await send(content, fileName);
    expect([reply.status, pointers(reply)]).toEqual([422, ["file"]]);
    expect(await stored()).toEqual(before);
  });

  it("is refused when it was declared as another type, and taken when as any", async () => {
    const declared = await send("%PDF-1.4", "a.pdf", "text/html");
    expect([declared.status, pointers(declared)]).toEqual([422, ["file"]]);
    for (const type of ["", "application/octet-stream", "application/pdf"]) {
      expect((await send("%PDF-1.4", "a", type)).body).toMatchObject({ contentType: "application/pdf" });
    }
  });

  it("is saved by readers under a name that says what it holds", async () => {
    const { body } = await send("%PDF-1.4", "Plan of the shed");
    const { headers } = await fetched(body.id);
    expect(headers.get("content-disposition")).toBe(
      "attachment; filename*=UTF-8''Plan%20of%20the%20shed.pdf",
    );
  });

  it("is refused when it would unfold to more than forty megapixels", async () => {
    const bomb = await sharp({
      create: { width: 7000, height: 7000, channels: 3, background: "white" },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const before = await stored();
    expect((await send(bomb, "bomb.png")).status).toBe(422);
    expect(await stored()).toEqual(before);
  });

  it("loses where and with what it was taken, and stands upright", async () => {
    const taken = await sharp({ create: { width: 40, height: 20, channels: 3, background: "blue" } })
      .jpeg()
      .withExif({
        IFD0: { Copyright: "Canary Copyright", Make: "Canary Camera", Orientation: "6" },
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" },
      })
      .toBuffer();
    expect(taken.toString("latin1")).toContain("Canary");
    const { body } = await send(taken, "taken.jpg");
    const shown = await published(body.id);
    const { exif, xmp, iptc } = await sharp(shown).metadata();
    expect({ exif, xmp, iptc, text: shown.toString("latin1").includes("Canary") }).toEqual({ text: false });
  });

  it("loses what was hidden behind its picture", async () => {
    const { body } = await send(
      Buffer.concat([picture, Buffer.from("<script>alert('canary')</script>")]) as never,
      "a.jpg",
    );
    expect((await published(body.id)).toString("latin1")).not.toContain("canary");
  });

  it.each([
    ["../../etc/passwd.pdf", "passwd.pdf"],
    ["..\\..\\windows\\system.pdf", "system.pdf"],
    ["/etc/cron.d/x.pdf", "x.pdf"],
    ["..", ".."],
    ['a"b<c>.pdf', "abc.pdf"],
    ["a\u202efdp.pdf", "afdp.pdf"],
    [`${"n".repeat(300)}.pdf`, "n".repeat(200)],
  ])("called %j keeps of its name what no path or header trips over", async (fileName, kept) => {
    const bytes = multipartRequest({
      path: "/v1/assets",
      key: society.key,
      parts: [
        {
          name: "file",
          value: "%PDF-1.7\n%%EOF\n",
          fileName: fileName.replaceAll("\\", "\\\\").replaceAll('"', "%22"),
        },
      ],
    });
    const { status, text } = await sendRaw(room.origin, bytes);
    const name = JSON.parse(text).fileName;
    expect(status).toBe(201);
    expect(name).not.toMatch(/[\\/"<>]|\u202e/);
    expect(name.length).toBeLessThanOrEqual(kept.length + 3);
    expect((await stored()).every((file) => /^[0-9a-f]{32}$/.test(file))).toBe(true);
  });

  it.each([
    ["in a part of another name", [{ name: "picture", value: "%PDF-1.7", fileName: "a.pdf" }]],
    ["as a field", [{ name: "file", value: "%PDF-1.7" }]],
    ["not at all", []],
    [
      "twice",
      [
        { name: "file", value: "%PDF-1.7", fileName: "a.pdf" },
        { name: "file", value: "%PDF-1.7", fileName: "b.pdf" },
      ],
    ],
    [
      "with something else",
      [
        { name: "file", value: "%PDF-1.7", fileName: "a.pdf" },
        { name: "title", value: "A plan" },
      ],
    ],
  ])("is refused when it comes %s, and leaves nothing", async (_name, parts) => {
    const before = await stored();
    const reply = await sendRaw(
      room.origin,
      multipartRequest({ path: "/v1/assets", key: society.key, parts }),
    );
    expect(JSON.parse(reply.text)).toMatchObject({ status: 422, errors: [{ pointer: "file" }] });
    expect(await stored()).toEqual(before);
  });

  it("needs no name", async () => {
    const parts = [{ name: "file", value: "%PDF-1.7", type: "application/octet-stream" }];
    const bytes = multipartRequest({ path: "/v1/assets", key: society.key, parts });
    const { status, text } = await sendRaw(room.origin, bytes);
    expect([status, JSON.parse(text)]).toMatchObject([201, { fileName: "file" }]);
  });

  it("is refused when it is not a form", async () => {
    expectProblem(await society.post("/v1/assets", { file: "x" }), 415, "unsupported-media-type");
  });
});

describe("the picture that readers of a release would see", () => {
  const drawn = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: "blue" } })
      .png()
      .toBuffer();
  const small = () => drawn(640, 360);
  const ofPictures = ({ moderation }: Record<string, any>) =>
    moderation.findings.filter(({ rule }: Record<string, unknown>) => rule === "MD-01");

  /** Sends the files with the release, as one form. */
  async function sentWith(...files: readonly (readonly [Buffer | string, string])[]) {
    const form = new FormData();
    form.set("release", JSON.stringify(aRelease()));
    for (const [content, name] of files) {
      form.append("attachments", new Blob([new Uint8Array(Buffer.from(content))]), name);
    }
    const { id } = (await society.post("/v1/releases", form)).body;
    return room.settled(society, id);
  }

  it("is warned of where it is small, and the release goes out all the same", async () => {
    const release = await sentWith(["%PDF-1.7\n%%EOF\n", "plan.pdf"], [await small(), "shed.png"]);
    expect(release).toMatchObject({ status: "published", moderation: { verdict: "pass" } });
    expect(ofPictures(release)).toMatchObject([
      {
        severity: "warning",
        pointer: "/attachments/1",
        message: expect.stringContaining('"shed.png", is small: 640 by 360 pixels'),
        suggestion: expect.stringContaining("1200 by 630"),
      },
    ]);
  });

  it("is the first, whatever comes after it", async () => {
    const [big, tiny] = [await drawn(1200, 630), await small()];
    expect(ofPictures(await sentWith([big, "big.png"], [tiny, "small.png"]))).toEqual([]);
    expect(ofPictures(await sentWith([tiny, "small.png"], [big, "big.png"]))).toHaveLength(1);
  });

  it("is the one that the release names first where files were sent ahead", async () => {
    const tiny = (await send(await small(), "small.png")).body.id;
    const big = (await send(picture, "harbour.jpg")).body.id;
    expect(ofPictures(await room.submitted(society, aRelease({ attachments: [big, tiny] })))).toEqual([]);
    expect(ofPictures(await room.submitted(society, aRelease({ attachments: [tiny, big] })))).toMatchObject([
      { pointer: "/attachments/0", evidence: "small.png" },
    ]);
  });

  it("is not known to a check, which has no files", async () => {
    const tiny = (await send(await small(), "small.png")).body.id;
    const { body } = await room.reader.post("/v1/checks", aRelease({ attachments: [tiny] }));
    expect(ofPictures({ moderation: body })).toEqual([]);
  });
});

describe("a form that is not as it should be", () => {
  const pdf = (name: string): Part => ({
    name,
    value: `%PDF-1.7\n${"x".repeat(200_000)}\n%%EOF\n`,
    fileName: "a.pdf",
  });
  const release: Part = { name: "release", value: JSON.stringify(aRelease()) };
  const notUtf8 = Buffer.from(JSON.stringify(aRelease({ headline: "A caf\u00e9 opens" })), "latin1");
  const document: Part = { name: "document", value: "A shed opens", fileName: "a.txt", type: "text/plain" };
  const ask = (parts: readonly Part[], options: Parameters<typeof multipartRequest>[1] = {}) =>
    sendRaw(room.origin, multipartRequest({ path: "/v1/releases", key: society.key, parts }, options));
  const answer = async (parts: readonly Part[], options = {}) => JSON.parse((await ask(parts, options)).text);

  it.each([
    ["422", "has no part release", [pdf("attachments")], { status: 422, errors: [{ pointer: "release" }] }],
    [
      "422",
      "has a part release that is not JSON",
      [{ name: "release", value: "{headline" }],
      { status: 422, errors: [{ pointer: "release" }] },
    ],
    [
      "400",
      "has a part release that is not UTF-8",
      [{ name: "release", value: notUtf8 }],
      { status: 400, type: "/problems/malformed-request" },
    ],
    [
      "400",
      "has a part release, as a file, that is not UTF-8",
      [pdf("attachments"), { name: "release", value: notUtf8, fileName: "a.json", type: "application/json" }],
      { status: 400, type: "/problems/malformed-request" },
    ],
    [
      "422",
      "has two documents",
      [document, document],
      { status: 422, errors: expect.arrayContaining([{ pointer: "document", detail: "is there twice" }]) },
    ],
    ["422", "has two parts release", [release, release], { status: 422, errors: [{ pointer: "release" }] }],
    [
      "422",
      "has a part that is not taken",
      [release, { name: "surprise", value: "1" }],
      { status: 422, errors: [{ pointer: "surprise" }] },
    ],
    [
      "422",
      "has a file that is not taken",
      [release, pdf("surprise")],
      { status: 422, errors: [{ pointer: "surprise" }] },
    ],
    [
      "422",
      "has a file that is no file of a release",
      [release, pdf("attachments"), { name: "attachments", value: "text", fileName: "a.jpg" }],
      { status: 422, errors: [{ pointer: "attachments/1" }] },
    ],
    [
      "422",
      "has two such files, and a release with faults that are seen and that are looked up",
      [
        { name: "attachments", value: "text", fileName: "a.jpg" },
        { name: "release", value: JSON.stringify(aRelease({ headline: "", publication: "no-such-paper" })) },
        { name: "attachments", value: "", fileName: "b.jpg" },
      ],
      {
        status: 422,
        errors: ["attachments/0", "attachments/1", "/headline", "/publication"].map((pointer) => ({
          pointer,
        })),
      },
    ],
    [
      "422",
      "has a file that is none, and a release that cannot be read",
      [
        { name: "attachments", value: "text", fileName: "a.jpg" },
        { name: "release", value: "{headline" },
      ],
      { status: 422, errors: [{ pointer: "attachments/0" }, { pointer: "release" }] },
    ],
    [
      "400",
      "has a part with a name of the language's own",
      [release, { name: "__proto__", value: "1" }],
      { status: 400 },
    ],
    [
      "422",
      "has eleven files",
      [release, ...Array.from({ length: 11 }, () => pdf("attachments"))],
      { status: 422, errors: [{ pointer: "attachments" }] },
    ],
    [
      "413",
      "has ten thousand parts",
      [release, ...Array.from({ length: 10_000 }, () => ({ name: "a", value: "1" }))],
      {},
    ],
    [
      "413",
      "has a release of two megabytes",
      [{ name: "release", value: `{"body":"${"x".repeat(2_000_000)}"}` }],
      { status: 413 },
    ],
  ] as const)("is answered %s when it %s, and leaves nothing", async (_status, _name, parts, expected) => {
    const before = await stored();
    const problem = await answer(parts);
    expect(problem).toMatchObject({ ...expected, type: expect.stringMatching(/^\/problems\//) });
    expect(problem.status).toBeLessThan(500);
    await until(async () => (await stored()).join() === before.join());
  });

  it("is 400 when its last boundary is missing, and leaves nothing", async () => {
    const before = await stored();
    expect(await answer([release, pdf("attachments")], { end: false })).toMatchObject({
      status: 400,
      type: "/problems/malformed-request",
    });
    await until(async () => (await stored()).join() === before.join());
  });

  it("leaves nothing when the sender hangs up in the middle of a file", async () => {
    const before = await stored();
    const whole = multipartRequest(
      { path: "/v1/releases", key: society.key, parts: [release, pdf("attachments"), pdf("attachments")] },
      { missingBytes: 5000, end: false },
    );
    await sendRaw(room.origin, whole.subarray(0, whole.length - 50_000), { hangUp: true });
    // A file that is kept afterwards shows that the broken one is through.
    expect((await send(picture, "after.jpg")).status).toBe(201);
    await until(async () => (await stored()).length === before.length + 1);
  });

  it("leaves nothing of twenty senders that hang up at any place", async () => {
    const before = await stored();
    const whole = multipartRequest(
      { path: "/v1/releases", key: society.key, parts: [release, pdf("attachments"), pdf("attachments")] },
      { missingBytes: 10, end: false },
    );
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        sendRaw(room.origin, whole.subarray(0, Math.floor((whole.length * (index + 1)) / 20)), {
          hangUp: true,
        }),
      ),
    );
    // A request that is through with its parts answers after those that hung up.
    expect((await send(picture, "last.jpg")).status).toBe(201);
    await until(async () => (await stored()).length === before.length + 1);
  });

  it("is 400 when a file sent ahead breaks off, and leaves nothing", async () => {
    const before = await stored();
    const bytes = multipartRequest(
      { path: "/v1/assets", key: society.key, parts: [pdf("file")] },
      { end: false },
    );
    expect((await sendRaw(room.origin, bytes)).status).toBe(400);
    await until(async () => (await stored()).join() === before.join());
  });

  it("is 400 when it does not say what its boundary is", async () => {
    const headers = { "content-type": "multipart/form-data" };
    expectProblem(await society.post("/v1/releases", "--x--", headers), 400, "malformed-request");
    expectProblem(await society.post("/v1/assets", "--x--", headers), 400, "malformed-request");
  });

  it("does not read the body of somebody without a key", async () => {
    const bytes = multipartRequest({
      path: "/v1/releases",
      key: "nobody",
      parts: [release, pdf("attachments")],
    });
    expect((await sendRaw(room.origin, bytes)).status).toBe(401);
  });
});
