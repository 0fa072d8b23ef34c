import { describe, expect, it } from "vitest";
import { domainOfWebsite, isMailboxAt, readDomainName } from "./domain-name.ts";

describe("a domain name", () => {
  it.each([
    ["society.example", "society.example"],
    [" Society.Example. ", "society.example"],
    ["news.society.co.uk", "news.society.co.uk"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["公司.cn", "xn--55qx5d.cn"],
    ["ｓｏｃｉｅｔｙ．example", "society.example"],
    [`${"a".repeat(63)}.example`, `${"a".repeat(63)}.example`],
  ])("is read from %j", (text, name) => {
    expect(readDomainName(text)).toBe(name);
  });

  it.each([
    "",
    "society",
    "localhost",
    "127.0.0.1",
    "0x7f.1",
    "127.1",
    "１２７.0.0.1",
    "2130706433",
    "[::1]",
    "::1",
    "https://society.example",
    "society.example/path",
    "society.example:443",
    "user@society.example",
    "*.society.example",
    "_dateline.society.example",
    "-society.example",
    "society-.example",
    "society..example",
    ".society.example",
    "society.123",
    "so ciety.example",
    "society.example\r\nx",
    `${"a".repeat(64)}.example`,
    `${"a.".repeat(122)}example`,
  ])("is not read from %j", (text) => {
    expect(readDomainName(text)).toBeUndefined();
  });
});

describe("a mailbox", () => {
  it.each([
    ["press@society.example", true],
    ["press@SOCIETY.example", true],
    ["press@mail.society.example", true],
    ["press@othersociety.example", false],
    ["press@society.example.evil.test", false],
    ["press@example", false],
    ['"a@society.example"@evil.test', false],
  ])("%s is at society.example: %s", (email, isAt) => {
    expect(isMailboxAt(email, "society.example")).toBe(isAt);
  });

  it("is at a domain of another script", () => {
    expect(isMailboxAt("press@bücher.example", "xn--bcher-kva.example")).toBe(true);
  });
});

describe("a website", () => {
  it.each([
    ["https://www.society.example/about", "society.example"],
    ["https://bücher.example", "xn--bcher-kva.example"],
    ["http://news.society.example:8080", "news.society.example"],
  ])("%s stands for %s", (website, domain) => {
    expect(domainOfWebsite(website)).toBe(domain);
  });
});
