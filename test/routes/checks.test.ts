import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFaultyRelease, aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom } from "../support/newsroom.ts";
import { accidentIn } from "../support/problems.ts";

let room: TestNewsroom;

beforeAll(async () => {
  room = await openNewsroom({ working: false, env: { RATE_LIMITS: "off" } });
});
afterAll(() => room.close());

const welsh = `Bydd pont droed newydd dros afon Dulas yn agor i gerddwyr ddydd Llun nesaf, ar ôl naw mis o waith. Mae'r
bont yn cysylltu'r pentref â'r ysgol gynradd ac â'r llwybr beicio, ac fe fydd plant yn gallu cerdded i'r
ysgol heb groesi'r ffordd fawr am y tro cyntaf.

Cafodd yr hen bont ei chau yn y gaeaf pan ddaeth y llif â choeden i lawr yr afon. Ers hynny mae teuluoedd
wedi gorfod mynd heibio'r orsaf, sy'n ychwanegu chwarter awr at y daith bob bore.

“Rydyn ni wedi aros yn hir am hyn, ac mae'r plant wrth eu bodd,” meddai Mair Prydderch, pennaeth yr ysgol.
“Gwelais i ddau ohonyn nhw yn cyfri'r dyddiau ar y wal.”

Talodd y cyngor sir am y gwaith, a chyfrannodd y pwyllgor lleol at y goleuadau. Bydd te a chacen yn neuadd y
pentref wedi'r agoriad, ac mae croeso i bawb.`;
const irish = `Osclófar droichead nua do choisithe thar an abhainn i mBaile na hInse Dé Luain seo chugainn, tar éis naoi mí
oibre. Ceanglaíonn an droichead an sráidbhaile leis an scoil náisiúnta agus leis an mbealach rothaíochta,
agus beidh na páistí in ann siúl ar scoil gan an príomhbhóthar a thrasnú den chéad uair.

Dúnadh an seandroichead sa gheimhreadh nuair a thug an tuile crann anuas an abhainn. Ó shin i leith bhí ar
theaghlaigh dul timpeall ag an stáisiún, rud a chuireann ceathrú uaire leis an turas gach maidin.

“Táimid ag fanacht leis seo le fada, agus tá áthas ar na páistí,” arsa Máire Ní Dhroma, príomhoide na
scoile. “Chonaic mé beirt acu ag comhaireamh na laethanta ar an mballa.”

D'íoc an chomhairle contae as an obair, agus thug an coiste áitiúil airgead do na soilse. Beidh tae agus
cáca i halla an pharóiste tar éis na hoscailte, agus tá fáilte roimh chách.`;

const check = (body: unknown) => room.reader.post("/v1/checks", body);

describe("a check", () => {
  it("passes a sound release, and names the categories it would stand in", async () => {
    const { status, body } = await check(aRelease());
    expect([status, body.verdict]).toEqual([200, "pass"]);
    expect(body.categories.length).toBeGreaterThan(0);
  });

  it.each([
    ["Welsh", "Pont droed newydd yn agor dros afon Dulas", welsh],
    ["Irish", "Droichead nua le hoscailt i mBaile na hInse", irish],
  ])(
    "holds nothing in %s for English that it is not, though no language is given",
    async (_, headline, text) => {
      const release = aRelease({ headline, body: text, dek: null, summary: null, language: null });
      const { body } = await check(release);
      expect(body.findings.filter(({ severity }: any) => severity === "hold")).toEqual([]);
    },
  );

  it("points at the words that each finding is about", async () => {
    const release = aFaultyRelease({
      headline: "MARLHAVEN SOCIETY REPAIRS THE BENCHES!!!",
      dek: "Click here now",
    });
    const { body } = await check(release);
    const spans = body.findings.filter((finding: any) => finding.span && finding.evidence);
    const shown = spans.map(({ pointer, span }: any) =>
      body.fields[pointer.slice(1)].slice(span.start, span.end),
    );
    expect(spans.length).toBeGreaterThan(0);
    expect(shown).toEqual(spans.map(({ evidence }: any) => evidence));
  });

  it("points there also behind emoji and letters that are several units", async () => {
    const text = `${"👩‍👩‍👧 é ".repeat(5)} The mayor said: [insert quote].`;
    const { body } = await check(aRelease({ body: text }));
    const [finding] = body.findings.filter(({ rule }: any) => rule === "BD-09");
    expect(body.fields.body.slice(finding.span.start, finding.span.end)).toBe(finding.evidence);
  });

  it("answers with the fields as they would be taken in", async () => {
    const embargoedUntil = { local: "2027-05-01T09:00", timeZone: "Europe/London" };
    const { body } = await check(
      aRelease({ headline: "  Cafe\u0301 opens at the harbour  ", embargoedUntil }),
    );
    expect(body.fields).toMatchObject({
      headline: "Caf\u00e9 opens at the harbour",
      embargoedUntil: "2027-05-01T08:00:00.000Z",
      kind: "community",
      bodyFormat: "markdown",
      publication: "main",
    });
  });

  it("stores nothing", async () => {
    await check(aRelease());
    const [row] = await room.sql(
      "select (select count(*) from releases) + (select count(*) from release_versions) as count",
    );
    expect(Number(row?.count)).toBe(0);
  });

  it("is not kept by a cache", async () => {
    expect((await check(aRelease())).headers.get("cache-control")).toBe("no-store");
  });

  it("answers within a moment for the largest text there can be, so that nobody can keep the desk busy", async () => {
    const started = performance.now();
    await check(aRelease({ body: "x".repeat(1_000_000) }));
    await check(aRelease({ body: "e\u0301".repeat(150_000) }));
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("counts a flag, or a letter with its accents, as one character", async () => {
    const flags = "🇬🇧".repeat(200);
    expect([
      (await check(aRelease({ headline: flags }))).status,
      (await check(aRelease({ headline: `${flags}🇬🇧` }))).status,
    ]).toEqual([200, 422]);
  });
});

const field = fc.constantFrom(
  ...Object.keys(
    aRelease({ dek: "", tags: [], event: {}, person: {}, embargoedUntil: "", language: "", sourceUrl: "" }),
  ),
);
const anything = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.constantFrom("en", "2027-01-01T00:00:00Z", "https://a.example"),
);

describe("whatever is sent", () => {
  it("is checked or refused as a problem, and never an accident", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        expect(accidentIn(await check(body))).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  it("in the fields of a release is checked or refused as a problem, and never an accident", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(field, anything, { maxKeys: 4 }), async (fields) => {
        expect(accidentIn(await check(aRelease(fields)))).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  it("as a body of any characters is checked or refused as a problem, and never an accident", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", maxLength: 400 }),
        fc.constantFrom("markdown", "html", "text"),
        async (body, bodyFormat) => {
          expect(accidentIn(await check(aRelease({ body, bodyFormat })))).toBeUndefined();
        },
      ),
      { numRuns: 150 },
    );
  });
});
