/** Where in a release something blocked may stand: every text that readers see, and every address. Pure. */

import type { Range } from "../../source-text/source-text.ts";
import type { ReleaseFacts } from "../rule.ts";
import type { ReleaseView } from "../view.ts";
import { hostOf } from "./domains.ts";

export interface Place {
  readonly pointer: string;
  readonly span?: Range | undefined;
  readonly evidence: string;
}

/** A text that readers see; `placeOf` says where a range of it stands in what was sent. */
interface Passage {
  readonly text: string;
  placeOf(range: Range): Place;
}

/** Evidence names a place and does not repeat the release. */
const maxEvidence = 120;

/** The texts that readers see. */
export function passagesOf({ copy, body }: ReleaseView, { organization }: ReleaseFacts): Passage[] {
  const { headline, dek, summary, boilerplate, tags, person, event } = copy;
  const fields: [string, string | null | undefined][] = [
    ["/headline", headline],
    ["/dek", dek],
    ["/summary", summary],
    ["/boilerplate", boilerplate],
    ...tags.map((tag, index): [string, string] => [`/tags/${index}`, tag]),
    ["/person/name", person?.name],
    ["/person/role", person?.role],
    ["/person/organization", person?.organization],
    ["/event/venue", event?.venue],
  ];
  const inBody: Passage = {
    text: body.text,
    placeOf: (range) => ({ ...placeIn("/body", body.text, range), span: body.spanOf(range) }),
  };
  const profile = copy.boilerplate === null ? organization.boilerplate : null;
  const ofProfile: Passage = {
    text: profile ?? "",
    // It is printed with the release and was not sent with it, so there is no place to point to.
    placeOf: (range) => ({ ...placeIn("/boilerplate", profile ?? "", range), span: undefined }),
  };
  const given = fields.flatMap(([pointer, text]) =>
    text ? [{ text, placeOf: (range: Range) => placeIn(pointer, text, range) }] : [],
  );
  return [...given, inBody, ofProfile];
}

function placeIn(pointer: string, text: string, { start, end }: Range): Place {
  return { pointer, span: { start, end }, evidence: text.slice(start, Math.min(end, start + maxEvidence)) };
}

/** The addresses of the release, its contact and its organisation. */
export function addressesIn(
  { copy, body }: ReleaseView,
  { organization }: ReleaseFacts,
): { readonly host: string | undefined; readonly place: Place }[] {
  const links = body.links.map(({ href, ...range }) => ({ href, span: body.spanOf(range) }));
  const images = body.images.map(({ url, start, end }) => ({ href: url, span: { start, end } }));
  const inBody = [...links, ...images].map(({ href, span }) => ({
    host: hostOf(href),
    place: { pointer: "/body", span, evidence: href.slice(0, maxEvidence) },
  }));
  const fields = [
    { pointer: "/sourceUrl", host: hostOf(copy.sourceUrl ?? "") },
    { pointer: "/event/url", host: hostOf(copy.event?.url ?? "") },
    { pointer: "/mediaContact/email", host: hostOfMail(copy.mediaContact.email) },
    // The organisation's own addresses are of no field of the release.
    { pointer: "", host: hostOf(organization.website ?? "") },
    { pointer: "", host: hostOfMail(organization.contactEmail) },
  ];
  return [
    ...inBody,
    ...fields.map(({ pointer, host }) => ({ host, place: { pointer, evidence: host ?? "" } })),
  ];
}

function hostOfMail(email: string): string | undefined {
  return hostOf(`http://${email.slice(email.lastIndexOf("@") + 1)}`);
}
