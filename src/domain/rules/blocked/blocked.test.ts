import { describe, expect, it } from "vitest";
import type { Copy } from "../../releases/release.ts";
import { checkRelease } from "../check.ts";
import { standardPack } from "../packs/standard-pack.ts";
import { goodBody, goodCopy, goodFacts } from "../specimens/specimen.ts";
import { type Block, compileBlocks } from "./blocked.ts";
import { domainOf } from "./domains.ts";
import { foldTerm } from "./terms.ts";

const term = (value: string, severity: Block["severity"] = "hold"): Block => ({
  kind: "term",
  value: foldTerm(value),
  severity,
});
const domain = (value: string, severity: Block["severity"] = "hold"): Block => ({
  kind: "domain",
  value,
  severity,
});

/** Where blocks are found in the good release with changes: pointer, severity, and the words pointed to. */
function blocked(blocks: readonly Block[], change: Partial<Copy>, organization = {}) {
  const copy = { ...goodCopy, ...change };
  const facts = {
    ...goodFacts,
    organization: { ...goodFacts.organization, ...organization },
    blocks: compileBlocks(blocks),
  };
  return checkRelease(copy, facts, { ...standardPack, rules: {} }).map(
    ({ pointer, severity, span, evidence }) => {
      const field = pointer
        .split("/")
        .slice(1)
        .reduce<any>((value, key) => value?.[key], copy);
      return { pointer, severity, words: span ? field.slice(span.start, span.end) : evidence };
    },
  );
}

const headlined = (value: string, headline: string) => blocked([term(value)], { headline }).length > 0;

describe("a blocked term", () => {
  it.each([
    ["crypto casino", "A CRYPTO  Casino opens"],
    ["crypto casino", "A crypto-casino opens"],
    ["Café Müller", "cafe\u0301 MULLER opens"],
    ["casino", "A \uff43\uff41\uff53\uff49\uff4e\uff4f opens"],
    ["casino", "A cas\u200bi\u00adno opens"],
    ["casino", "A Ⓒⓐⓢⓘⓝⓞ opens"],
    ["casino", "The casino's owner opens it"],
    ["strasse", "Neue STRAẞE und Straße"],
    ["istanbul", "İSTANBUL opens"],
    ["don't panic", "He says don’t panic"],
    ["node.js", "A course on Node.js opens"],
    ["彩票", "市内で彩票を売る"],
    ["с казино", "Встреча С КАЗИНО в городе"],
  ])("%s is met in %j", (value, headline) => {
    expect(headlined(value, headline)).toBe(true);
  });

  it.each([
    ["casino", "The casinos of Monaco"],
    ["crypto casino", "It is about crypto. Casino owners wait"],
    ["crypto casino", "A crypto art casino"],
    ["ass", "The class passes"],
    ["彩票", "彩色の票"],
  ])("%s is not met in %j", (value, headline) => {
    expect(headlined(value, headline)).toBe(false);
  });

  it("is pointed to in every field that readers see, in the source as it was sent", () => {
    const body = `${goodBody}\n\nA **mega** [deal](https://allotments.example/x) waits.`;
    const event = { startsAt: "2026-06-20T09:00:00.000Z", venue: "Mega deal hall" };
    const found = blocked([term("mega deal", "reject")], {
      ...{ body, event, headline: "Mega deal", dek: "a MEGA DEAL", summary: "One mega deal." },
      ...{ boilerplate: "About mega deal", tags: ["x", "mega deal"] },
    });
    expect(found.map(({ pointer }) => pointer).sort()).toEqual([
      "/body",
      "/boilerplate",
      "/dek",
      "/event/venue",
      "/headline",
      "/summary",
      "/tags/1",
    ]);
    expect(found.find(({ pointer }) => pointer === "/body")?.words).toBe("mega** [deal");
    expect(found.find(({ pointer }) => pointer === "/tags/1")?.words).toBe("mega deal");
  });

  it("is met in the organisation's boilerplate where the release has none of its own", () => {
    const profile = { boilerplate: "About us: a mega deal every day." };
    expect(blocked([term("mega deal")], {}, profile)).toEqual([
      { pointer: "/boilerplate", severity: "hold", words: "mega deal" },
    ]);
    expect(blocked([term("mega deal")], { boilerplate: "About gardens." }, profile)).toEqual([]);
  });

  it("that refuses leads those that hold, however many there are", () => {
    const names = Array.from({ length: 40 }, (_, index) => `held${index}`);
    const found = blocked([...names.map((name) => term(name)), term("refused", "reject")], {
      body: `${names.join(" ")} refused`,
    });
    expect(found).toHaveLength(20);
    expect(found[0]).toMatchObject({ severity: "reject", words: "refused" });
  });

  it("counts with the graver severity where it is blocked twice", () => {
    const found = blocked([term("mega", "reject"), term("mega", "hold")], { headline: "A mega site" });
    expect(found).toEqual([{ pointer: "/headline", severity: "reject", words: "mega" }]);
  });

  it("is found as fast among ten thousand as alone", () => {
    const many = compileBlocks(
      Array.from({ length: 10_000 }, (_, index) => term(`word${index} other${index}`)),
    );
    const copy = { ...goodCopy, body: "word1 other2 ".repeat(4600) };
    const started = process.cpuUsage();
    checkRelease(copy, { ...goodFacts, blocks: many }, { ...standardPack, rules: {} });
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
  });
});

describe("a blocked domain", () => {
  const found = (change: Partial<Copy>, organization = {}) =>
    blocked([domain("bad.example"), domain("xn--bcher-kva.example")], change, organization).map(
      ({ pointer }) => pointer,
    );

  it.each([
    ["a link", "See [this](https://shop.BAD.example/x?y=1)."],
    ["a typed address", "See https://bad.example."],
    ["a bare name", "Find it at Bad.example today."],
    ["a mail address", "Write to win@mail.bad.example now."],
    ["a mailto link", "[Write](mailto:win@bad.example?subject=x)"],
    ["a picture", "![logo](https://cdn.bad.example/a.png)"],
    ["a link without a scheme", "[this](//bad.example/x)"],
    ["a host with a stop behind it", "[this](https://bad.example./x)"],
    ["a name in other letters", "Books at https://Bücher.example/neu."],
    ["wide stops", "Find it at bad。example today."],
  ])("is met in %s", (_name, text) => {
    expect(found({ body: `${goodBody}\n\n${text}` })).toEqual(["/body"]);
  });

  it.each(["notbad.example", "bad.example.org", "bad-example.org"])("is not %s", (host) => {
    expect(found({ body: `${goodBody}\n\nSee https://${host}/bad.examples.` })).toEqual([]);
  });

  it("is met in the addresses of the release, its contact and its organisation", () => {
    const change = {
      sourceUrl: "https://bad.example/1",
      event: { startsAt: "2026-06-20T09:00:00.000Z", url: "https://a.bad.example" },
      mediaContact: { name: "A", email: "press@bad.example" },
    };
    expect(found(change)).toEqual(["/sourceUrl", "/event/url", "/mediaContact/email"]);
    expect(found({}, { website: "https://bad.example" })).toEqual([""]);
    expect(found({}, { contactEmail: "x@bad.example" })).toEqual([""]);
  });
});

describe("the domain that somebody means", () => {
  it.each([
    ["Bad.Example", "bad.example"],
    ["https://www.bad.example/path", "bad.example"],
    ["*.bad.example", "bad.example"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["bad.example.", "bad.example"],
    ["example", undefined],
    ["bad example", undefined],
    ["", undefined],
  ])("by %j is %j", (given, meant) => {
    expect(domainOf(given)).toBe(meant);
  });
});
