/** A document in the conventional form of a news release, read as the fields of one. Pure. */

import { Temporal } from "temporal-polyfill";
import { isForInvestors } from "./contact/labels.ts";
import { isRoleBelow } from "./contact/names.ts";
import { isReachable } from "./contact/reach.ts";
import { type Contact, peopleIn, readContact } from "./contact.ts";
import type { Dateline } from "./dateline/dateline.ts";
import { type Embargo, readEmbargo } from "./embargo/embargo.ts";
import { asksToKeep, isRestraint, saysWhen, speaksOfEmbargo } from "./embargo/restraint.ts";
import type { Part } from "./following.ts";
import { readHead } from "./head/head.ts";
import { isKind } from "./head/letterhead.ts";
import { undecorated } from "./headings.ts";
import { type Block, flat, linesOf, slice } from "./layout/block.ts";
import { unwrap } from "./layout/from-text.ts";
import { toMarkdown } from "./layout/to-markdown.ts";
import { isLine, partsOf } from "./parts.ts";
import { type Sign, signOf } from "./sections.ts";

/** What a document says; what it does not say is `null`. */
export interface ReadDocument {
  readonly headline: string | null;
  readonly dek: string | null;
  readonly dateline: Dateline | null;
  /** In Markdown. */
  readonly body: string;
  readonly boilerplate: string | null;
  readonly contact: Contact | null;
  readonly embargo: Embargo;
  /** For editors, and not for readers. */
  readonly notes: string | null;
  /** Whether a mark says where it ends. */
  readonly ended: boolean;
}

/** Reads the paragraphs of a document; never throws, and reads something into every text. `now` tells years left out. */
export function readDocument(blocks: readonly Block[], now: Date): ReadDocument {
  const { parts, start, heldAbove, opening } = partsOf(blocks, now);
  const { dateline = null } = opening ?? {};
  const of = (sign: Sign) => parts.filter((part) => part.sign === sign).map(({ block }) => block);
  const day = dateline?.date ? Temporal.PlainDate.from(dateline.date) : undefined;
  const boilerplate = toPlain(of("about").flatMap(undecorated));
  const contacts = contactsIn(parts, namesIn(boilerplate, []));
  const above = parts.slice(0, start);
  const first = above.findIndex(
    ({ block, sign }) => sign === "release" || (isLine(sign) && isRelease(block)),
  );
  const head = readHead(
    above.filter(({ sign }) => sign === "text").map(({ block }) => block),
    above.slice(0, Math.max(0, first)).filter(({ sign }) => sign === "text").length,
    namesIn(boilerplate, contacts),
    parts
      .slice(start)
      .map(({ block }) => flat(block))
      .join("\n"),
  );
  return {
    ...head,
    dateline,
    body: toMarkdown(bodyOf(parts, start, opening?.length ?? 0)),
    boilerplate,
    contact: contacts[0] ?? null,
    embargo: readEmbargo(restraintsIn(parts, heldAbove), now, day),
    notes: toPlain(of("notes")),
    ended: of("end").length > 0,
  };
}

/** "PRESS RELEASE" parts a letterhead from the headline as the line does that releases it. */
function isRelease(block: Block): boolean {
  return /^\W*(?:news|press|media)\s+(?:release|statement)\b/i.test(flat(block)) && isKind(flat(block));
}

function bodyOf(parts: readonly Part[], start: number, dateline: number): Block[] {
  return parts.slice(start).flatMap(({ block, sign }, at) => {
    if (sign !== "text" && sign !== "legal") return [];
    const rest = at === 0 ? slice(block, dateline) : block;
    return flat(rest) === "" ? [] : [unbroken(rest)];
  });
}

/** A paragraph whose lines were broken somewhere, as one; verse and addresses keep their lines. */
function unbroken(block: Block): Block {
  const lines = linesOf(block);
  const isProse = lines.length > 1 && lines.slice(0, -1).every(({ length }) => length >= 45);
  if (!isProse) return block;
  return {
    ...block,
    spans: block.spans.map((span) => ({ ...span, text: span.text.replace(/\s*\n\s*/g, " ") })),
  };
}

/** The contacts of the document, those for the press first. */
function contactsIn(parts: readonly Part[], organizations: readonly string[]): Contact[] {
  const groups: string[][] = [];
  parts.forEach(({ sign, block }, at) => {
    if (sign !== "contact") return;
    const lines = linesOf(block);
    // Of two labels that follow each other, the second says more of whom to reach.
    const [first = ""] = lines;
    const group = groups.at(-1) ?? [];
    const another =
      signOf(first) === "contact" && group.some(isReachable) && !isRoleBelow(first, group.at(-1) ?? "");
    if (parts[at - 1]?.sign !== "contact" || another) groups.push(lines);
    else groups.at(-1)?.push(...lines);
  });
  return groups
    .flatMap(peopleIn)
    .map((lines) => ({
      contact: readContact(lines, organizations),
      later: lines.some(isForInvestors) ? 1 : 0,
    }))
    .filter(({ contact }) => contact.email !== undefined || contact.phone !== undefined)
    .sort((a, b) => a.later - b.later || rankOf(a.contact) - rankOf(b.contact))
    .map(({ contact }) => contact);
}

/** A contact without an e-mail address comes behind one that has it, and an office behind a person. */
function rankOf({ email, name }: Contact): number {
  return (email === undefined ? 2 : 0) + (name === undefined ? 1 : 0);
}

/** Lines that hold the text back, above it or below; and any talk of an embargo there that is no such line. */
function restraintsIn(parts: readonly Part[], heldAbove: number): string[] {
  return parts.flatMap(({ block, sign }, at) => {
    const text = flat(block);
    const isHeld =
      sign === "release"
        ? isReleaseHeld(text, at < heldAbove)
        : isSpoken(text, at < heldAbove || sign !== "text");
    return isHeld ? [text.slice(0, 240)] : [];
  });
}

function isReleaseHeld(line: string, isAbove: boolean): boolean {
  return isRestraint(line) || (isAbove && saysWhen(line));
}

/** A headline may speak of an embargo on trade, but then it says nothing of when. */
function isSpoken(text: string, isOutside: boolean): boolean {
  return asksToKeep(text) || (isOutside && speaksOfEmbargo(text));
}

function toPlain(blocks: readonly Block[]): string | null {
  const text = blocks.map((block) => unwrap(linesOf(block))).join("\n\n");
  return text === "" ? null : text;
}

/** Names that stand in a letterhead: whom the document is about, and whom the contact works for. */
function namesIn(boilerplate: string | null, contacts: readonly Contact[]): string[] {
  const about = /^about\s+([^:\n–—]{2,80})/i.exec(boilerplate ?? "")?.[1];
  return [about, about?.replace(/^the\s+/i, ""), ...contacts.map(({ organization }) => organization)].filter(
    (name) => name !== undefined,
  );
}
