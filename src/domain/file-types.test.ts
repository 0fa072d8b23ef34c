import { describe, expect, it } from "vitest";
import { nameWithExtension, objectionTo } from "./file-types.ts";

const pdf = "application/pdf";
const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

describe("the name and the declared type of a file", () => {
  it.each([
    [pdf, "a.pdf", pdf],
    [pdf, "A.PDF", "application/x-pdf; charset=binary"],
    [pdf, "a.pdf", "application/octet-stream"],
    [pdf, "a.pdf", ""],
    [pdf, "a.pdf", "text/plain"],
    [pdf, "minutes", pdf],
    [pdf, "minutes of 1.5.2026", pdf],
    [pdf, "a.pdf", "no type"],
    [word, "a.docx", "application/zip"],
    ["image/png", "a.jpg", "image/jpeg"],
    ["video/mp4", "a.m4v", "video/mp4"],
  ])("say nothing against %s as %s sent as %j", (found, fileName, declared) => {
    expect(objectionTo(found, fileName, declared)).toBeUndefined();
  });

  it.each([
    [pdf, "pic.exe", "", "is called .exe, but holds application/pdf; call it .pdf"],
    [pdf, "invoice.HTML", pdf, "is called .html, but holds application/pdf; call it .pdf"],
    [pdf, "a.docx", "", "is called .docx, but holds application/pdf; call it .pdf"],
    [pdf, "a.jpg", "", "is called .jpg, but holds application/pdf; call it .pdf"],
    ["image/webp", "a.pdf", "", "is called .pdf, but holds image/webp; call it .webp"],
    [pdf, "a.pdf", "text/html", "was sent as text/html, but holds application/pdf"],
    [pdf, "a.pdf", "application/zip", "was sent as application/zip, but holds application/pdf"],
    ["image/png", "a.png", pdf, "was sent as application/pdf, but holds image/png"],
  ])("may not contradict %s: %s sent as %j", (found, fileName, declared, objection) => {
    expect(objectionTo(found, fileName, declared)).toContain(objection);
  });
});

describe("the name that a file is saved under", () => {
  it.each([
    ["minutes.pdf", pdf, "minutes.pdf"],
    ["MINUTES.PDF", pdf, "MINUTES.PDF"],
    ["minutes", pdf, "minutes.pdf"],
    ["minutes of 1.5", pdf, "minutes of 1.5.pdf"],
    ["page.html", pdf, "page.html.pdf"],
    ["harbour.jpg", "image/png", "harbour.png"],
    ["harbour.jpeg", "image/jpeg", "harbour.jpeg"],
  ])("ends in what it holds: %s of %s is %s", (fileName, contentType, saved) => {
    expect(nameWithExtension(fileName, contentType)).toBe(saved);
  });
});
